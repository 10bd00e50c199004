/** The session: what the visitor has done and what the engine is doing, as a pure reducer. It computes no score. */

/**
 * @typedef {import('./client.mjs').EngineStatus} EngineStatus
 * @typedef {import('./client.mjs').FailureCode} FailureCode
 * @typedef {'idle' | 'answering' | 'scoring' | 'done' | 'failed'} State
 * @typedef {'waiting' | 'loading' | 'ready' | 'sealed' | 'failed'} EngineState
 * @typedef {'resumed' | 'outdated' | 'held' | 'damaged' | 'full' | 'forbidden' | 'other-tab' | 'erased-elsewhere' | 'begun-elsewhere' | 'shared' | 'erased'} Notice
 *
 * @typedef {object} Session
 * @property {State} state where the visitor is
 * @property {EngineState} engine where the engine is
 * @property {Readonly<Record<string, number>>} answers item id to the chosen value
 * @property {Readonly<Record<string, number>>} seconds item id to how long its first answer took, where that is known
 * @property {number} position index of the question in view, where one is shown at a time; the number of questions: the end
 * @property {number} furthest the furthest that position, or an answer, has been
 * @property {number} run how often the questionnaire was begun anew in this browser, so that no tab fills in what another has cleared
 * @property {boolean} keep whether answers are kept on this device
 * @property {{ kind: Notice, text?: string } | null} notice what the visitor should know about what is kept
 * @property {EngineStatus | null} status the engine's last word
 * @property {{ html: string, reading?: string, history?: string } | null} report what Python rendered, and what stands below it
 * @property {readonly string[]} kept the days, YYYY-MM-DD, of the results kept on this device, oldest first
 * @property {readonly string[]} earlier the days of those with earlier editions of the questionnaire
 * @property {{ code: FailureCode | 'refused', message?: string } | null} failure why there is no report
 *
 * @typedef {{ type: 'answered', item: string, value: number, index: number, seconds?: number | undefined }
 *   | { type: 'moved', to: number }
 *   | { type: 'adopted', answers: Readonly<Record<string, number>>, seconds: Readonly<Record<string, number>>, run: number, notice: 'resumed' | 'other-tab' | 'begun-elsewhere' | null }
 *   | { type: 'keeping', keep: boolean }
 *   | { type: 'noticed', notice: { kind: Notice, text?: string } | null }
 *   | { type: 'result-wanted' }
 *   | { type: 'report-arrived', html: string }
 *   | { type: 'report-extended', part: 'reading' | 'history', html: string }
 *   | { type: 'kept', days: readonly string[], earlier: readonly string[] }
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
      return { ...session, ...outdatedReport, state: 'answering', answers, seconds, furthest };
    }
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
      if (base === session && sameAnswers(answers, session.answers)) return session;
      return {
        ...base,
        ...outdatedReport,
        state: Object.keys(answers).length ? 'answering' : 'idle',
        answers,
        seconds,
        notice,
      };
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
      return { ...session, kept: action.days, earlier: action.earlier };
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
function cleared({ keep, kept, earlier, engine, status }, run) {
  return { ...START, run, keep, kept, earlier, engine, status };
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
