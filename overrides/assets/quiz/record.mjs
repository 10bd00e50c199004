/** What a stored session looks like, and what can be made of one that was found: pure functions. */

/**
 * @typedef {object} SessionRecord
 * @property {1} format
 * @property {string} version of the instrument
 * @property {Record<string, number>} answers item id to the chosen value
 * @property {Record<string, number>} [seconds] item id to how long its answer took
 * @property {'short'} [form] left out for the full form
 * @property {number} run how often the questionnaire was begun anew; 0 in records that don't say
 *
 * @typedef {object} ResultRecord
 * @property {1} format
 * @property {string} taken YYYY-MM-DD
 * @property {string} instrument_version
 * @property {'short'} [form] left out for the full form
 * @property {Record<string, number>} answers those of the form
 * @property {string} [note] that the person wrote to themselves
 * @property {Record<string, number>} [seconds]
 */

/**
 * Read a session.
 *
 * @param {unknown} value what the store held
 * @returns {SessionRecord | null} null if it is none
 */
export function readSession(value) {
  if (!isObject(value) || value.format !== 1 || typeof value.version !== 'string') return null;
  const answers = readAnswers(value.answers);
  const run = Number.isSafeInteger(value.run) && Number(value.run) > 0 ? Number(value.run) : 0;
  return (
    answers && { format: 1, version: value.version, ...formOf(value), answers, ...readSeconds(value.seconds), run }
  );
}

/**
 * Read earlier results, oldest first; what is none of them is passed over.
 *
 * @param {unknown} value what the store held
 * @returns {ResultRecord[]}
 */
export function readHistory(value) {
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry) => {
    if (!isObject(entry) || entry.format !== 1) return [];
    const { taken, instrument_version } = entry;
    const answers = readAnswers(entry.answers);
    if (typeof taken !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(taken)) return [];
    if (typeof instrument_version !== 'string' || !answers) return [];
    const seconds = readSeconds(entry.seconds);
    return [
      {
        format: /** @type {1} */ (1),
        taken,
        instrument_version,
        ...formOf(entry),
        answers,
        ...seconds,
        ...noteOf(entry),
      },
    ];
  });
}

/**
 * Add a result to the history; one of the same day with the same answers is not added twice.
 *
 * @param {ResultRecord[]} history
 * @param {ResultRecord} result
 * @returns {ResultRecord[]}
 */
export function addResult(history, result) {
  return history.some((one) => sameResult(one, result)) ? history : [...history, result];
}

/**
 * @param {ResultRecord} one
 * @param {ResultRecord} other
 */
export function sameResult(one, other) {
  return (
    one.taken === other.taken &&
    one.instrument_version === other.instrument_version &&
    one.form === other.form &&
    sameAnswers(one.answers, other.answers)
  );
}

/** @param {{ note?: unknown }} entry */
function noteOf({ note }) {
  return typeof note === 'string' ? { note } : {};
}

/**
 * The form, as records and requests have it: left out where it is the full one.
 *
 * @param {{ form?: unknown }} value
 * @returns {{ form?: 'short' }}
 */
export function formOf({ form }) {
  return form === 'short' ? { form } : {};
}

/**
 * @param {Record<string, number>} one
 * @param {Record<string, number>} other
 */
export function sameAnswers(one, other) {
  const items = Object.keys(one);
  return items.length === Object.keys(other).length && items.every((item) => one[item] === other[item]);
}

/** @param {unknown} value */
function readAnswers(value) {
  if (!isObject(value) || !Object.values(value).every(Number.isInteger)) return null;
  return /** @type {Record<string, number>} */ (value);
}

/**
 * Without them nothing is lost but the note on hurried answers, so what is damaged counts as absent.
 *
 * @param {unknown} value
 */
function readSeconds(value) {
  const usable = isObject(value) && Object.values(value).every((one) => Number.isFinite(one) && Number(one) >= 0);
  return usable ? { seconds: /** @type {Record<string, number>} */ (value) } : {};
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
