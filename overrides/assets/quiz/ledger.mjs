/** The ledger: what this page has asked of the network, as the browser itself reports it, for the visitor to see. */

/**
 * @typedef {object} Entries
 * @property {number} since requests begun since the first answer
 * @property {number} refused attempts that the policy has refused
 */

/** Counts requests from a moment on. The browser reports each request once it has ended or failed. */
export class Ledger {
  /** @type {number | undefined} */
  #from;
  #since = 0;
  #refused = 0;

  /** @param {(entries: Entries) => void} onChange called after each change */
  constructor(onChange) {
    new PerformanceObserver((list) => {
      const from = this.#from;
      if (from === undefined) return;
      // blob: and data: addresses are this page's own memory, not the network.
      const requests = list.getEntries().filter((entry) => entry.startTime > from && /^https?:/.test(entry.name));
      this.#since += requests.length;
      if (requests.length) onChange(this.entries);
    }).observe({ type: 'resource' });
    document.addEventListener('securitypolicyviolation', () => {
      this.#refused += 1;
      onChange(this.entries);
    });
  }

  /** Begin to count; a second call changes nothing. */
  start() {
    this.#from ??= performance.now();
  }

  /** @returns {Entries} */
  get entries() {
    return { since: this.#since, refused: this.#refused };
  }
}
