// Minifies a script with terser: `node minify.mjs TERSER < script > smaller script`.
//
// What pyodide.mjs and the module look up by name are properties, and properties keep their names. terser's bundle comes as one
// file that asks for a library of source maps, which nothing here makes.
import { readFileSync } from 'node:fs';
import { runInThisContext } from 'node:vm';

runInThisContext(readFileSync(process.argv[2], 'utf8'), { filename: 'terser.js' });
const { code } = await globalThis.Terser.minify(readFileSync(0, 'utf8'), {
  ecma: 2020,
  compress: { passes: 2 },
  mangle: true,
  format: { comments: false },
});
process.stdout.write(code);
