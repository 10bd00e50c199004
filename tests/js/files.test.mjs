import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { afterEach, test } from 'node:test';
import { gzipSync } from 'node:zlib';

import { EngineFileError, KEPT_HERE, fetchEngine } from '../../overrides/assets/quiz/files.mjs';

const RUNTIME = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0); // the smallest WebAssembly module
const CONTENT = { 'one.zip': new TextEncoder().encode('one'), 'pyodide.asm.wasm': RUNTIME };
const MANIFEST = {
  hash: 'abc',
  runtime: '0',
  python: '3.13',
  files: Object.entries(CONTENT).map(([name, data]) => ({
    name,
    bytes: data.length,
    br: data.length,
    gz: data.length,
    sha256: createHash('sha256').update(data).digest('hex'),
  })),
};
const BASE = 'https://site.invalid/engine/';
const realFetch = globalThis.fetch;
afterEach(() => (globalThis.fetch = realFetch));

/** Answer from CONTENT, except where `change` says otherwise; note each request. */
function serve(change = () => undefined, type = 'application/wasm') {
  const asked = [];
  globalThis.fetch = async (address, options) => {
    const name = address.slice(BASE.length);
    asked.push({ name, cache: options.cache });
    const attempt = asked.filter((one) => one.name === name).length;
    const changed = change(name, attempt);
    if (changed instanceof Error) throw changed;
    return changed ?? new Response(CONTENT[name], { headers: { 'content-type': type } });
  };
  return asked;
}

const noWait = async () => {};
const fetchAll = (progress = () => {}) => fetchEngine(MANIFEST, BASE, progress, noWait);

test('every file arrives, and the runtime compiled', async () => {
  serve();
  const { files, runtime } = await fetchAll();
  assert.deepEqual(Object.keys(files).sort(), Object.keys(CONTENT).sort());
  for (const [name, data] of Object.entries(files)) assert.deepEqual(data, CONTENT[name]);
  assert.ok(runtime instanceof WebAssembly.Module);
});

test('progress ends at the whole and never goes back', async () => {
  serve((name, attempt) => (name === 'one.zip' && attempt === 1 ? new Error('gone') : undefined));
  const seen = [];
  await fetchAll((loaded, total) => seen.push([loaded, total]));
  const total = MANIFEST.files.reduce((sum, file) => sum + file.bytes, 0);
  assert.deepEqual(seen.at(-1), [total, total]);
  assert.deepEqual(
    seen.map(([loaded]) => loaded),
    seen.map(([loaded]) => loaded).toSorted((one, other) => one - other),
  );
});

test('the largest file is asked for first', async () => {
  const asked = serve();
  await fetchAll();
  assert.equal(asked[0].name, 'pyodide.asm.wasm');
});

test('a file that does not arrive is tried three times, past any cache, and then named', async () => {
  const asked = serve((name) => (name === 'one.zip' ? new Response('', { status: 503 }) : undefined));
  await assert.rejects(
    fetchAll(),
    (error) => error instanceof EngineFileError && error.code === 'unreachable' && error.file === 'one.zip',
  );
  assert.deepEqual(
    asked.filter(({ name }) => name === 'one.zip').map(({ cache }) => cache),
    ['default', 'reload', 'reload'],
  );
});

test('a file that the server no longer has is gone, and no matter of the connection', async () => {
  for (const status of [404, 410]) {
    serve((name) => (name === 'one.zip' ? new Response('', { status }) : undefined));
    await assert.rejects(fetchAll(), { code: 'gone', file: 'one.zip' });
  }
});

test('a file with one bit changed, too short or too long is altered', async () => {
  for (const data of ['onf', 'on', 'one and more']) {
    serve((name) => (name === 'one.zip' ? new Response(data) : undefined));
    await assert.rejects(fetchAll(), (error) => error.code === 'altered' && error.file === 'one.zip', data);
  }
});

test('a runtime that is altered is not handed out, though it compiles', async () => {
  const other = Uint8Array.of(...RUNTIME, 0, 2, 1, 0x78); // with an empty custom section
  const manifest = {
    ...MANIFEST,
    files: MANIFEST.files.map((file) => ({ ...file, bytes: Math.max(file.bytes, other.length) })),
  };
  serve((name) =>
    name === 'pyodide.asm.wasm' ? new Response(other, { headers: { 'content-type': 'application/wasm' } }) : undefined,
  );
  await assert.rejects(
    fetchEngine(
      manifest,
      BASE,
      () => {},
      () => {},
      noWait,
    ),
    { code: 'altered', file: 'pyodide.asm.wasm' },
  );
});

test('a host that calls the runtime something else does no harm', async () => {
  serve(undefined, 'application/octet-stream');
  assert.ok((await fetchAll()).runtime instanceof WebAssembly.Module);
});

const LARGE = new TextEncoder().encode('a large file, '.repeat(10_000));
const WITH_LARGE = {
  ...MANIFEST,
  files: [
    ...MANIFEST.files,
    {
      name: 'large.whl',
      bytes: LARGE.length,
      br: 300,
      gz: gzipSync(LARGE).length,
      sha256: createHash('sha256').update(LARGE).digest('hex'),
    },
  ],
};

/** Fetch with a host that answers these for the large file and its compressed copy; say what it was asked for. */
async function fetchLarge(plain, packed) {
  const asked = serve((name) => {
    if (name === 'large.whl') return plain();
    return name === 'large.whl.gz' ? packed() : undefined;
  });
  const seen = [];
  const { files } = await fetchEngine(WITH_LARGE, BASE, (...progress) => seen.push(progress), noWait);
  assert.deepEqual(files['large.whl'], LARGE);
  const names = asked.map(({ name }) => name).filter((name) => name.startsWith('large'));
  return { names, total: seen.at(-1)[1] };
}

const others = CONTENT['one.zip'].length + RUNTIME.length;
const refused = () => assert.fail('the compressed copy was asked for');

test('a host that compresses nothing is asked for the compressed copy, and the plain one is given up', async () => {
  let cancelled = false;
  const endless = () => new Response(new ReadableStream({ cancel: () => void (cancelled = true) }));
  const { names, total } = await fetchLarge(endless, () => new Response(gzipSync(LARGE)));
  assert.deepEqual(names, ['large.whl', 'large.whl.gz']);
  assert.ok(cancelled);
  assert.equal(total - others, gzipSync(LARGE).length);
});

test('a copy that the browser has unpacked already is taken as it is', async () => {
  const unpacked = () => new Response(LARGE, { headers: { 'content-encoding': 'gzip' } });
  assert.deepEqual((await fetchLarge(() => new Response(LARGE), unpacked)).names, ['large.whl', 'large.whl.gz']);
});

test('what the host compresses, and what this device keeps, is not asked for twice', async () => {
  for (const headers of [{ 'content-encoding': 'br' }, { [KEPT_HERE]: '' }])
    assert.deepEqual((await fetchLarge(() => new Response(LARGE, { headers }), refused)).names, ['large.whl']);
});

test('where there is no compressed copy, or it is damaged, the plain one is taken', async () => {
  const missing = await fetchLarge(
    () => new Response(LARGE),
    () => new Response('', { status: 404 }),
  );
  assert.deepEqual(missing.names, ['large.whl', 'large.whl.gz', 'large.whl']);
  const damaged = await fetchLarge(
    () => new Response(LARGE),
    () => new Response('no gzip at all'),
  );
  assert.equal(damaged.names.at(-1), 'large.whl');
});
