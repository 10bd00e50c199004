/**
 * Finds codes in whatever people paste: pure functions. A code says itself what it is and where it ends, so neither the link
 * around it nor the words beside it matter:
 *
 *     ip1. ip2.    a code: bytes and the CRC-32 of all before them, share/code.py
 *     ipe2.        a code behind a passphrase: bytes and their CRC-32, passphrase.mjs
 *     ipe1.        the same without a checksum: where it ends, only the passphrase can say
 *     ipc1.        a commitment: 43 characters
 *
 * Everything in the text came from elsewhere and may be hostile.
 */

import { checksummedLength } from './checksum.mjs';

/**
 * @typedef {{ kind: 'code', code: string, nonce?: string }
 *   | { kind: 'locked', locked: string }
 *   | { kind: 'commitment', commitment: string }} Found
 * @typedef {{ found: Found, whole: boolean }} Candidate
 */

const LONGEST_RUN = 640; // characters of base64url: more than the longest text of any format
const COMMITMENT = 43;
export const NONCE = 22;

/** Matched in a text whose letters may be parted by a line break that a message has put in. */
const PREFIX = /i\s*p\s*([ec]?)\s*(\d{1,4})\s*\./gi;
const NONCE_AFTER = /^\s*(?:~|&\s*n\s*=)/i;
const NONCE_BEFORE = /[#&?]n=([\w-]{22})&c=$/i;

/**
 * What a text is without the dress that mail, chats and browsers give it: percent-encoding, entities, quoted-printable,
 * full-width letters, marks of a quoted mail, and characters that nobody sees.
 *
 * @param {string} text
 */
export function plainText(text) {
  let plain = text.replaceAll('\r', '');
  plain = plain.replaceAll(/(?<=[\w-])=\n(?=[\w-])(?!ip[ce]?\d)/gi, ''); // a bare code that mail has broken
  if (/[cem]=3Dip/i.test(plain)) plain = plain.replaceAll('=\n', '').replaceAll(/=3D/gi, '=');
  // Twice encoded, where one program has passed the link to another.
  for (let round = 0; round < 3; round += 1) plain = decoded(plain);
  return plain
    .normalize('NFKC')
    .replaceAll(/[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu, '')
    .replaceAll(/[\u2010-\u2013\u2212]/g, '-')
    .replaceAll('\u2014', '--') // which a word processor makes of two
    .replaceAll(/\\(?=[\w.~&=#-])/g, '') // Markdown
    .replaceAll(/\n[\s>|]+/g, '\n');
}

/** @param {string} text */
function decoded(text) {
  return text
    .replaceAll(/(?:%[0-9a-f]{2})+/gi, (run) => {
      try {
        return decodeURIComponent(run);
      } catch {
        return run;
      }
    })
    .replaceAll(/&(?:amp|#38|#x26);/gi, '&')
    .replaceAll(/&(?:equals|#61|#x3d);/gi, '=')
    .replaceAll(/&(?:lowbar|#95|#x5f);/gi, '_')
    .replaceAll(/&(?:period|#46|#x2e);/gi, '.')
    .replaceAll(/&(?:shy|ZeroWidthSpace|#173|#8203|#xad|#x200b);|<wbr\s*\/?>/gi, '')
    .replaceAll(/&(?:nbsp|lt|gt|quot);/gi, ' ');
}

/**
 * Every code in a text, each once.
 *
 * @param {string} plain a text without its dress
 * @returns {{ whole: Found[], broken: Found | null }} those that are whole; where there are none, the best of those that are not
 */
export function findCodes(plain) {
  const candidates = [...plain.matchAll(PREFIX)].map((match) => read(plain, match));
  const whole = distinct(candidates.filter((one) => one.whole).map((one) => one.found));
  const broken = candidates.map((one) => one.found).sort((one, other) => sizeOf(other) - sizeOf(one));
  return { whole, broken: whole.length ? null : (broken[0] ?? null) };
}

/**
 * @param {string} plain
 * @param {RegExpMatchArray} match of PREFIX
 * @returns {Candidate}
 */
function read(plain, match) {
  const [prefixed, letter = '', version = ''] = match;
  const kind = letter.toLowerCase();
  const prefix = `ip${kind}${version}.`;
  const start = (match.index ?? 0) + prefixed.length;
  const rest = plain.slice(start, start + 2 * LONGEST_RUN);
  const run = runOf(rest);
  if (kind === 'c') {
    const { text, whole } = exactly(run.lines, COMMITMENT);
    return { found: { kind: 'commitment', commitment: prefix + text }, whole: whole && version === '1' };
  }
  if (prefix === 'ipe1.')
    return { found: { kind: 'locked', locked: prefix + run.joined }, whole: run.joined.length > 60 };
  const length = checksummedLength(prefix, run.joined);
  const text = length ? run.joined.slice(0, length) : run.lines.join('');
  if (kind === 'e') return { found: { kind: 'locked', locked: prefix + text }, whole: length > 0 };
  const nonce = nonceAfter(after(rest, text.length)) ?? NONCE_BEFORE.exec(plain.slice(0, match.index))?.[1];
  const code = prefix + text;
  return { found: nonce ? { kind: 'code', code, nonce } : { kind: 'code', code }, whole: length > 0 };
}

/**
 * The base64url at the start of a text: `joined` passes over all blanks and line breaks, so that words may stand at its end;
 * `lines` holds no line with a blank in it, which a code that was broken into lines has not.
 *
 * @param {string} text
 */
function runOf(text) {
  const joined = (/^[\w\s-]*/.exec(text)?.[0] ?? '').replaceAll(/\s+/g, '').slice(0, LONGEST_RUN);
  const lines = /^\s*[\w-]*(?:\n[\w-]+(?![\w-]|[^\S\n]+\S))*/.exec(text)?.[0] ?? '';
  return { joined, lines: lines.trim().split('\n') };
}

/**
 * @param {string} text
 * @param {number} length how many characters of base64url
 * @returns {string} what follows them
 */
function after(text, length) {
  let place = 0;
  for (let left = length; left > 0; place += 1) left -= Number(/\S/.test(text.charAt(place)));
  return text.slice(place);
}

/**
 * Text of a known length that has no checksum. Broken into lines it has to end where a line does: else a word below it would be
 * taken for its end.
 *
 * @param {string[]} lines
 * @param {number} length
 * @returns {{ text: string, whole: boolean }} all that there is where it is not whole
 */
function exactly(lines, length) {
  if ((lines[0]?.length ?? 0) >= length) return { text: lines[0]?.slice(0, length) ?? '', whole: true };
  const ends = lines.map((_, index) => lines.slice(0, index + 1).join(''));
  const text = ends.find((one) => one.length === length);
  return text ? { text, whole: true } : { text: lines[0] ?? '', whole: false };
}

/**
 * The nonce after a code; as much of it as there is, for the engine to say that it is not whole.
 *
 * @param {string} text
 */
function nonceAfter(text) {
  const mark = NONCE_AFTER.exec(text)?.[0];
  return mark === undefined ? undefined : exactly(runOf(text.slice(mark.length)).lines, NONCE).text || undefined;
}

/**
 * @param {Found[]} all
 * @returns {Found[]}
 */
function distinct(all) {
  /** @type {Map<string, Found>} */
  const kept = new Map();
  for (const one of all) {
    const [key, same] = [...kept].find(([text]) => alike(text, textIn(one))) ?? [textIn(one), undefined];
    if (!same || more(one, same)) {
      kept.delete(key);
      kept.set(textIn(one), one);
    }
  }
  return [...kept.values()];
}

/**
 * Whether two texts are the same code. One without a checksum may have taken in the words after it.
 *
 * @param {string} one
 * @param {string} other
 */
function alike(one, other) {
  const [short, long] = one.length < other.length ? [one, other] : [other, one];
  return one === other || (short.startsWith('ipe1.') && long.startsWith(short));
}

/**
 * @param {Found} one
 * @param {Found} other
 */
function more(one, other) {
  if (one.kind === 'code' && other.kind === 'code') return Boolean(one.nonce) && !other.nonce;
  return textIn(one).length > textIn(other).length;
}

/** @param {Found} found */
export function textIn(found) {
  if (found.kind === 'locked') return found.locked;
  return found.kind === 'commitment' ? found.commitment : found.code;
}

/** @param {Found} found */
function sizeOf(found) {
  return textIn(found).length;
}
