/** Picks the texts of guided paths and worksheets, and fills their placeholders. */

import { fill } from '../javascripts/format.mjs';
import texts from './texts.mjs';

/**
 * @param {'shared' | 'kept' | 'full' | 'forbidden' | 'damaged' | 'cleared'} what happened to what the page keeps
 * @returns {string}
 */
export function keepingText(what) {
  return texts[what];
}

/**
 * @param {number} done
 * @param {number} total
 * @returns {string} empty where nothing is done
 */
export function progressText(done, total) {
  if (!done) return '';
  return done === total ? texts.finished : fill(texts.progress, { done, total });
}

/** @param {string} title of the piece to go on with */
export function resumeText(title) {
  return fill(texts.resume, { title });
}

/**
 * What else is kept besides results, a line each.
 *
 * @param {Record<string, number>} counts how many there are of each kind; results and what comes with them are listed by themselves
 * @returns {string[]}
 */
export function holdingTexts(counts) {
  const { nothing, ...holdings } = texts.holdings;
  const lines = Object.entries(holdings)
    .filter(([kind]) => counts[kind])
    .map(([kind, text]) => fill(text, { count: counts[kind] ?? 0 }));
  return lines.length ? lines : [nothing];
}

/**
 * @param {'deleted' | 'dropped' | 'reminded' | 'no_day' | 'no_passphrase' | 'no_file' | 'working' | 'exported' | 'wrong' | 'damaged'
 *   | 'newer' | 'other' | 'full' | 'forbidden'} what happened to a result, a reminder or a backup
 * @returns {string}
 */
export function backupText(what) {
  return texts.backup[what];
}

/** @param {string} day YYYY-MM-DD */
export function backupName(day) {
  return fill(texts.backup.name, { day });
}

/**
 * @param {import('./backup.mjs').Restored} restored
 * @param {string} day on which the backup was made, as readers see it
 */
export function restoredText({ added, kept, full }, day) {
  const text = fill(texts.backup[added ? 'restored' : 'nothing_new'], { count: added, kept, day });
  return full ? `${text} ${texts.backup.full}` : text;
}

export function reminderTitle() {
  return texts.backup.reminder;
}

/** @param {'kept' | 'dropped' | 'failed'} what happened to the copy of a page */
export function copyText(what) {
  return texts.copy[what];
}
