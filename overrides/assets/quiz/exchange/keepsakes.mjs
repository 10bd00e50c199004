/** What the exchange finds and keeps on this device: the person's own results, and, only if they say so, a code or a commitment. */

import { formOf, readHistory } from '../record.mjs';

/**
 * @typedef {import('../store.mjs').Store} Store
 * @typedef {import('../store.mjs').Kept} Kept
 *
 * @typedef {object} Sheet what the engine takes as one questionnaire's answers
 * @property {string} instrument
 * @property {string} instrument_version
 * @property {'short'} [form] left out for the full form
 * @property {Readonly<Record<string, number>>} answers
 *
 * @typedef {{ sheet: Sheet, taken: string }} Result
 * @typedef {{ made: string, code: string, nonce: string, commitment: string }} Opening what opens a commitment of one's own
 */

const PARTNER = 'exchange.partner';
const OPENING = 'exchange.opening';
const COMMITMENT = 'exchange.commitment';
/** What devices have under names that these had before. */
const FORMER = { 'exchange.sent': OPENING, 'exchange.promise': COMMITMENT };

export class Keepsakes {
  #store;
  #today;

  /**
   * @param {Store} store
   * @param {() => string} [today] YYYY-MM-DD
   */
  constructor(store, today = () => new Date().toLocaleDateString('sv')) {
    this.#store = store;
    this.#today = today;
    for (const [former, name] of Object.entries(FORMER)) {
      const found = store.read(former);
      if (found.status !== 'present' || store.read(name).status !== 'absent') continue;
      if (store.write(name, found.value) === 'kept') store.remove(former);
    }
  }

  /**
   * The newest result of each questionnaire that this device has.
   *
   * @param {ReadonlyMap<string, string>} versions of the questionnaires on this page, by id
   * @returns {Map<string, Result>}
   */
  results(versions) {
    /** @type {Map<string, Result>} */
    const found = new Map();
    for (const [instrument, instrument_version] of versions) {
      const history = readHistory(this.#value(`history.${instrument}`));
      const last = history.filter((one) => one.instrument_version === instrument_version).at(-1);
      if (!last) continue;
      const sheet = { instrument, instrument_version, ...formOf(last), answers: last.answers };
      found.set(instrument, { sheet, taken: last.taken });
    }
    return found;
  }

  /**
   * The days of the newest results of questionnaires of which this device has earlier editions only.
   *
   * @param {ReadonlyMap<string, string>} versions of the questionnaires on this page, by id
   * @returns {Map<string, string>}
   */
  earlier(versions) {
    const results = this.results(versions);
    /** @type {Map<string, string>} */
    const found = new Map();
    for (const instrument of versions.keys()) {
      const last = readHistory(this.#value(`history.${instrument}`)).at(-1);
      if (last && !results.has(instrument)) found.set(instrument, last.taken);
    }
    return found;
  }

  /** @returns {{ kept: string, carried: { kind: 'code', code: string, nonce?: string } } | null} the other person's code */
  partner() {
    const found = this.#texts(PARTNER, ['kept', 'code']);
    if (!found) return null;
    const { kept, code, nonce } = found;
    return { kept, carried: nonce ? { kind: 'code', code, nonce } : { kind: 'code', code } };
  }

  /** @param {{ code: string } | null} carried */
  isPartner(carried) {
    return carried !== null && this.partner()?.carried.code === carried.code;
  }

  /**
   * @param {{ code: string, nonce?: string }} carried
   * @returns {Kept}
   */
  keepPartner({ code, nonce }) {
    return this.#store.write(PARTNER, { format: 1, kept: this.#today(), code, ...(nonce && { nonce }) });
  }

  forgetPartner() {
    this.#store.remove(PARTNER);
  }

  /** @returns {Opening | null} */
  opening() {
    return this.#texts(OPENING, ['made', 'code', 'nonce', 'commitment']);
  }

  /**
   * @param {Omit<Opening, 'made'>} opening
   * @returns {Kept}
   */
  keepOpening({ code, nonce, commitment }) {
    return this.#store.write(OPENING, { format: 1, made: this.#today(), code, nonce, commitment });
  }

  forgetOpening() {
    this.#store.remove(OPENING);
  }

  /** @returns {{ received: string, commitment: string, met?: string } | null} the other person's commitment, and the day when their code met it */
  commitment() {
    return this.#texts(COMMITMENT, ['received', 'commitment']);
  }

  /**
   * @param {string} commitment
   * @returns {Kept}
   */
  keepCommitment(commitment) {
    return this.#store.write(COMMITMENT, { format: 1, received: this.#today(), commitment });
  }

  /** The code has come that was committed to: from now on a code without a key is no evasion. */
  meetCommitment() {
    const kept = this.commitment();
    if (kept) this.#store.write(COMMITMENT, { format: 1, ...kept, met: this.#today() });
  }

  forgetCommitment() {
    this.#store.remove(COMMITMENT);
  }

  /** @param {string} name */
  #value(name) {
    const found = this.#store.read(name);
    return found.status === 'present' ? found.value : null;
  }

  /**
   * A record whose fields are texts; null where there is none that can be read.
   *
   * @param {string} name
   * @param {string[]} needed
   * @returns {any}
   */
  #texts(name, needed) {
    const value = this.#value(name);
    if (typeof value !== 'object' || value === null) return null;
    const record = /** @type {Record<string, unknown>} */ (value);
    if (record.format !== 1 || !needed.every((field) => typeof record[field] === 'string')) return null;
    return Object.fromEntries(Object.entries(record).filter(([, one]) => typeof one === 'string'));
  }
}
