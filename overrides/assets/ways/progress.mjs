/** Which pieces of a path are done, as this device keeps it: the ids of their pages. */

/**
 * @param {unknown} value what the store held
 * @returns {string[] | null} null for what is no such record
 */
export function readDone(value) {
  const { format, done } = /** @type {{ format?: unknown, done?: unknown }} */ (value ?? {});
  const sound = format === 1 && Array.isArray(done) && done.every((id) => typeof id === 'string');
  return sound ? done : null;
}

/** @param {readonly string[]} done */
export function record(done) {
  return { format: 1, done };
}

/** @param {string} slug of the path */
export function nameOf(slug) {
  return `path.${slug}`;
}
