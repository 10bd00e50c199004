/** What the search says. */

export const EMPTY = 'Type a word or a question, such as closeness or “can attachment change”.';
export const SEARCHING = 'Searching…';
export const OFFLINE = 'You are offline, and the search needs the network. It goes on when you are back.';
export const FAILED = 'The search could not be loaded.';
export const SEALED =
  'This page has switched its network off, for good, to keep your answers here. The search needs the network, so it works on every page but this one.';
export const SEALED_WAY = 'Search in a new tab, and keep your answers here';
export const RETRY = 'Try again';

/**
 * @param {number} total
 * @param {string} question
 */
export function foundText(total, question) {
  if (total === 0) return `Nothing found for “${question}”. Try a shorter or a more common word.`;
  return `${total} ${total === 1 ? 'page' : 'pages'} for “${question}”`;
}
