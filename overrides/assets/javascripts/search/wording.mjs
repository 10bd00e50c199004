/** Picks the texts of the search and fills their placeholders. */

import { fill } from '../format.mjs';
import texts from './texts.mjs';

export { texts };

/**
 * @param {number} total
 * @param {string} question
 */
export function foundText(total, question) {
  return total ? fill(texts.found, { count: total, question }) : fill(texts.none, { question });
}
