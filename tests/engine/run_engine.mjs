// Runs requests through an engine bundle in Node, as the worker does in the browser.
//
//   node run_engine.mjs BUNDLE_DIRECTORY < requests.json > outcome.json
//
// In: a JSON array of request strings. Out: {"responses": [string…], "modules": {every module that Python imported: where
// from}, "python": its version}.
import { readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';

const bundle = resolve(process.argv[2]);
const requests = JSON.parse(readFileSync(0, 'utf8'));
const { loadPyodide } = await import(`${bundle}/pyodide.mjs`);
const archives = readdirSync(bundle).filter((name) => /^(?!python_stdlib).*\.(zip|whl)$/.test(name));
const python = await loadPyodide({
  indexURL: bundle,
  env: { PYTHONHASHSEED: '0' },
  fsInit: (fs) => archives.forEach((name) => fs.writeFile(`/lib/${name}`, readFileSync(`${bundle}/${name}`))),
});
const sys = python.pyimport('sys');
archives.forEach((name) => sys.path.append(`/lib/${name}`));
const { handle } = python.pyimport('innerpersona_quiz.wire');
const responses = requests.map((request) => handle(request));
const modules = {};
for (const name of [...sys.modules.keys()].sort()) modules[name] = String(sys.modules.get(name).__spec__?.origin ?? '');
process.stdout.write(JSON.stringify({ responses, modules, python: sys.version }));
