/** A store in memory: its content lives as long as the page is open and is written to no disk. */

import { Store } from '../store.mjs';

export class PassingStore extends Store {
  constructor() {
    super(memoryStorage);
  }

  /** Other tabs have no part in this store, so no event of theirs concerns it. */
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
