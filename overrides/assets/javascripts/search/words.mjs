/**
 * The words of the index, joined from its shards: each shard numbers its own pages from 0, and the joined index counts
 * through. Pagefind's own way to merge indexes ranks the pages of each by themselves, and finds pages without a word of
 * the question where a shard doesn't have that word at all.
 */

import { decode, encode } from './cbor.mjs';

/**
 * @typedef {import('./cbor.mjs').Value} Value
 *
 * @typedef {[page: number, ...places: Value[]]} Posting a page, as its distance from the one before it, and the word's places
 * @typedef {Map<number, Posting[]>} ByShard
 * @typedef {{ pages: ByShard, variants: Map<string, ByShard> }} Word with its forms that have other diacritics
 */

/** A lone letter: Pagefind would take it for the beginning of any word that it doesn't know. */
const LETTER = /^[a-z]$/;

export class Words {
  /** @type {Map<string, Word>} */
  #words = new Map();
  /** @type {Set<string>} */
  #changed = new Set();

  /**
   * Add what a piece of the index holds.
   *
   * @param {number} first the number of the shard's first page in the joined index
   * @param {Uint8Array} piece as Pagefind writes it, decompressed
   */
  add(first, piece) {
    const [words] = /** @type {[[string, Posting[], [string, Posting[]][]][]]} */ (decode(piece));
    for (const [text, pages, variants] of words) {
      if (LETTER.test(text)) continue;
      const word = this.#words.get(text) ?? { pages: new Map(), variants: new Map() };
      word.pages.set(first, pages);
      for (const [form, formPages] of variants) {
        word.variants.set(form, (word.variants.get(form) ?? new Map()).set(first, formPages));
      }
      this.#words.set(text, word);
      this.#changed.add(text);
    }
  }

  /**
   * @returns {Uint8Array<ArrayBuffer> | undefined} a piece with all words that were added to since the last call, each with
   *   its pages of all shards so far
   */
  take() {
    if (this.#changed.size === 0) return undefined;
    const words = [...this.#changed].sort().map((text) => {
      const { pages, variants } = /** @type {Word} */ (this.#words.get(text));
      return [text, joined(pages), [...variants].map(([form, formPages]) => [form, joined(formPages)])];
    });
    this.#changed.clear();
    return encode([words]);
  }
}

/**
 * @param {ByShard} byShard
 * @returns {Posting[]}
 */
function joined(byShard) {
  let last = 0;
  return [...byShard]
    .sort(([a], [b]) => a - b)
    .flatMap(([first, postings]) => {
      let page = first;
      return postings.map(([distance, ...places]) => {
        page += distance;
        const fromLast = page - last;
        last = page;
        return /** @type {Posting} */ ([fromLast, ...places]);
      });
    });
}
