/** The screen where one person chooses what goes in: each part from this device, answered here, or left out. */

import { formatDay } from '../../javascripts/format.mjs';
import { ownTexts, returnText, theirsText } from './wording.mjs';

/**
 * @typedef {import('./exchange.mjs').Exchange} Exchange
 * @typedef {import('./exchange.mjs').Screen} Screen
 * @typedef {import('./keepsakes.mjs').Keepsakes} Keepsakes
 */

/** @type {readonly Screen[]} coming back from these, what was chosen stays chosen */
const LATER = ['answer', 'preview', 'guess', 'own'];

export class OwnView {
  #screen;
  #keepsakes;
  #parts;

  /**
   * @param {HTMLElement} screen
   * @param {Keepsakes} keepsakes
   */
  constructor(screen, keepsakes) {
    this.#screen = screen;
    this.#keepsakes = keepsakes;
    this.#parts = /** @type {HTMLElement[]} */ ([...screen.querySelectorAll('fieldset[data-instrument]')]);
    this.versions = new Map(this.#parts.map(({ dataset }) => [String(dataset.instrument), String(dataset.version)]));
  }

  /**
   * @param {Readonly<Exchange>} exchange
   * @param {Readonly<Exchange>} [before]
   */
  render(exchange, before) {
    const { title, lead } = ownTexts(exchange);
    this.#find('[data-part="own-title"]').textContent = title;
    this.#find('[data-part="own-lead"]').textContent = lead;
    const again = before !== undefined && before.seat === exchange.seat && LATER.includes(before.screen);
    // The second person is a guest: what is on this device is the first one's.
    const results = exchange.seat === 'first' ? this.#keepsakes.results(this.versions) : new Map();
    const earlier = exchange.seat === 'first' ? this.#keepsakes.earlier(this.versions) : new Map();
    const wanted = exchange.seat === 'second' ? exchange.people.first.sheets.map((one) => one.instrument) : [];
    const theirs = exchange.mode === 'receive' ? exchange.announced : null;
    for (const part of this.#parts) {
      const instrument = part.dataset.instrument ?? '';
      this.#find('[data-own="theirs"]', part).hidden = !theirs;
      this.#find('[data-own="theirs"]', part).textContent = theirs ? theirsText(theirs, instrument) : '';
      const back = part.querySelector('[data-own="return"]');
      if (back) back.textContent = returnText(theirs !== null);
      const result = results.get(instrument);
      this.#find('[data-own="kept"]', part).hidden = !result;
      this.#find('[data-own="day"]', part).textContent = result ? formatDay(result.taken) : '';
      const taken = earlier.get(instrument);
      this.#find('[data-own="earlier"]', part).hidden = !taken;
      this.#find('[data-own="missing"]', part).hidden = taken !== undefined;
      this.#find('[data-own="earlier-day"]', part).textContent = taken ? formatDay(taken) : '';
      this.#find('[data-own="page"]', part).hidden = Boolean(result) || exchange.mode === 'together';
      if (!again) this.#choose(instrument, result ? 'kept' : wanted.includes(instrument) ? 'here' : 'none');
    }
  }

  /** Take out what names the other person: a screen that isn't shown still stands in the page. */
  clear() {
    for (const part of this.#parts) this.#find('[data-own="theirs"]', part).textContent = '';
  }

  /**
   * @param {string} instrument
   * @param {string} value
   */
  #choose(instrument, value) {
    const input = this.#find(`input[name="${instrument}"][value="${value}"]`);
    /** @type {HTMLInputElement} */ (input).checked = true;
  }

  /**
   * @param {string} selector
   * @param {HTMLElement} [within]
   */
  #find(selector, within = this.#screen) {
    return /** @type {HTMLElement} */ (within.querySelector(selector));
  }
}
