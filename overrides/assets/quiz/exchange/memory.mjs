/** A store that nobody finds again: what is in it lives as long as the page is open and is written nowhere. */

import { Store } from '../store.mjs';

export class PassingStore extends Store {
  constructor() {
    super(memoryStorage);
  }

  /** What other tabs write is not in here, so there is nothing to hear. */
  watch() {}
}

/**
 * @returns {Storage}
 */
function memoryStorage() {
  /** @type {Map<string, string>} */
  const entries = new Map();
  return {
    get length() {
      return entries.size;
    },
    key: (index) => [...entries.keys()][index] ?? null,
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, value) => void entries.set(key, value),
    removeItem: (key) => void entries.delete(key),
    clear: () => entries.clear(),
  };
}
