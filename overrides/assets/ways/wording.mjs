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
