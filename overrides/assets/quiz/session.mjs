/** The session: what the visitor has done and what the engine is doing, as a pure reducer. It computes no score. */

/**
 * @typedef {import('./client.mjs').EngineStatus} EngineStatus
 * @typedef {import('./client.mjs').FailureCode} FailureCode
 * @typedef {'idle' | 'answering' | 'scoring' | 'done' | 'failed'} State
 * @typedef {'waiting' | 'asking' | 'loading' | 'ready' | 'sealed' | 'failed'} EngineState
 * @typedef {'resumed' | 'outdated' | 'held' | 'damaged' | 'full' | 'forbidden' | 'other-tab' | 'erased-elsewhere' | 'begun-elsewhere' | 'shared' | 'erased'} Notice
 *
 * @typedef {'full' | 'short'} Form
 * @typedef {{ item: string, value: number | undefined }} Undo the item answered last, and its value before
 * @typedef {{ taken: string, form: Form }} Kept a result: its day, YYYY-MM-DD, and its form
 *
 * @typedef {object} Session
 * @property {State} state where the visitor is
 * @property {EngineState} engine where the engine is
 * @property {Readonly<Record<string, number>>} answers item id to the chosen value
 * @property {Readonly<Record<string, number>>} seconds item id to how long its first answer took, where that is known
 * @property {Form} form which questions are asked
 * @property {Readonly<Undo> | null} undo what takes the last answer back
 * @property {number} position index of the question in view, where one is shown at a time; the number of questions: the end
 * @property {number} furthest the furthest that position, or an answer, has been
 * @property {number} run how often the questionnaire was begun anew in this browser, so that no tab fills in what another has cleared
 * @property {boolean} keep whether answers are kept on this device
 * @property {{ kind: Notice, text?: string } | null} notice what the visitor should know about what is kept
 * @property {EngineStatus | null} status the engine's last word
 * @property {{ html: string, reading?: string, history?: string } | null} report what Python rendered, and what stands below it
 * @property {readonly Kept[]} kept the results kept on this device, oldest first
 * @property {readonly Kept[]} earlier those with earlier editions of the questionnaire
 * @property {{ code: FailureCode | 'refused', message?: string } | null} failure why there is no report
 *
 * @typedef {{ type: 'answered', item: string, value: number, index: number, seconds?: number | undefined }
 *   | { type: 'moved', to: number }
 *   | { type: 'adopted', answers: Readonly<Record<string, number>>, seconds: Readonly<Record<string, number>>, run: number, form?: Form, notice: 'resumed' | 'other-tab' | 'begun-elsewhere' | null }
 *   | { type: 'form-chosen', form: Form }
 *   | { type: 'undone' }
 *   | { type: 'keeping', keep: boolean }
 *   | { type: 'noticed', notice: { kind: Notice, text?: string } | null }
 *   | { type: 'result-wanted' }
 *   | { type: 'report-arrived', html: string }
 *   | { type: 'report-extended', part: 'reading' | 'history', html: string }
 *   | { type: 'kept', results: readonly Kept[], earlier: readonly Kept[] }
 *   | { type: 'report-failed', code: FailureCode | 'refused', message?: string }
 *   | { type: 'engine', status: EngineStatus }
 *   | { type: 'cleared' }} Action
 */

import { sameAnswers } from './record.mjs';

/** @type {Readonly<Session>} */
export const START = Object.freeze({
  state: 'idle',
  engine: 'waiting',
  answers: Object.freeze({}),
  seconds: Object.freeze({}),
  form: 'full',
  undo: null,
  position: 0,
  furthest: 0,
  run: 0,
  keep: true,
  notice: null,
  status: null,
  report: null,
  kept: Object.freeze([]),
  earlier: Object.freeze([]),
  failure: null,
});

/**
 * @param {Readonly<Session>} session
 * @param {Action} action
 * @returns {Readonly<Session>} the same object where nothing changes
 */
export function reduce(session, action) {
  switch (action.type) {
    case 'answered': {
      const answers = { ...session.answers, [action.item]: action.value };
      const furthest = Math.max(session.furthest, action.index + 1);
      // The time of a changed answer is no measure of how fast the question was read.
      const first = action.seconds !== undefined && !(action.item in session.answers);
      const seconds = first ? { ...session.seconds, [action.item]: action.seconds ?? 0 } : session.seconds;
      // One of several choices that arrow keys try is no answer to go back to.
      const undo =
        session.undo?.item === action.item ? session.undo : { item: action.item, value: session.answers[action.item] };
      return { ...session, ...outdatedReport, state: 'answering', answers, seconds, furthest, undo };
    }
    case 'undone':
      return undone(session);
    case 'form-chosen':
      return action.form === session.form
        ? session
        : { ...session, ...outdatedReport, ...begun(session.answers), form: action.form, undo: null, furthest: 0 };
    case 'moved': {
      const position = Math.max(0, action.to);
      return { ...session, position, furthest: Math.max(session.furthest, position) };
    }
    case 'adopted': {
      // What another tab or an earlier visit has answered and this one has not; where both have, the newcomer is newer.
      // Where another tab has begun anew, what was answered before counts for neither.
      const base = action.run > session.run ? cleared(session, action.run) : session;
      const answers = { ...base.answers, ...action.answers };
      const seconds = { ...base.seconds, ...action.seconds };
      const notice = action.notice && { kind: action.notice };
      const form = action.form ?? base.form;
      if (base === session && form === session.form && sameAnswers(answers, session.answers)) return session;
      return { ...base, ...outdatedReport, ...begun(answers), form, undo: null, answers, seconds, notice };
    }
    case 'keeping':
      return { ...session, keep: action.keep, notice: action.keep ? null : { kind: 'shared' } };
    case 'noticed':
      return { ...session, notice: action.notice };
    case 'result-wanted':
      return Object.keys(session.answers).length ? { ...session, ...outdatedReport, state: 'scoring' } : session;
    case 'report-arrived':
      // It may arrive after the visitor has erased everything or changed an answer: then nobody waits for it.
      return session.state === 'scoring' ? { ...session, state: 'done', report: { html: action.html } } : session;
    case 'report-extended':
      return session.report ? { ...session, report: { ...session.report, [action.part]: action.html } } : session;
    case 'kept':
      return { ...session, kept: action.results, earlier: action.earlier };
    case 'report-failed': {
      if (session.state !== 'scoring') return session;
      const { code, message } = action;
      return { ...session, state: 'failed', failure: message === undefined ? { code } : { code, message } };
    }
    case 'engine':
      return { ...session, engine: action.status.state, status: action.status };
    case 'cleared':
      return cleared(session, session.run + 1);
  }
}

/**
 * The engine stays: it holds nothing of the visitor's between two requests.
 *
 * @param {Readonly<Session>} session
 * @param {number} run
 * @returns {Readonly<Session>}
 */
function cleared({ form, keep, kept, earlier, engine, status }, run) {
  return { ...START, run, form, keep, kept, earlier, engine, status };
}

/**
 * @param {Readonly<Session>} session
 * @returns {Readonly<Session>}
 */
function undone(session) {
  const { undo } = session;
  if (!undo) return session;
  const { [undo.item]: _, ...others } = session.answers;
  const answers = undo.value === undefined ? others : { ...others, [undo.item]: undo.value };
  const { [undo.item]: time, ...otherTimes } = session.seconds;
  // The time of the first answer counts as long as there is one.
  const seconds = undo.value === undefined || time === undefined ? otherTimes : { ...otherTimes, [undo.item]: time };
  return { ...session, ...outdatedReport, ...begun(answers), answers, seconds, undo: null };
}

/**
 * @param {Readonly<Record<string, number>>} answers
 * @returns {{ state: State }}
 */
function begun(answers) {
  return { state: Object.keys(answers).length ? 'answering' : 'idle' };
}

/**
 * What belongs to some of the items, of answers or of times.
 *
 * @param {Readonly<Record<string, number>>} values
 * @param {readonly string[]} items
 * @returns {Record<string, number>}
 */
export function of(values, items) {
  return Object.fromEntries(Object.entries(values).filter(([item]) => items.includes(item)));
}

/** A report belongs to the answers it was made from: one more answer, and it is out of date. */
const outdatedReport = { report: null, failure: null };

/**
 * Count the questions that were passed over.
 *
 * @param {Readonly<Session>} session
 * @param {readonly string[]} items in the order in which they are shown
 */
export function skipped(session, items) {
  return items.slice(0, session.furthest).filter((item) => !(item in session.answers)).length;
}
