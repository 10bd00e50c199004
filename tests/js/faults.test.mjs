import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { afterEach, test } from 'node:test';

import { Keepsakes } from '../../overrides/assets/quiz/exchange/keepsakes.mjs';
import { fetchEngine } from '../../overrides/assets/quiz/files.mjs';
import { Keeper } from '../../overrides/assets/quiz/keeper.mjs';
import { progressOf, showForReader } from '../../overrides/assets/quiz/profile.mjs';
import { START, reduce } from '../../overrides/assets/quiz/session.mjs';
import { STORED } from '../../overrides/assets/quiz/site.mjs';
import { Store } from '../../overrides/assets/quiz/store.mjs';
import { seeded } from './codes.mjs';

const RUNTIME = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
const NAMES = [
  'pyodide.asm.wasm',
  'pyodide.asm.js',
  'pyodide.mjs',
  'pyodide-lock.json',
  'python_stdlib.zip',
  'jinja2.whl',
  'quiz.whl',
  'worker.mjs',
];
const CONTENT = Object.fromEntries(
  NAMES.map((name) => [name, name.endsWith('.wasm') ? RUNTIME : new TextEncoder().encode(`the content of ${name}`)]),
);
const MANIFEST = {
  hash: 'abc',
  runtime: '0',
  python: '3.13',
  files: NAMES.map((name) => ({
    name,
    bytes: CONTENT[name].length,
    sha256: createHash('sha256').update(CONTENT[name]).digest('hex'),
  })),
};
const realFetch = globalThis.fetch;
afterEach(() => (globalThis.fetch = realFetch));

/** A body of which half arrives, and the rest after a while, or never. */
function slow(data, milliseconds, signal) {
  return new ReadableStream({
    start(controller) {
      controller.enqueue(data.slice(0, data.length >> 1));
      signal?.addEventListener('abort', () => controller.error(new DOMException('given up', 'AbortError')));
      if (milliseconds < Infinity)
        setTimeout(() => {
          controller.enqueue(data.slice(data.length >> 1));
          controller.close();
        }, milliseconds);
    },
  });
}

const FAULTS = {
  'is missing': [() => new Response('', { status: 404 }), 'gone'],
  'never arrives': [
    () => {
      throw new TypeError('Failed to fetch');
    },
    'unreachable',
  ],
  'is truncated': [(data) => new Response(data.slice(0, -1)), 'altered'],
  'is longer': [(data) => new Response(new Uint8Array([...data, 0])), 'altered'],
  'has another hash': [(data) => new Response(data.map((byte, n) => (n === 3 ? byte ^ 1 : byte))), 'altered'],
  'is a page of the host': [
    () => new Response('<!doctype html>', { headers: { 'content-type': 'text/html' } }),
    'altered',
  ],
  'is of another type': [(data) => new Response(data, { headers: { 'content-type': 'text/html' } }), null],
  'comes with 500, then is fine': [
    (data, attempt) => (attempt === 1 ? new Response('', { status: 500 }) : new Response(data)),
    null,
  ],
  'comes with 500 and no end': [() => new Response('', { status: 500 }), 'unreachable'],
  'is damaged in a cache, then fine': [
    (data, attempt) => new Response(attempt === 1 ? data.map((byte) => byte ^ 1) : data),
    null,
  ],
  'stalls for a while': [(data, _attempt, signal) => new Response(slow(data, 20, signal)), null],
  'stalls for ever': [(data, _attempt, signal) => new Response(slow(data, Infinity, signal)), 'unreachable'],
};

for (const [fault, [answer, code]] of Object.entries(FAULTS)) {
  test(`each file of the engine ${fault}: ${code ?? 'it is there'}`, async (context) => {
    for (const broken of NAMES) {
      const attempts = {};
      globalThis.fetch = async (address, { signal }) => {
        const name = address.slice('x:/'.length);
        attempts[name] = (attempts[name] ?? 0) + 1;
        return name === broken ? answer(CONTENT[name], attempts[name], signal) : new Response(CONTENT[name]);
      };
      const fetching = fetchEngine(
        MANIFEST,
        'x:/',
        () => {},
        async () => {},
        200,
      );
      if (code) await assert.rejects(fetching, { code, file: broken });
      else assert.deepEqual(Object.keys((await fetching).files).sort(), [...NAMES].sort());
      assert.ok(attempts[broken] <= 3);
    }
    context.diagnostic(`${NAMES.length} files`);
  });
}

const ITEMS = ['one', 'two', 'three'];
const result = (taken, instrument_version = '2') => ({
  format: 1,
  taken,
  instrument_version,
  answers: { one: 3 },
  seconds: { one: 2 },
});
const SOUND = {
  'session.values': { format: 1, version: '2', answers: { one: 3, two: 5 }, seconds: { one: 2 }, run: 1 },
  'history.values': [result('2026-01-01'), result('2026-02-01', '1'), result('2026-03-01')],
  'old.values': [{ format: 1, version: '1', answers: { one: 1 } }],
  'outcome.values': { format: 1, regions: ['values.openness'] },
  'exchange.partner': { format: 1, kept: '2026-11-01', code: 'ip1.x' },
  'exchange.opening': { format: 1, made: '2026-11-01', code: 'ip1.x', nonce: 'n', commitment: 'ipc1.x' },
  'exchange.commitment': { format: 1, received: '2026-11-01', commitment: 'ipc1.x' },
};
const ODD = [null, true, 0, -1, 1e308, '', 'x', [], {}, [[]], { format: 1 }, [{ format: 1 }], { format: 2 }, '\ud800'];

function damaged(chance, value) {
  const pick = (from) => from[Math.floor(chance() * from.length)];
  if (chance() < 0.5) {
    const text = JSON.stringify(value);
    const place = Math.floor(chance() * text.length);
    return pick([
      text.slice(0, place),
      text.slice(0, place) + pick(['"', '{', ']', '9', '\0', 'null', '\ufffd']) + text.slice(place + 1),
      '',
      text + text,
    ]);
  }
  const change = (part) => {
    if (typeof part !== 'object' || part === null || chance() < 0.3) return pick(ODD);
    const copy = Array.isArray(part) ? [...part] : { ...part };
    const key = pick(Object.keys(copy));
    if (key === undefined) return pick(ODD);
    copy[key] = change(copy[key]);
    return copy;
  };
  return JSON.stringify(change(value));
}

/** Everything that pages do with what is kept. */
function visit(storage) {
  const store = new Store(() => storage);
  const keeper = new Keeper(store, 'values', '2', ITEMS);
  const opened = keeper.open();
  let session = opened.reduce(reduce, START);
  keeper.kept();
  session = reduce(session, { type: 'answered', item: 'three', value: 7, index: 2 });
  const said = [...opened, ...keeper.save(session)];
  session = reduce(session, { type: 'result-wanted' });
  said.push(...keeper.keepResult(session));
  keeper.keepOutcome(session, ['values.openness']);
  keeper.oldAnswers();
  keeper.historyWith(session);
  const keepsakes = new Keepsakes(store);
  for (const read of ['partner', 'opening', 'commitment']) keepsakes[read]();
  keepsakes.results(new Map([['values', '2']]));
  progressOf(store, 'values', '2');
  showForReader(store, [{ dataset: { speaksTo: 'values.openness' }, hidden: false }]);
  keeper.deleteResult(0);
  keeper.setKeeping(false, session);
  return { said, session };
}

function storageOf(texts) {
  return {
    get length() {
      return texts.size;
    },
    key: (n) => [...texts.keys()][n] ?? null,
    getItem: (name) => texts.get(name) ?? null,
    setItem: (name, text) => void texts.set(name, text),
    removeItem: (name) => void texts.delete(name),
  };
}

test('what is kept may be damaged in any way: nothing stops, and what could be read is not lost', (context) => {
  let said = 0;
  for (let seed = 1; seed <= 200; seed += 1) {
    const chance = seeded(seed);
    const texts = new Map(Object.entries(SOUND).map(([name, value]) => [`${STORED}${name}`, JSON.stringify(value)]));
    const name = [...texts.keys()][Math.floor(chance() * texts.size)];
    const text = damaged(chance, SOUND[name.slice(STORED.length)]);
    texts.set(name, text);
    const visited = visit(storageOf(texts));
    assert.equal(visited.session.answers.three, 7, `seed ${seed}`);
    const notices = visited.said.filter((one) => one.notice?.kind === 'damaged').length;
    said += notices;
    // What is said to be damaged lies aside, to its last character.
    if (notices)
      assert.ok(
        [...texts].some(([key, kept]) => key.startsWith(`${STORED}damaged.`) && JSON.parse(kept) === text),
        `seed ${seed}`,
      );
  }
  assert.ok(said > 20);
  context.diagnostic(`200 ways, ${said} of them said to the visitor`);
});

test('storage may be full or denied, from the start or from any moment on', (context) => {
  const denied = () => {
    throw new DOMException('denied', 'SecurityError');
  };
  const full = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  let tried = 0;
  for (const [fault, kind] of [
    [denied, 'forbidden'],
    [full, 'full'],
  ]) {
    for (let from = 0; from < 40; from += 1) {
      let calls = 0;
      const storage = storageOf(
        new Map(Object.entries(SOUND).map(([name, value]) => [`${STORED}${name}`, JSON.stringify(value)])),
      );
      const late = {};
      for (const [name, method] of Object.entries(Object.getOwnPropertyDescriptors(storage))) {
        const act = method.get ?? method.value;
        const guarded = (...given) => {
          calls += 1;
          const hit = calls > from && (fault === denied || name === 'setItem');
          return hit ? fault() : act.apply(storage, given);
        };
        Object.defineProperty(late, name, method.get ? { get: guarded } : { value: guarded });
      }
      const { said, session } = visit(late);
      tried += 1;
      assert.equal(session.answers.three, 7);
      const notices = said.flatMap((one) => one.notice?.kind ?? []);
      if (from < 5) assert.ok(notices.includes(kind), `${kind} from call ${from}: ${notices}`);
    }
  }
  context.diagnostic(`${tried} moments`);
});
