/** The mark that says whether the network is off: what partials/seal.html shows of the engine's state. */

import { askingText, engineText, generationText, ledgerText } from './wording.mjs';

/** @typedef {import('./client.mjs').EngineStatus} EngineStatus */

export class SealView {
  #root;
  #scene;

  /**
   * @param {HTMLElement} root the element that holds the mark; the first one in it
   * @param {import('./wording.mjs').Scene} [scene] when the engine is fetched, and from when on requests are counted
   */
  constructor(root, scene = 'quiz') {
    this.#root = root;
    this.#scene = scene;
  }

  /**
   * @param {EngineStatus | null} status
   * @param {boolean} announce whether a screen reader should hear it: each stage, not each byte
   */
  render(status, announce) {
    const text = engineText(status, this.#scene);
    this.#say('engine', text);
    this.#say('generation', generationText(status));
    const loading = /** @type {HTMLProgressElement} */ (this.#part('engine-progress'));
    loading.hidden = status?.state !== 'loading';
    if (status?.state === 'loading') {
      loading.max = status.total;
      loading.value = status.total - status.left;
    }
    this.#part('engine-asking').hidden = status?.state !== 'asking';
    if (status?.state === 'asking') this.#say('asking', askingText(status.total));
    if (announce) this.#say('announcer', text);
  }

  /** @param {import('./ledger.mjs').Entries} entries */
  showLedger(entries) {
    this.#say('ledger', ledgerText(entries, this.#scene));
  }

  /** @param {string} name */
  #part(name) {
    return /** @type {HTMLElement} */ (this.#root.querySelector(`[data-part="${name}"]`));
  }

  /**
   * @param {string} name
   * @param {string} text
   */
  #say(name, text) {
    const element = this.#part(name);
    if (element.textContent !== text) element.textContent = text;
  }
}
