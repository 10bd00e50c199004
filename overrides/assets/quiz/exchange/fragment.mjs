/** What a link or a pasted text carries, read and written: pure functions. Everything in it came from elsewhere and may be hostile. */

import { findCodes, plainText } from './codes.mjs';

/**
 * @typedef {import('./codes.mjs').Found} Found
 * @typedef {{ kind: 'none' }
 *   | Found
 *   | { kind: 'several', found: Found[] }
 *   | { kind: 'refused', why: 'empty' | 'too_long' | 'too_many' | 'damaged' | 'newer' }} Carried
 */

/** The longest text that is looked at, in characters: a long conversation, of which somebody has copied more than they meant. */
export const LONGEST = 20_000;
const MOST = 9; // codes to choose from

/** Our own letter and its value, however often the sign before it or its encoding was doubled. */
const FIELD = /^#+[cem]=(.*)$/is;

/**
 * Whether a fragment may carry something, and is not the name of a place on the page: no name has one of these signs.
 * partials/javascripts/fragment.html asks the same.
 *
 * @param {string} hash with its "#", or empty
 */
export function isOurs(hash) {
  return /[=.]|%(?:25)*(?:3d|2e)/i.test(hash);
}

/**
 * Read the fragment of a link.
 *
 * @param {string} hash with its "#", or empty
 * @returns {Carried}
 */
export function readFragment(hash) {
  if (!isOurs(hash)) return { kind: 'none' };
  if (hash.length > LONGEST) return { kind: 'refused', why: 'too_long' };
  const plain = plainText(hash);
  const value = FIELD.exec(plain)?.[1];
  return carriedIn(plain) ?? (value === undefined ? { kind: 'none' } : unknown(value));
}

/**
 * Read what somebody has pasted: a link, the text that can be sent in its place, or a message with either of them in it.
 *
 * @param {string} text
 * @returns {Carried}
 */
export function readPasted(text) {
  if (text.length > LONGEST) return { kind: 'refused', why: 'too_long' };
  const plain = plainText(text);
  return carriedIn(plain) ?? unknown(/#+[cem]=(.*)$/is.exec(plain)?.[1] ?? plain);
}

/**
 * Read a commitment out of what somebody has pasted, whatever else is in it.
 *
 * @param {string} text
 * @returns {string | null} null where there is none, or more than one
 */
export function readCommitment(text) {
  const found = text.length > LONGEST ? [] : findCodes(plainText(text)).whole;
  const commitments = found.flatMap((one) => (one.kind === 'commitment' ? one.commitment : []));
  return commitments.length === 1 ? (commitments[0] ?? null) : null;
}

/**
 * @param {string} plain
 * @returns {Carried | null}
 */
function carriedIn(plain) {
  const { whole, broken } = findCodes(plain);
  if (whole.length > MOST) return { kind: 'refused', why: 'too_many' };
  if (whole.length > 1) return { kind: 'several', found: whole };
  // Only the engine knows what is wrong with a code, and passphrase.mjs with a locked one.
  if (broken?.kind !== 'commitment') return whole[0] ?? broken;
  return { kind: 'refused', why: broken.commitment.startsWith('ipc1.') ? 'damaged' : 'newer' };
}

/**
 * What is no code of ours counts as one, for the engine to refuse in its own words.
 *
 * @param {string} text
 * @returns {Carried}
 */
function unknown(text) {
  const code = text.replace(/\s+/g, '');
  return code ? { kind: 'code', code } : { kind: 'refused', why: 'empty' };
}

/**
 * The text that says the same as a link's fragment, for whoever would rather send no link.
 *
 * @param {Found} found
 */
export function textOf(found) {
  if (found.kind === 'locked') return found.locked;
  if (found.kind === 'commitment') return found.commitment;
  return found.nonce ? `${found.code}~${found.nonce}` : found.code;
}

/**
 * @param {string} page the address of the page, without a fragment
 * @param {Found} found
 */
export function linkOf(page, found) {
  if (found.kind === 'locked') return `${page}#e=${found.locked}`;
  if (found.kind === 'commitment') return `${page}#m=${found.commitment}`;
  return `${page}#c=${found.code}${found.nonce ? `&n=${found.nonce}` : ''}`;
}
