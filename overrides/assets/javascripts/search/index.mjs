/**
 * The index: the only module that knows Pagefind. It fetches Pagefind's program at the first question, and then only the
 * pieces of the index that a question needs.
 */

import { toQuestion } from './question.mjs';
import { Words } from './words.mjs';

/**
 * @typedef {object} Section a place on a page
 * @property {string} title
 * @property {string} url
 * @property {string} excerpt text in which "<mark>" and "</mark>" stand around what was found, and no other markup
 *
 * @typedef {object} Found a page, and up to three places on it
 * @property {string} title
 * @property {string} url
 * @property {string} place the section of the site it belongs to, or ""
 * @property {string} excerpt
 * @property {Section[]} sections
 *
 * @typedef {object} Answer
 * @property {number} total how many pages were found
 * @property {(from: number, to: number) => Promise<Found[]>} load the pages of that range, best first
 *
 * @typedef {object} Location where a word was found
 * @property {number} balanced_score how much it counts there: more in a heading, and if the word is rare
 *
 * @typedef {{ title: string, url: string, excerpt: string, weighted_locations: Location[] }} SubResult
 * @typedef {object} Fragment
 * @property {string} url
 * @property {string} excerpt
 * @property {{ title?: string, place?: string }} meta
 * @property {SubResult[]} sub_results
 *
 * @typedef {object} Pagefind one index: of its program, the class that knows how to search one
 * @property {object} languages
 * @property {string[]} includeCharacters
 * @property {number | null} raw_ptr where the program keeps the index
 * @property {{ load_index_chunk: (index: number, piece: Uint8Array) => number }} backend
 * @property {() => Promise<void>} loadEntry
 * @property {(piece: string) => Promise<void>} loadChunk
 * @property {(file: Uint8Array, name: string) => Uint8Array} decompress
 * @property {(language: string, options: { load_wasm: boolean }) => Promise<void>} init
 * @property {(term: string) => Promise<void>} preload
 * @property {() => Promise<number>} getPtr
 * @property {(term: string) => Promise<{ results: { data: () => Promise<Fragment> }[] }>} search
 *
 * @typedef {object} Entry the table of contents of all indexes in the folder
 * @property {object} languages
 * @property {string[]} include_characters
 * @property {[name: string, pages: number][]} shards in the order in which their pages are numbered
 *
 * @typedef {{ search: Pagefind["search"], entry: string }} Opened the index, and the table of contents that it had then
 */

const SECTIONS = 3;
const EXCERPT_WORDS = 26;

export class SearchIndex {
  /** @type {Promise<Opened> | undefined} */
  #opened;
  #attempts = 0;

  /** @param {string} base the folder of the index, with a slash at its end */
  constructor(base) {
    this.base = base;
  }

  /**
   * Fetch what every question needs. A second call changes nothing; after a failure it tries again.
   *
   * @returns {Promise<Opened>}
   */
  open() {
    this.#opened ??= this.#open().catch((error) => {
      this.#opened = undefined;
      throw error;
    });
    return this.#opened;
  }

  /**
   * @param {string} typed
   * @returns {Promise<Answer>}
   */
  async ask(typed) {
    const results = await this.#orForget(this.#search(toQuestion(typed)));
    return {
      total: results.length,
      load: async (from, to) => {
        const fragments = results.slice(from, to).map((result) => result.data());
        return (await this.#orForget(Promise.all(fragments))).map(toFound);
      },
    };
  }

  /** @param {string} question */
  async #search(question) {
    const opened = await this.open();
    try {
      return (await opened.search(question)).results;
    } catch (error) {
      // The site may have been published anew, with other pieces.
      if (opened.entry === (await this.#entry())) throw error;
      this.#forget();
      return (await (await this.open()).search(question)).results;
    }
  }

  /**
   * Begin anew after a failure: Pagefind keeps what failed and would fail again.
   *
   * @template T
   * @param {Promise<T>} work
   */
  async #orForget(work) {
    try {
      return await work;
    } catch (error) {
      this.#forget();
      throw error;
    }
  }

  #forget() {
    this.#opened = undefined;
  }

  /** @returns {Promise<Opened>} */
  async #open() {
    const entry = await this.#entry();
    // Browsers keep a failed import for as long as the page lives, under its address.
    const attempt = this.#attempts ? `?attempt=${this.#attempts}` : '';
    this.#attempts += 1;
    const { PagefindInstance } = await import(new URL(`pagefind.js${attempt}`, this.base).href);
    /** @type {Pagefind} */
    const index = new PagefindInstance({ primary: true, basePath: this.base, excerptLength: EXCERPT_WORDS });
    return { search: await opened(index, JSON.parse(entry), this.base), entry };
  }

  async #entry() {
    const response = await fetch(new URL('pagefind-entry.json', this.base), { cache: 'no-store' });
    if (!response.ok) throw new Error(`The index is not there: ${response.status}`);
    return response.text();
  }
}

/**
 * Open an index whose words are in shards, and return how to search it.
 *
 * @param {Pagefind} index
 * @param {Entry} entry
 * @param {string} base
 * @returns {Promise<Pagefind["search"]>}
 */
async function opened(index, entry, base) {
  const words = new Words();
  /** @type {Map<string, number>} */
  const firstPages = new Map();
  let pages = 0;
  for (const [shard, count] of entry.shards) {
    firstPages.set(shard, pages);
    pages += count;
  }

  /** @param {string} piece */
  const load = async (piece) => {
    const response = await fetch(new URL(`index/${piece}.pf_index`, base));
    if (!response.ok) throw new Error(`A piece of the index is not there: ${response.status}`);
    const file = new Uint8Array(await response.arrayBuffer());
    words.add(firstPages.get(piece.split('/')[0] ?? '') ?? 0, index.decompress(file, piece));
  };

  /** @type {Map<string, Promise<void>>} */
  const loaded = new Map();
  index.loadEntry = async () => {
    index.languages = entry.languages;
    index.includeCharacters = entry.include_characters;
  };
  index.loadChunk = (piece) => {
    if (!loaded.has(piece)) loaded.set(piece, load(piece));
    return /** @type {Promise<void>} */ (loaded.get(piece));
  };
  await index.init(document.documentElement.lang.toLowerCase(), { load_wasm: true });
  return async (question) => {
    await index.preload(question);
    const piece = words.take();
    if (piece) index.raw_ptr = index.backend.load_index_chunk(await index.getPtr(), piece);
    return index.search(question);
  };
}

/**
 * @param {Fragment} fragment
 * @returns {Found}
 */
function toFound({ url, excerpt, meta, sub_results }) {
  const weight = (/** @type {SubResult} */ { weighted_locations }) =>
    weighted_locations.reduce((sum, location) => sum + location.balanced_score, 0);
  const sections = sub_results
    .filter((section) => section.url.includes('#'))
    .sort((a, b) => weight(b) - weight(a))
    .slice(0, SECTIONS);
  return { title: meta.title ?? url, url, place: meta.place ?? '', excerpt, sections };
}
