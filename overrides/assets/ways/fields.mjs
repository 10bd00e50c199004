/** What was written on a worksheet, as this device keeps it: texts by the ids of their fields. */

/**
 * @param {unknown} value what the store held
 * @returns {Record<string, string> | null} null for what is no such record
 */
export function readFields(value) {
  const { format, fields } = /** @type {{ format?: unknown, fields?: unknown }} */ (value ?? {});
  if (format !== 1 || typeof fields !== 'object' || fields === null) return null;
  const sound = Object.values(fields).every((text) => typeof text === 'string');
  return sound ? /** @type {Record<string, string>} */ (fields) : null;
}
