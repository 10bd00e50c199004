/** Every sentence that the browser code says. None is about a person: those are Python's. */

/** @typedef {import('./session.mjs').Session} Session */

const megabytes = (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(1);

/** Why the engine is not there, and what can be done. */
const FAILURES = {
  unsupported:
    'This browser cannot run WebAssembly, which the scoring needs. Your answers are still here; a current version of ' +
    'Firefox, Chrome, Edge or Safari can finish the quiz.',
  insecure:
    'This page did not arrive over a secure connection, so the files that do the scoring cannot be checked. ' +
    'Open it at its https:// address.',
  unreachable:
    'A file that the scoring needs did not arrive, even after three tries. Every answer is kept. ' +
    'Check the connection, then try again.',
  altered:
    'A file that the scoring needs is not the one this page was published with, so it was not run. Every answer is ' +
    'kept. Try again; if it stays so, reload the page later: a new version may be on its way out.',
  crashed: 'The scoring stopped unexpectedly. Every answer is kept, and nothing has left this device. Try again.',
};

/**
 * What stands between the visitor and a result, or null.
 *
 * @param {Session} session
 * @returns {string | null}
 */
export function failureText({ failure, status }) {
  if (failure?.code === 'refused') return `These answers could not be scored. ${failure.message ?? ''}`.trim();
  if (failure) return FAILURES[failure.code];
  return status?.state === 'failed' ? FAILURES[status.code] : null;
}

/**
 * What the engine is doing, in a few words.
 *
 * @param {Session} session
 * @returns {string}
 */
export function engineText({ status }) {
  switch (status?.state) {
    case 'loading':
      return `Fetching the scoring engine: ${megabytes(status.loaded)} of ${megabytes(status.total)} MB`;
    case 'ready':
      return 'The scoring engine is here. Closing the network …';
    case 'sealed':
      return {
        interpreter: 'Network off. Starting Python …',
        package: 'Network off. Opening the questions …',
        running: 'Network off',
      }[status.stage];
    case 'failed':
      return 'No scoring engine';
    default:
      return 'The scoring engine is fetched when you give your first answer';
  }
}

/**
 * @param {number} answered
 * @param {number} total
 */
export function progressText(answered, total) {
  return answered === total ? `All ${total} answered` : `${answered} of ${total} answered`;
}

/** @param {import('./ledger.mjs').Entries} entries */
export function ledgerText({ since, refused }) {
  const requests = since === 1 ? '1 request' : `${since} requests`;
  const tail = refused ? ` ${refused} more ${refused === 1 ? 'was' : 'were'} refused by the seal.` : '';
  return `Requests to the network since your first answer: ${since === 0 ? 'none' : requests}.${tail}`;
}
