// Resolves and loads each texts.mjs of the browser code as the build would emit it. INNERPERSONA_MARK marks every text.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = new URL('../../', import.meta.url);
const THEME = new URL('overrides/', ROOT);
const PROGRAM = `
import json, os, pathlib
from innerpersona_site.content.texts import read_texts
texts = read_texts([pathlib.Path("overrides")], "en")
mark = os.environ.get("INNERPERSONA_MARK")
print(json.dumps((texts.marked(mark) if mark else texts).browser_modules()))
`;

const isTexts = (/** @type {string} */ url) =>
  url.startsWith(new URL('assets/', THEME).href) && url.endsWith('/texts.mjs');

/** @type {Record<string, string> | undefined} */
let modules;

export function resolve(specifier, context, next) {
  const url = URL.canParse(specifier, context.parentURL) ? new URL(specifier, context.parentURL).href : '';
  return isTexts(url) ? { url, format: 'module', shortCircuit: true } : next(specifier, context);
}

export function load(url, context, next) {
  if (!isTexts(url)) return next(url, context);
  const python = fileURLToPath(new URL('.venv/bin/python', ROOT));
  modules ??= JSON.parse(execFileSync(python, ['-c', PROGRAM], { cwd: ROOT, encoding: 'utf8' }));
  return { format: 'module', source: modules[url.slice(THEME.href.length)], shortCircuit: true };
}
