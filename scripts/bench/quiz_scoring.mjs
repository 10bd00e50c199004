// Times the scoring package inside an engine bundle in Node, as the worker runs it in the browser.
//
//   node quiz_scoring.mjs BUNDLE_DIRECTORY < plan.json > times.json
//
// In: {"runs": n, "prepare": [request…], "score": [request…], "report": [request…], "code": Python that defines the
// functions eap_new() and eap_again()}. Out: for score, report, eap_new and eap_again, the milliseconds of each run; score
// and report serve all of their requests in a run, after two runs that are not counted.
import { readFileSync, readdirSync } from 'node:fs';
import { resolve } from 'node:path';

const bundle = resolve(process.argv[2]);
const plan = JSON.parse(readFileSync(0, 'utf8'));
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
plan.prepare.forEach((request) => handle(request));
python.runPython(plan.code);

/** @param {() => void} work */
const time = (work) => {
  const times = [];
  for (let run = -2; run < plan.runs; run++) {
    const begun = performance.now();
    work();
    if (run >= 0) times.push(performance.now() - begun);
  }
  return times;
};

/** @param {string[]} requests */
const serve = (requests) => () => {
  for (const request of requests) {
    if (!JSON.parse(handle(request)).ok) throw new Error(`refused: ${request.slice(0, 200)}`);
  }
};

process.stdout.write(
  JSON.stringify({
    score: time(serve(plan.score)),
    report: time(serve(plan.report)),
    eap_new: time(() => python.globals.get('eap_new')()),
    eap_again: time(() => python.globals.get('eap_again')()),
  }),
);
