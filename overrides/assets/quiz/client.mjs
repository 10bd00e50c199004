/** The engine's client: the only module that makes the worker, and the only one that seals the page. */

import { RUNTIME, engineHash, fetchEngine } from './files.mjs';
import { installWorker, isBoundToList, keepEngineFile, savesData } from './offline.mjs';
import { seal } from './seal.mjs';
import { workerOf } from './trusted.mjs';

/**
 * @typedef {import('./files.mjs').Manifest} Manifest
 * @typedef {import('./files.mjs').EngineFiles} EngineFiles
 * @typedef {import('./worker.mjs').FromWorker} FromWorker
 * @typedef {import('./worker.mjs').ToWorker} ToWorker
 *
 * @typedef {{ state: 'asking', total: number }
 *   | { state: 'loading', left: number, total: number, seconds?: number }
 *   | { state: 'ready' }
 *   | { state: 'sealed', stage: 'interpreter' | 'package' | 'running', bound?: boolean, leaves?: boolean }
 *   | { state: 'failed', code: FailureCode }} EngineStatus
 * @typedef {'framed' | 'unreachable' | 'gone' | 'altered' | 'blocked' | 'crashed'} FailureCode
 */

/** The engine could not be had, or stopped. */
export class EngineFailure extends Error {
  /** @param {FailureCode} code */
  constructor(code) {
    super(code);
    this.code = code;
  }
}

export class EngineClient {
  /** @type {Promise<void> | undefined} */
  #running;
  /** @type {EngineFiles | undefined} */
  #files;
  /** @type {Worker | undefined} */
  #worker;
  /** @type {Map<number, { resolve(response: string): void, reject(error: EngineFailure): void }>} */
  #waiting = new Map();
  #lastId = 0;
  /** Whether a header binds the page too, from its first byte. */
  #bound = false;
  /** @type {string | undefined} SHA-256 of the engine, once its files have been checked */
  sha256;
  /** @type {Set<(status: EngineStatus) => void>} */
  #listeners = new Set();
  /** @type {EngineStatus | undefined} */
  #status;

  /**
   * @param {Manifest} manifest
   * @param {string} base the folder of the engine's files, with a slash at its end
   */
  constructor(manifest, base) {
    this.manifest = manifest;
    this.base = base;
  }

  /** @param {(status: EngineStatus) => void} listener gets the last status at once, if there has been one, and each new one */
  subscribe(listener) {
    this.#listeners.add(listener);
    if (this.#status) listener(this.#status);
  }

  /**
   * Fetch, seal and start the engine; again after a failure, from what has already arrived. Calls while it runs share
   * one start.
   *
   * @returns {Promise<void>} when Python answers
   * @throws {EngineFailure}
   */
  start() {
    this.#running ??= this.#start().catch((error) => {
      this.#running = undefined;
      const failure = error instanceof EngineFailure ? error : new EngineFailure(codeOf(error));
      this.#emit({ state: 'failed', code: failure.code });
      throw failure;
    });
    return this.#running;
  }

  /**
   * Pass a request to `innerpersona_quiz.wire.handle`.
   *
   * @param {object} request
   * @returns {Promise<any>} its response
   * @throws {EngineFailure}
   */
  async ask(request) {
    await this.start();
    const worker = /** @type {Worker} */ (this.#worker);
    const id = (this.#lastId += 1);
    const response = await new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      worker.postMessage(/** @type {ToWorker} */ ({ type: 'request', id, request: JSON.stringify(request) }));
    });
    return JSON.parse(response);
  }

  /**
   * Pass a request whose answer nobody needs, so that the engine is there when somebody does. Where the browser is told to save
   * data, the visitor is asked first.
   *
   * @param {object} request
   */
  prepare(request) {
    // A failure is reported through the status; nothing here could handle it.
    if (this.#running || !savesData()) this.ask(request).catch(() => {});
    else this.#emit({ state: 'asking', total: this.manifest.files.reduce((sum, { br }) => sum + br, 0) });
  }

  async #start() {
    if (window.parent !== window) throw new EngineFailure('framed');
    const begun = performance.now();
    this.#files ??= await fetchEngine(this.manifest, this.base, (loaded, total) =>
      this.#emit({
        state: 'loading',
        left: total - loaded,
        total,
        ...timeLeft(loaded, total, performance.now() - begun),
      }),
    );
    this.sha256 = await engineHash(this.manifest);
    this.#emit({ state: 'ready' });
    await installWorker();
    this.#bound = await isBoundToList();
    seal();
    this.#emit({ state: 'sealed', stage: 'interpreter' });
    await this.#startWorker(this.#files);
    this.#emit({ state: 'sealed', stage: 'running' });
    void this.#keepFiles(this.#files);
  }

  /**
   * Keep the files for the next visit, now that nothing waits for the processor and the disk.
   *
   * @param {EngineFiles} engine
   */
  async #keepFiles({ files }) {
    for (const [name, data] of Object.entries(files)) await keepEngineFile(this.manifest.hash, this.base + name, data);
    // The runtime's bytes are compiled, and half of all there is.
    delete files[RUNTIME];
  }

  /** @param {EngineFiles} engine */
  #startWorker({ files: { [RUNTIME]: _, ...files }, runtime }) {
    const worker = made(/** @type {BlobPart} */ (files['worker.mjs']));
    this.#worker = worker;
    let heard = false;
    return /** @type {Promise<void>} */ (
      new Promise((resolve, reject) => {
        const crash = (/** @type {FailureCode} */ code = 'crashed') => {
          const failure = new EngineFailure(code);
          worker.terminate();
          reject(failure);
          for (const { reject: refuse } of this.#waiting.values()) refuse(failure);
          this.#waiting.clear();
          if (this.#running) this.#emit({ state: 'failed', code });
          this.#running = undefined;
        };
        // One that is not let in, by a setting, an extension or a rule of the device, fails without a message.
        worker.onerror = ({ message }) => crash(heard || message ? 'crashed' : 'blocked');
        worker.onmessage = (/** @type {MessageEvent<FromWorker>} */ { data: message }) => {
          heard = true;
          if (message.type === 'ready') resolve();
          else if (message.type === 'stage') this.#emit({ state: 'sealed', stage: message.stage });
          else if (message.type === 'failed') crash();
          else {
            this.#waiting.get(message.id)?.resolve(message.response);
            this.#waiting.delete(message.id);
          }
        };
        worker.postMessage(/** @type {ToWorker} */ ({ type: 'start', files, runtime }));
      })
    );
  }

  /** @param {EngineStatus} status */
  #emit(status) {
    if (status.state === 'sealed') {
      // Only the browser itself can hold back a script that sets the page's address.
      status = { ...status, bound: this.#bound, leaves: !('navigation' in globalThis) };
    }
    this.#status = status;
    for (const listener of this.#listeners) listener(status);
  }
}

/**
 * How long the rest will take at the pace so far, once that can be told.
 *
 * @param {number} loaded bytes
 * @param {number} total bytes
 * @param {number} milliseconds since the first was asked for
 */
function timeLeft(loaded, total, milliseconds) {
  const enough = milliseconds > 2000 && loaded > total / 50;
  return enough ? { seconds: ((total - loaded) / loaded) * (milliseconds / 1000) } : {};
}

/**
 * @param {unknown} error
 * @returns {FailureCode}
 */
function codeOf(error) {
  const code = /** @type {{ code?: unknown }} */ (error).code;
  return code === 'unreachable' || code === 'gone' || code === 'altered' ? code : 'crashed';
}

/** @param {BlobPart} source */
function made(source) {
  try {
    return workerOf(source);
  } catch {
    throw new EngineFailure('blocked');
  }
}
