/** Keeps the session on this device as it goes, finds it again, and never loses an answer without a word. */

import { eraseDevice } from './erase.mjs';
import { addResult, formOf, readHistory, readSession, sameAnswers, sameResult } from './record.mjs';
import { of } from './session.mjs';
import { deletedText } from './wording.mjs';

/**
 * @typedef {import('./session.mjs').Session} Session
 * @typedef {import('./session.mjs').Action} Action
 * @typedef {import('./store.mjs').Store} Store
 */

export class Keeper {
  #store;
  #version;
  #items;
  #sessionName;
  #historyName;
  #oldName;
  #outcomeName;

  /**
   * @param {Store} store
   * @param {string} instrument
   * @param {string} version the instrument's, on this page
   * @param {readonly string[]} items its items' ids
   */
  constructor(store, instrument, version, items) {
    this.#store = store;
    this.#version = version;
    this.#items = items;
    this.#sessionName = `session.${instrument}`;
    this.#historyName = `history.${instrument}`;
    this.#oldName = `old.${instrument}`;
    this.#outcomeName = `outcome.${instrument}`;
  }

  /**
   * Find what an earlier visit has left.
   *
   * @returns {Action[]} what is to be done about it
   */
  open() {
    const damaged = this.#setDamagedAside();
    const found = this.#store.read(this.#sessionName);
    if (found.status === 'absent') return damaged ? [{ type: 'noticed', notice: { kind: 'damaged' } }] : [];
    if (found.status === 'forbidden') return [{ type: 'noticed', notice: { kind: 'forbidden' } }];
    const record = found.status === 'present' ? readSession(found.value) : null;
    if (!record) {
      this.#store.setAside(this.#sessionName);
      return [{ type: 'noticed', notice: { kind: 'damaged' } }];
    }
    if (record.version !== this.#version) {
      const old = this.#store.read(this.#oldName);
      const earlier = old.status === 'present' && Array.isArray(old.value) ? old.value : [];
      if (this.#store.write(this.#oldName, [...earlier, record]) === 'kept') this.#store.remove(this.#sessionName);
      return [{ type: 'noticed', notice: { kind: 'outdated', text: record.version } }];
    }
    const known = this.#known(record);
    const begun = Object.keys(known.answers).length > 0;
    return begun || known.run || known.form === 'short'
      ? [{ type: 'adopted', ...known, notice: begun ? 'resumed' : null }]
      : [];
  }

  /**
   * Put aside what of earlier results can't be read, before the next result is written over it.
   *
   * @returns {boolean} whether there was such a thing
   */
  #setDamagedAside() {
    const history = this.#store.read(this.#historyName);
    const old = this.#store.read(this.#oldName);
    const results = history.status === 'present' ? readHistory(history.value) : [];
    const whole =
      history.status === 'present' && Array.isArray(history.value) && results.length === history.value.length;
    const damaged = {
      [this.#historyName]: history.status === 'damaged' || (history.status === 'present' && !whole),
      [this.#oldName]: old.status === 'damaged' || (old.status === 'present' && !Array.isArray(old.value)),
    };
    for (const [name, is] of Object.entries(damaged)) if (is) this.#store.setAside(name);
    if (damaged[this.#historyName] && results.length) this.#store.write(this.#historyName, results);
    return Object.values(damaged).some(Boolean);
  }

  /**
   * Hear what another tab does with the same questionnaire.
   *
   * @param {(actions: Action[]) => void} act
   * @param {() => Readonly<Session>} session that of this tab
   * @returns {(name: string) => void} looks at what is kept under a name, "" for all of it, as if it had just changed
   */
  watch(act, session) {
    const look = (/** @type {string} */ name) => {
      if (name === this.#historyName || name === '') act([this.kept()]);
      // Answers that nobody is to keep have no part in what other tabs keep.
      if (!session().keep || (name !== this.#sessionName && name !== '')) return;
      const record = this.#kept();
      if (record) act(this.#merged(record, session()));
      else if (this.#store.read(this.#sessionName).status === 'absent' && Object.keys(session().answers).length)
        act([{ type: 'cleared' }, { type: 'noticed', notice: { kind: 'erased-elsewhere' } }]);
    };
    this.#store.watch(look);
    return look;
  }

  /** The session that is kept, if it is one of this version. */
  #kept() {
    const found = this.#store.read(this.#sessionName);
    const record = found.status === 'present' ? readSession(found.value) : null;
    return record?.version === this.#version ? record : null;
  }

  /**
   * @param {import('./record.mjs').SessionRecord} record
   * @param {Readonly<Session>} session
   * @returns {Action[]}
   */
  #merged(record, { run }) {
    // A tab that has not heard yet that this one has begun anew: the next answer puts right what is kept.
    if (record.run < run) return [];
    return [{ type: 'adopted', ...this.#known(record), notice: record.run > run ? 'begun-elsewhere' : 'other-tab' }];
  }

  /**
   * @param {Readonly<Session>} session
   * @returns {Action[]}
   */
  save(session) {
    const { keep, form, answers, seconds, run, notice } = session;
    if (!keep) return [];
    const there = this.#kept();
    if (there && there.run > run) return this.#merged(there, session);
    const record = { format: 1, version: this.#version, ...formOf({ form }), answers, seconds, run };
    const kept = this.#store.write(this.#sessionName, record);
    if (kept === 'kept') return notice ? [{ type: 'noticed', notice: null }] : [];
    return notice?.kind === kept ? [] : [{ type: 'noticed', notice: { kind: kept } }];
  }

  /**
   * Add the result to those of earlier days.
   *
   * @param {Readonly<Session>} session with the answers of its form alone
   * @returns {Action[]}
   */
  keepResult(session) {
    if (!session.keep) return [];
    const kept = this.#store.write(this.#historyName, addResult(this.#everyResult(), this.#result(session)));
    return kept === 'kept' ? [this.kept()] : [{ type: 'noticed', notice: { kind: kept } }];
  }

  /**
   * Keep which regions of a profile the result names, for what is shown to this reader elsewhere.
   *
   * @param {Readonly<Session>} session
   * @param {readonly string[]} regions
   */
  keepOutcome({ keep }, regions) {
    if (keep) this.#store.write(this.#outcomeName, { format: 1, regions });
  }

  /** Earlier results with this version of the questionnaire, oldest first. */
  history() {
    return this.#everyResult().filter((one) => one.instrument_version === this.#version);
  }

  /**
   * What the history will be once this session's result is kept.
   *
   * @param {Readonly<Session>} session with the answers of its form alone
   */
  historyWith(session) {
    return addResult(this.history(), this.#result(session));
  }

  /** @param {Readonly<Session>} session */
  #result({ form, answers, seconds }) {
    const taken = new Date().toLocaleDateString('sv'); // the visitor's own day, as YYYY-MM-DD
    return {
      format: /** @type {1} */ (1),
      taken,
      instrument_version: this.#version,
      ...formOf({ form }),
      answers,
      seconds,
    };
  }

  /** @returns {Action} says what results are kept */
  kept() {
    const named = (/** @type {import('./record.mjs').ResultRecord[]} */ results) =>
      results.map(({ taken, form }) => ({ taken, form: form ?? /** @type {const} */ ('full') }));
    return { type: 'kept', results: named(this.history()), earlier: named(this.#earlier()) };
  }

  /**
   * @param {number} index in the history
   * @param {boolean} [earlier] whether in that of earlier editions
   * @returns {Action[]}
   */
  deleteResult(index, earlier = false) {
    const history = earlier ? this.#earlier() : this.history();
    const gone = history[index];
    if (!gone) return [this.kept()];
    this.#forget(gone);
    // What an older result named is not known any more: it takes the engine to tell.
    if (gone === history.at(-1) && (!earlier || !this.history().length)) this.#store.remove(this.#outcomeName);
    return [this.kept(), { type: 'noticed', notice: { kind: 'erased', text: deletedText(gone.taken) } }];
  }

  /** @param {import('./record.mjs').ResultRecord} result */
  #forget(result) {
    const rest = this.#everyResult().filter((one) => !sameResult(one, result));
    if (rest.length) this.#store.write(this.#historyName, rest);
    else this.#store.remove(this.#historyName);
  }

  /** Results with earlier editions of the questionnaire: they are kept, but can't be compared. */
  #earlier() {
    return this.#everyResult().filter((one) => one.instrument_version !== this.#version);
  }

  /** Results with every edition of the questionnaire. */
  #everyResult() {
    const found = this.#store.read(this.#historyName);
    return readHistory(found.status === 'present' ? found.value : []);
  }

  /** @returns {string} the answers to earlier editions, begun and finished, as JSON text */
  oldAnswers() {
    const found = this.#store.read(this.#oldName);
    const begun = found.status === 'present' && Array.isArray(found.value) ? found.value : [];
    return `${JSON.stringify([...begun, ...this.#earlier()], null, 2)}\n`;
  }

  /**
   * @param {boolean} keep
   * @param {Readonly<Session>} session
   * @returns {Action[]}
   */
  setKeeping(keep, session) {
    if (!keep) {
      this.#store.remove(this.#sessionName);
      this.#store.remove(this.#outcomeName);
      const last = this.history().at(-1);
      const own = last && of(session.answers, Object.keys(last.answers));
      if (own && sameAnswers(last.answers, own)) this.#forget(last);
      return [{ type: 'keeping', keep }, this.kept()];
    }
    return [{ type: 'keeping', keep }, ...this.save({ ...session, keep, notice: null })];
  }

  /**
   * Erase all that this site has on this device: every questionnaire, every earlier result, the copy for reading offline.
   *
   * @param {Readonly<Session>} session
   * @returns {Promise<Action>} says what was erased; what is stored is gone before this returns, the copy a moment later
   */
  eraseEverything(session) {
    return eraseDevice(this.#store, this.#sessionName, Object.keys(session.answers).length).then((text) => ({
      type: 'noticed',
      notice: { kind: 'erased', text },
    }));
  }

  /**
   * Only items that this questionnaire has.
   *
   * @param {import('./record.mjs').SessionRecord} record
   */
  #known({ answers, seconds = {}, form, run }) {
    return {
      answers: of(answers, this.#items),
      seconds: of(seconds, this.#items),
      form: form ?? /** @type {const} */ ('full'),
      run,
    };
  }
}
