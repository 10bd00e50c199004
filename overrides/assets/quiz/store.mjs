/** What is kept on this device, and nowhere else: JSON under names of its own in localStorage. It may be forbidden, full or damaged. */

import { STORED as PREFIX } from './site.mjs';

/**
 * @typedef {'kept' | 'full' | 'forbidden'} Kept
 * @typedef {{ status: 'absent' | 'forbidden' | 'damaged' } | { status: 'present', value: unknown }} Found
 */

/** Everything that is stored, by what its name begins with. The privacy page lists the same: content/stored.py. */
export const KINDS = ['session', 'history', 'outcome', 'old', 'damaged', 'exchange', 'path', 'worksheet', 'scheme'];

/** @param {string} name a kind, then a dot and what it is of; the scheme is the whole site's */
export function isOwn(name) {
  return name === 'scheme' || (name.includes('.') && KINDS.includes(name.split('.', 1)[0] ?? ''));
}

export class Store {
  /** @type {Storage | null} */
  #storage;

  /** @param {() => Storage} open touching localStorage alone throws where it is forbidden */
  constructor(open = () => globalThis.localStorage) {
    try {
      this.#storage = open();
      this.#storage.getItem(PREFIX);
    } catch {
      this.#storage = null;
    }
  }

  /**
   * @param {string} name
   * @returns {Found}
   */
  read(name) {
    if (!this.#storage) return { status: 'forbidden' };
    const text = this.#text(name);
    if (text === undefined) return { status: 'forbidden' };
    if (text === null) return { status: 'absent' };
    try {
      return { status: 'present', value: JSON.parse(text) };
    } catch {
      return { status: 'damaged' };
    }
  }

  /**
   * @param {string} name
   * @param {unknown} value anything that JSON can hold
   * @returns {Kept}
   * @throws {TypeError} for a name that the privacy page doesn't list
   */
  write(name, value) {
    if (!isOwn(name)) throw new TypeError(name);
    if (!this.#storage) return 'forbidden';
    try {
      this.#storage.setItem(PREFIX + name, JSON.stringify(value));
      return 'kept';
    } catch (error) {
      return error instanceof DOMException && error.name === 'QuotaExceededError' ? 'full' : 'forbidden';
    }
  }

  /** @param {string} name */
  remove(name) {
    try {
      this.#storage?.removeItem(PREFIX + name);
    } catch {
      // It was forbidden meanwhile, and can't be read either.
    }
  }

  /**
   * Move what can't be read to a name of its own, so that nothing writes over it.
   *
   * @param {string} name
   */
  setAside(name) {
    const text = this.#text(name) ?? null;
    if (text === null) return;
    // The copy first: if there is no room for it, the original stays where it is.
    const aside = [...Array(100).keys()]
      .map((n) => `damaged.${name}.${n}`)
      .find((one) => this.read(one).status === 'absent');
    if (aside && this.write(aside, text) === 'kept') this.remove(name);
  }

  /**
   * @param {string} [start] only names that begin so
   * @returns {string[]} every name in use
   */
  names(start = '') {
    return this.#keys()
      .filter((key) => key.startsWith(PREFIX + start))
      .map((key) => key.slice(PREFIX.length));
  }

  /** @returns {string[]} */
  #keys() {
    const storage = this.#storage;
    try {
      return storage ? [...Array(storage.length).keys()].map((n) => storage.key(n) ?? '') : [];
    } catch {
      return [];
    }
  }

  /**
   * @param {string} name
   * @returns {string | null | undefined} undefined where storage is forbidden, as it may become while the page is open
   */
  #text(name) {
    try {
      return this.#storage?.getItem(PREFIX + name);
    } catch {
      return undefined;
    }
  }

  /**
   * Hear what other tabs of this site write.
   *
   * @param {(name: string) => void} listener is given the name that changed; for "all gone" the empty name
   */
  watch(listener) {
    addEventListener('storage', (event) => {
      if (event.key === null) listener('');
      else if (event.key.startsWith(PREFIX)) listener(event.key.slice(PREFIX.length));
    });
  }
}
