// The texts of the browser code are emitted by the build; that each one asked for is there is tested with the catalogue.
declare module '*/texts.mjs' {
  const texts: any;
  export default texts;
}
