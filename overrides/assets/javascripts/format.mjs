/** Texts with their placeholders filled, and numbers and days, as the language of the page writes them. */
// @ts-check

/** @typedef {string | Record<string, string>} Text a text, or its plural forms by category */

const language = globalThis.document?.documentElement.lang || 'en';
const plural = new Intl.PluralRules(language);
const number = new Intl.NumberFormat(language);
const tenths = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const days = new Intl.DateTimeFormat(language, { dateStyle: 'long' });

/**
 * Fill a text's {placeholders}. A text with plural forms takes the one for `count`.
 *
 * @param {Text} text
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
export function fill(text, values = {}) {
  const form = typeof text === 'string' ? text : (text[plural.select(Number(values.count))] ?? text.other ?? '');
  return form.replace(/\{(\w+)\}/g, (_, name) => {
    const value = values[name] ?? '';
    return typeof value === 'number' ? number.format(value) : value;
  });
}

/**
 * @param {number} bytes
 * @returns {string} megabytes, with one decimal
 */
export function formatMegabytes(bytes) {
  return tenths.format(bytes / 1e6);
}

/**
 * @param {string} day YYYY-MM-DD
 * @returns {string} such as "November 24, 2026"
 */
export function formatDay(day) {
  return days.format(new Date(`${day}T12:00`));
}
