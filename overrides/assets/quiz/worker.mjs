/**
 * The sealed worker: Python, and nothing else. It is made from a blob after the page has sealed itself, so it inherits
 * a policy under which the browser refuses every connection; all it needs arrives in its first message.
 *
 * It imports nothing by name, because after the seal there is nothing it could load.
 */

/**
 * @typedef {{ type: 'start', files: Record<string, Uint8Array<ArrayBuffer>>, runtime: WebAssembly.Module }} StartMessage
 * @typedef {{ type: 'request', id: number, request: string }} RequestMessage
 * @typedef {StartMessage | RequestMessage} ToWorker
 *
 * @typedef {{ type: 'stage', stage: 'interpreter' | 'package' }} StageMessage
 * @typedef {{ type: 'ready' }} ReadyMessage
 * @typedef {{ type: 'response', id: number, response: string }} ResponseMessage
 * @typedef {{ type: 'failed', reason: string }} FailedMessage
 * @typedef {StageMessage | ReadyMessage | ResponseMessage | FailedMessage} FromWorker
 */

const HOME = 'https://engine.invalid/'; // where Pyodide believes its files are; no such host can exist (RFC 6761)

/** @type {((request: string) => string) | undefined} */
let handle;

/** @param {FromWorker} message */
const tell = (message) => self.postMessage(message);

/**
 * Answer Pyodide's requests for its own files from memory. Anything else goes to the browser's own fetch, which the
 * policy refuses: it is the policy that keeps the network shut, not this function.
 *
 * @param {Record<string, Uint8Array<ArrayBuffer>>} files
 */
function answerFromMemory(files) {
  const network = self.fetch;
  /** @type {typeof self.fetch} */
  self.fetch = async (resource, options) => {
    const url = resource instanceof Request ? resource.url : String(resource);
    if (!url.startsWith(HOME)) return network.call(self, resource, options);
    return new Response(files[url.slice(HOME.length)] ?? null);
  };
}

/** What reaches other tabs of this site, or a later visit: Python needs none of it. */
const OTHER_TABS = ['BroadcastChannel', 'indexedDB', 'IDBFactory', 'caches', 'CacheStorage', 'Cache', 'cookieStore'];

function closeOtherTabs() {
  for (const name of OTHER_TABS) {
    if (name in self) Object.defineProperty(self, name, { value: undefined, configurable: false });
  }
  for (const name of ['locks', 'storage', 'serviceWorker']) {
    if (name in navigator) Object.defineProperty(navigator, name, { value: undefined, configurable: false });
  }
}

/** @param {StartMessage} message */
async function start({ files, runtime }) {
  tell({ type: 'stage', stage: 'interpreter' });
  closeOtherTabs();
  answerFromMemory(files);
  // The page compiled the runtime while it was still arriving; compiling it a second time would cost most of the start.
  WebAssembly.instantiateStreaming = async (_source, imports) => ({
    module: runtime,
    instance: await WebAssembly.instantiate(runtime, imports),
  });

  const script = (/** @type {string} */ name) =>
    import(URL.createObjectURL(new Blob([/** @type {BlobPart} */ (files[name])], { type: 'text/javascript' })));
  const [{ loadPyodide }] = await Promise.all([script('pyodide.mjs'), script('pyodide.asm.js')]);

  const archives = Object.keys(files).filter((name) => /^(?!python_stdlib).*\.(zip|whl)$/.test(name));
  const python = await loadPyodide({
    indexURL: HOME,
    lockFileContents: new TextDecoder().decode(files['pyodide-lock.json']),
    env: { PYTHONHASHSEED: '0' }, // the same answers give the same bytes, sets included
    fsInit: (/** @type {{ writeFile(path: string, data: Uint8Array): void }} */ fs) => {
      for (const name of archives) fs.writeFile(`/lib/${name}`, /** @type {Uint8Array} */ (files[name]));
    },
  });
  tell({ type: 'stage', stage: 'package' });
  const { path } = python.pyimport('sys');
  for (const name of archives) path.append(`/lib/${name}`);
  handle = python.pyimport('innerpersona_quiz.wire').handle;
  const gc = python.pyimport('gc'); // off since sitecustomize.py
  gc.freeze();
  gc.enable();
  tell({ type: 'ready' });
}

/** @param {ToWorker} message */
async function receive(message) {
  if (message.type === 'start') await start(message);
  else if (handle) tell({ type: 'response', id: message.id, response: handle(message.request) });
}

self.onmessage = (/** @type {MessageEvent<ToWorker>} */ event) => {
  receive(event.data).catch((error) => tell({ type: 'failed', reason: String(error) }));
};
