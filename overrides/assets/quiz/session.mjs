/** The session: what the visitor has done and what the engine is doing, as a pure reducer. It computes no score. */

/**
 * @typedef {import('./client.mjs').EngineStatus} EngineStatus
 * @typedef {import('./client.mjs').FailureCode} FailureCode
 * @typedef {'idle' | 'answering' | 'scoring' | 'done' | 'failed'} State
 * @typedef {'waiting' | 'loading' | 'ready' | 'sealed' | 'failed'} EngineState
 *
 * @typedef {object} Session
 * @property {State} state where the visitor is
 * @property {EngineState} engine where the engine is
 * @property {Readonly<Record<string, number>>} answers item id to the chosen value
 * @property {EngineStatus | null} status the engine's last word
 * @property {{ html: string } | null} report what Python rendered
 * @property {{ code: FailureCode | 'refused', message?: string } | null} failure why there is no report
 *
 * @typedef {{ type: 'answered', item: string, value: number }
 *   | { type: 'result-wanted' }
 *   | { type: 'report-arrived', html: string }
 *   | { type: 'report-failed', code: FailureCode | 'refused', message?: string }
 *   | { type: 'engine', status: EngineStatus }
 *   | { type: 'erased' }} Action
 */

/** @type {Readonly<Session>} */
export const START = Object.freeze({
  state: 'idle',
  engine: 'waiting',
  answers: Object.freeze({}),
  status: null,
  report: null,
  failure: null,
});

/**
 * @param {Readonly<Session>} session
 * @param {Action} action
 * @returns {Readonly<Session>} the same object where nothing changes
 */
export function reduce(session, action) {
  switch (action.type) {
    case 'answered':
      // A report belongs to the answers it was made from: one more answer, and it is out of date.
      return {
        ...session,
        state: 'answering',
        answers: { ...session.answers, [action.item]: action.value },
        report: null,
        failure: null,
      };
    case 'result-wanted':
      return Object.keys(session.answers).length
        ? { ...session, state: 'scoring', report: null, failure: null }
        : session;
    case 'report-arrived':
      // It may arrive after the visitor has erased everything or changed an answer: then nobody waits for it.
      return session.state === 'scoring' ? { ...session, state: 'done', report: { html: action.html } } : session;
    case 'report-failed': {
      if (session.state !== 'scoring') return session;
      const { code, message } = action;
      return { ...session, state: 'failed', failure: message === undefined ? { code } : { code, message } };
    }
    case 'engine':
      return { ...session, engine: action.status.state, status: action.status };
    case 'erased':
      // The engine stays: it holds nothing of the visitor's between two requests.
      return { ...START, engine: session.engine, status: session.status };
  }
}
