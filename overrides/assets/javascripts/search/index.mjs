/**
 * The index: the only module that knows Pagefind. It fetches Pagefind's program at the first question, and then only the
 * pieces of the index that a question needs.
 */

import { toQuestion } from './question.mjs';

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
 * @typedef {object} Pagefind
 * @property {(term: string) => Promise<{ results: { data: () => Promise<Fragment> }[] }>} search
 * @property {() => Promise<void>} destroy
 *
 * @typedef {{ pagefind: Pagefind, entry: string }} Opened Pagefind, and the table of contents that its index had then
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
    const { pagefind, entry } = await this.open();
    const { results } = await pagefind.search(question);
    // Pagefind passes over a piece of its index that did not arrive and finds nothing, which may be a false answer: the
    // network may be gone, or the site have been published anew with other pieces.
    if (results.length || entry === (await this.#entry())) return results;
    await this.#forget();
    return (await (await this.open()).pagefind.search(question)).results;
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
      await this.#forget();
      throw error;
    }
  }

  async #forget() {
    const opened = this.#opened;
    this.#opened = undefined;
    await (await opened?.catch(() => undefined))?.pagefind.destroy();
  }

  /** @returns {Promise<Opened>} */
  async #open() {
    // Pagefind reports a missing index to the console alone, so whether it is there is asked first.
    const entry = await this.#entry();
    // Browsers keep a failed import for as long as the page lives, under its address.
    const attempt = this.#attempts ? `?attempt=${this.#attempts}` : '';
    this.#attempts += 1;
    const program = await import(new URL(`pagefind.js${attempt}`, this.base).href);
    // Without its worker: a page with a quiz has no other worker than Python's.
    const pagefind = /** @type {Pagefind} */ (program.createInstance({ noWorker: true, excerptLength: EXCERPT_WORDS }));
    return { pagefind, entry };
  }

  async #entry() {
    const response = await fetch(new URL('pagefind-entry.json', this.base), { cache: 'no-store' });
    if (!response.ok) throw new Error(`The index is not there: ${response.status}`);
    return response.text();
  }
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
