// What no browser of the stated baseline lacks: interfaces of the web by eslint-plugin-compat, from `browserslist` in
// package.json. What belongs to the language itself is tsc's, by `lib` and `target` in tsconfig.json.
import compat from 'eslint-plugin-compat';

export default [
  {
    files: ['overrides/**/*.mjs', 'overrides/**/*.js'],
    ...compat.configs['flat/recommended'],
    linterOptions: { reportUnusedDisableDirectives: 'error' },
  },
];
