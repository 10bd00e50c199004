/** Fetching the engine: every file checked against its SHA-256, progress in real bytes, the runtime compiled on the way. */

/**
 * @typedef {{ name: string, bytes: number, sha256: string }} ManifestFile
 * @typedef {{ hash: string, runtime: string, python: string, files: ManifestFile[] }} Manifest
 * @typedef {{ files: Record<string, Uint8Array<ArrayBuffer>>, runtime: WebAssembly.Module }} EngineFiles the runtime's
 *   bytes among the files, and what they were compiled to
 */

const ATTEMPTS = 3;
const STALLED_MS = 30_000; // without a byte; a phone between two cells comes back sooner
export const RUNTIME = 'pyodide.asm.wasm';

/** A file did not arrive, or is not the file that this page was built with. */
export class EngineFileError extends Error {
  /**
   * @param {'unreachable' | 'gone' | 'altered'} code "gone" where the server says that there is no such file any more
   * @param {string} file
   */
  constructor(code, file) {
    super(`${code}: ${file}`);
    this.code = code;
    this.file = file;
  }
}

/**
 * Fetch every file of the manifest.
 *
 * @param {Manifest} manifest
 * @param {string} base the folder they are in, with a slash at its end
 * @param {(loaded: number, total: number) => void} onProgress bytes that are here, of all; never goes back by a retry alone
 * @param {(milliseconds: number) => Promise<void>} [pause] between attempts
 * @param {number} [stalled] milliseconds without a byte after which an attempt is given up
 * @returns {Promise<EngineFiles>}
 * @throws {EngineFileError}
 */
export async function fetchEngine(manifest, base, onProgress, pause = wait, stalled = STALLED_MS) {
  const total = manifest.files.reduce((sum, file) => sum + file.bytes, 0);
  /** @type {Record<string, number>} */
  const loaded = {};
  const arrived = (/** @type {string} */ name, /** @type {number} */ bytes) => {
    loaded[name] = Math.max(loaded[name] ?? 0, bytes);
    onProgress(
      Object.values(loaded).reduce((sum, count) => sum + count, 0),
      total,
    );
  };

  /** @type {Record<string, Uint8Array<ArrayBuffer>>} */
  const files = {};
  /** @type {WebAssembly.Module | undefined} */
  let runtime;
  // The largest first: a browser asks for six files at a time, and the runtime takes as long as all the others together.
  const bySize = manifest.files.toSorted((one, other) => other.bytes - one.bytes);
  await Promise.all(
    bySize.map(async (file) => {
      const { data, module } = await fetchWithRetries(file, base, arrived, pause, stalled);
      files[file.name] = data;
      if (module) runtime = module;
    }),
  );
  if (!runtime) throw new EngineFileError('altered', RUNTIME);
  return { files, runtime };
}

/**
 * @param {ManifestFile} file
 * @param {string} base
 * @param {(name: string, bytes: number) => void} arrived
 * @param {(milliseconds: number) => Promise<void>} pause
 * @param {number} stalled
 */
async function fetchWithRetries(file, base, arrived, pause, stalled) {
  for (let attempt = 1; ; attempt += 1) {
    const patience = new Patience(stalled);
    try {
      // An altered copy may sit in a cache on the way: ask past it the second time.
      const response = await fetch(base + file.name, {
        cache: attempt > 1 ? 'reload' : 'default',
        signal: patience.signal,
      });
      // The engine's folder is named by its content: after a deployment the former one is not there.
      if ([404, 410].includes(response.status)) throw new EngineFileError('gone', file.name);
      if (!response.ok || !response.body) throw new EngineFileError('unreachable', file.name);
      // Compiled while it arrives, from a copy; what is compiled runs only if the whole file's hash is right.
      const compiling = file.name === RUNTIME ? WebAssembly.compileStreaming(response.clone()) : undefined;
      compiling?.catch(() => {});
      const data = await read(response.body, file, (size) => {
        patience.renew();
        arrived(file.name, size);
      });
      if ((await sha256(data)) !== file.sha256) throw new EngineFileError('altered', file.name);
      // A host that does not call the file application/wasm makes the browser refuse to compile it from the response.
      return { data, module: await compiling?.catch(() => WebAssembly.compile(data)) };
    } catch (error) {
      const known = error instanceof EngineFileError ? error : new EngineFileError('unreachable', file.name);
      if (attempt >= ATTEMPTS) throw known;
      await pause(400 * 2 ** attempt);
    } finally {
      patience.end();
    }
  }
}

/**
 * @param {ReadableStream<Uint8Array<ArrayBuffer>>} body
 * @param {ManifestFile} file
 * @param {(bytes: number) => void} arrived
 */
async function read(body, file, arrived) {
  const data = new Uint8Array(file.bytes);
  let size = 0;
  for (const reader = body.getReader(); ;) {
    const { done, value } = await reader.read();
    if (done) return data.subarray(0, size);
    if (size + value.length > file.bytes) throw new EngineFileError('altered', file.name);
    data.set(value, size);
    size += value.length;
    arrived(size);
  }
}

/** Gives an attempt up where nothing has come for a while. */
class Patience {
  #controller = new AbortController();
  #milliseconds;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {number} milliseconds */
  constructor(milliseconds) {
    this.#milliseconds = milliseconds;
    this.renew();
  }

  get signal() {
    return this.#controller.signal;
  }

  renew() {
    this.end();
    this.#timer = setTimeout(() => this.#controller.abort(), this.#milliseconds);
  }

  end() {
    clearTimeout(this.#timer);
  }
}

/**
 * One hash for the whole engine: that of the list which `sha256sum` would print of its files.
 *
 * @param {Manifest} manifest
 */
export function engineHash({ files }) {
  const list = files.map((file) => `${file.sha256}  ${file.name}\n`).join('');
  return sha256(new TextEncoder().encode(list));
}

/** @param {Uint8Array<ArrayBuffer>} data */
async function sha256(data) {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', data));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** @param {number} milliseconds */
function wait(milliseconds) {
  return /** @type {Promise<void>} */ (new Promise((resolve) => setTimeout(resolve, milliseconds)));
}
