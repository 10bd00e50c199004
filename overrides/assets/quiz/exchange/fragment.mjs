/** What a link or a pasted text carries, read and written: pure functions. Everything in it came from elsewhere and may be hostile. */

/**
 * @typedef {{ kind: 'none' }
 *   | { kind: 'code', code: string, nonce?: string }
 *   | { kind: 'locked', locked: string }
 *   | { kind: 'commitment', commitment: string }
 *   | { kind: 'refused', why: 'empty' | 'too_long' }} Carried
 */

/** The longest text that is looked at, in characters: a link of this site with all that it can carry is far shorter. */
export const LONGEST = 2000;

const COMMITMENT = /^ipc1\.[\w-]{43}$/;
const LOCKED = /^ipe1\.[\w-]+$/;

/**
 * Whether a fragment is one of ours, and not the name of a place on the page.
 *
 * @param {string} hash with its "#", or empty
 */
export function isOurs(hash) {
  return /^#[cem]=/.test(hash);
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
  const fields = new URLSearchParams(hash.slice(1));
  const code = fields.get('c');
  const locked = fields.get('e');
  const nonce = fields.get('n');
  if (code !== null) return code ? withNonce(code, nonce) : { kind: 'refused', why: 'empty' };
  if (locked !== null) return locked ? { kind: 'locked', locked } : { kind: 'refused', why: 'empty' };
  return { kind: 'commitment', commitment: fields.get('m') ?? '' };
}

/**
 * Read what somebody has pasted: a whole link, or the text that can be sent in its place, with whatever blanks and
 * line breaks a message has put into it.
 *
 * @param {string} text
 * @returns {Carried}
 */
export function readPasted(text) {
  if (text.length > LONGEST) return { kind: 'refused', why: 'too_long' };
  const bare = text.replace(/\s+/g, '');
  if (!bare) return { kind: 'refused', why: 'empty' };
  const start = bare.search(/#[cem]=/);
  if (start >= 0) return readFragment(bare.slice(start));
  if (COMMITMENT.test(bare)) return { kind: 'commitment', commitment: bare };
  if (LOCKED.test(bare)) return { kind: 'locked', locked: bare };
  const [code = '', nonce = null] = bare.split('~');
  return withNonce(code, nonce);
}

/**
 * The text that says the same as a link's fragment, for whoever would rather send no link.
 *
 * @param {Exclude<Carried, { kind: 'none' | 'refused' }>} carried
 */
export function textOf(carried) {
  if (carried.kind === 'locked') return carried.locked;
  if (carried.kind === 'commitment') return carried.commitment;
  return carried.nonce ? `${carried.code}~${carried.nonce}` : carried.code;
}

/**
 * @param {string} page the address of the page, without a fragment
 * @param {Exclude<Carried, { kind: 'none' | 'refused' }>} carried
 */
export function linkOf(page, carried) {
  if (carried.kind === 'locked') return `${page}#e=${carried.locked}`;
  if (carried.kind === 'commitment') return `${page}#m=${carried.commitment}`;
  return `${page}#c=${carried.code}${carried.nonce ? `&n=${carried.nonce}` : ''}`;
}

/**
 * @param {string} code
 * @param {string | null} nonce
 * @returns {Carried}
 */
function withNonce(code, nonce) {
  return nonce ? { kind: 'code', code, nonce } : { kind: 'code', code };
}
