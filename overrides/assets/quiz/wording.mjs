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
 * @param {Pick<Session, 'failure' | 'status'>} session
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
 * @param {Session['status']} status
 * @param {string} occasion when it is fetched
 * @returns {string}
 */
export function engineText(status, occasion = 'give your first answer') {
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
      return `The scoring engine is fetched when you ${occasion}`;
  }
}

/**
 * @param {number} answered
 * @param {number} skipped
 * @param {number} total
 */
export function progressText(answered, skipped, total) {
  if (answered === total) return `All ${total} answered`;
  return `${answered} of ${total} answered${skipped ? `, ${skipped} skipped` : ''}`;
}

/**
 * What the visitor should know about what is kept on this device; empty where there is nothing to say.
 *
 * @param {Session} session
 * @param {string} version of the questionnaire on this page
 * @returns {string}
 */
export function noticeText({ notice, answers }, version) {
  const count = counted(Object.keys(answers).length, 'answer');
  switch (notice?.kind) {
    case 'resumed':
      return `Your ${count} from last time ${count === '1 answer' ? 'is' : 'are'} still here, kept on this device. Go on where you left off, or erase everything below.`;
    case 'outdated':
      return `This questionnaire has changed since you answered it (version ${notice.text} then, ${version} now). Answers to different versions can't be compared, so the old ones are not used. They are kept on this device, and you can download them.`;
    case 'damaged':
      return 'What was kept on this device could not be read. It was put aside and nothing was thrown away, but you are starting afresh.';
    case 'full':
      return 'This device has no room left to keep your answers. They are here as long as this page is open, so finish before you close it.';
    case 'forbidden':
      return 'This browser keeps nothing for this page, as in a private window. Your answers are here as long as the page is open.';
    case 'other-tab':
      return 'Answers from another tab of this quiz were added here.';
    case 'erased-elsewhere':
      return 'Everything was erased in another tab, so it is gone here too.';
    case 'shared':
      return 'These answers are not kept on this device. They are here as long as the page is open. Results from earlier days stay until you erase everything, below.';
    case 'erased':
      return notice.text ?? '';
    default:
      return '';
  }
}

/**
 * @param {{ answers: number, results: number, others: number, exchanged: number, scheme: boolean, offline: boolean }} gone
 * @returns {string}
 */
export function erasedText({ answers, results, others, exchanged, scheme, offline }) {
  const parts = [
    answers && counted(answers, 'answer'),
    results && counted(results, 'kept result'),
    others && `the answers to ${counted(others, 'other quiz', 'other quizzes')}`,
    exchanged && `${counted(exchanged, 'kept code or promise', 'kept codes and promises')} of two people`,
    scheme && 'your choice of light or dark',
    offline && 'the copy of the site for reading offline',
  ].filter((part) => typeof part === 'string');
  if (!parts.length) return 'There was nothing to erase: nothing of this site is on this device.';
  const last = parts.pop();
  return `Erased: ${parts.length ? `${parts.join(', ')} and ` : ''}${last}. Nothing of this site is on this device any more.`;
}

/** @param {string} taken the day of a result, YYYY-MM-DD */
export function deletedText(taken) {
  return `The result of ${dayText(taken)} is no longer on this device.`;
}

/**
 * @param {string} day YYYY-MM-DD
 * @returns {string} such as "November 24, 2026"
 */
export function dayText(day) {
  return new Date(`${day}T12:00`).toLocaleDateString('en-US', { dateStyle: 'long' });
}

/**
 * @param {number} number
 * @param {string} one
 * @param {string} [many]
 */
function counted(number, one, many = `${one}s`) {
  return `${number} ${number === 1 ? one : many}`;
}

/**
 * @param {import('./ledger.mjs').Entries} entries
 * @param {string} from when counting began
 */
export function ledgerText({ since, refused }, from = 'your first answer') {
  const requests = since === 1 ? '1 request' : `${since} requests`;
  const tail = refused ? ` ${refused} more ${refused === 1 ? 'was' : 'were'} refused by the seal.` : '';
  return `Requests to the network since ${from}: ${since === 0 ? 'none' : requests}.${tail}`;
}
