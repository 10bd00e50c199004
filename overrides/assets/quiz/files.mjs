/** Fetching the engine: every file checked against its SHA-256, progress in real bytes, the runtime compiled on the way. */

/**
 * @typedef {{ name: string, bytes: number, br: number, gz: number, sha256: string }} ManifestFile its size as it is, and with
 *   either compression
 * @typedef {{ hash: string, runtime: string, python: string, files: ManifestFile[] }} Manifest
 * @typedef {{ files: Record<string, Uint8Array<ArrayBuffer>>, runtime: WebAssembly.Module }} EngineFiles the runtime's
 *   bytes among the files, and what they were compiled to
 */

const ATTEMPTS = 3;
const STALLED_MS = 30_000; // without a byte; a phone between two cells comes back sooner
const WORTH = 50_000; // bytes below which a compressed copy isn't worth a second request
/** The header of a copy that this device keeps: its file needs no network, hence no compression. */
export const KEPT_HERE = 'x-kept-here';
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
 * @param {(loaded: number, total: number) => void} onProgress bytes that have come over the network, of all, compressed as they
 *   come; never goes back by a retry alone
 * @param {(milliseconds: number) => Promise<void>} [pause] between attempts
 * @param {number} [stalled] milliseconds without a byte after which an attempt is given up
 * @returns {Promise<EngineFiles>}
 * @throws {EngineFileError}
 */
export async function fetchEngine(manifest, base, onProgress, pause = wait, stalled = STALLED_MS) {
  const weights = new Map(manifest.files.map((file) => [file.name, file.br]));
  /** @type {Map<string, number>} */
  const loaded = new Map();
  /** @type {Arrived} */
  const arrived = (file, bytes, weight) => {
    weights.set(file.name, weight);
    loaded.set(file.name, Math.max(loaded.get(file.name) ?? 0, (bytes / file.bytes) * weight));
    onProgress(sum(loaded), sum(weights));
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
 * @typedef {(file: ManifestFile, bytes: number, weight: number) => void} Arrived is told how many bytes of a file are here,
 *   and how many the whole of it is over the network
 *
 * @param {ManifestFile} file
 * @param {string} base
 * @param {Arrived} arrived
 * @param {(milliseconds: number) => Promise<void>} pause
 * @param {number} stalled
 */
async function fetchWithRetries(file, base, arrived, pause, stalled) {
  for (let attempt = 1; ; attempt += 1) {
    const patience = new Patience(stalled);
    try {
      // An altered copy may sit in a cache on the way: ask past it the second time.
      const { response, weight } = await request(file, base, attempt, {
        cache: attempt > 1 ? 'reload' : 'default',
        signal: patience.signal,
      });
      // Compiled while it arrives, from a copy; what is compiled runs only if the whole file's hash is right.
      const compiling = file.name === RUNTIME ? WebAssembly.compileStreaming(response.clone()) : undefined;
      compiling?.catch(() => {});
      const data = await read(/** @type {NonNullable<Response['body']>} */ (response.body), file, (size) => {
        patience.renew();
        arrived(file, size, weight);
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
 * Ask for a file. Where the host doesn't compress it, ask for the compressed copy beside it; the last attempt does without.
 *
 * @param {ManifestFile} file
 * @param {string} base
 * @param {number} attempt
 * @param {RequestInit} options
 */
async function request(file, base, attempt, options) {
  const plain = async () => {
    const response = await fetch(base + file.name, options);
    // The engine's folder is named by its content: after a deployment the former one is not there.
    if ([404, 410].includes(response.status)) throw new EngineFileError('gone', file.name);
    if (!response.ok || !response.body) throw new EngineFileError('unreachable', file.name);
    return response;
  };
  const response = await plain();
  const encoding = response.headers.get('content-encoding');
  if (encoding) return { response, weight: encoding === 'br' ? file.br : file.gz };
  if (file.bytes < WORTH || attempt === ATTEMPTS || response.headers.has(KEPT_HERE))
    return { response, weight: file.bytes };
  await response.body?.cancel();
  const packed = await fetch(`${base}${file.name}.gz`, options);
  if (!packed.ok || !packed.body) return { response: await plain(), weight: file.bytes };
  // Some hosts call such a copy what it is, and the browser has unpacked it already.
  const unpacked = packed.headers.has('content-encoding')
    ? packed.body
    : packed.body.pipeThrough(new DecompressionStream('gzip'));
  const headers = { 'content-type': response.headers.get('content-type') ?? '' };
  return { response: new Response(unpacked, { headers }), weight: file.gz };
}

/** @param {Map<string, number>} numbers */
function sum(numbers) {
  return [...numbers.values()].reduce((total, one) => total + one, 0);
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
