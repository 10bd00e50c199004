/**
 * A code behind a passphrase: AES-GCM with 256 bits, the key from PBKDF2 with HMAC-SHA-256 and 600,000 iterations, which is
 * what OWASP's Password Storage Cheat Sheet asks for as of 2023 and since. All of it is the browser's own WebCrypto.
 *
 * The text is "ipe2." and base64url of salt (16 bytes), IV (12 bytes), ciphertext with its tag (the code's length + 16), and
 * the CRC-32 of all that (4 bytes). "ipe1.", which is read and no longer made, has no CRC-32, and its passphrase opens only
 * as it was typed. The prefix is authenticated along with the code.
 */

import { decode, encode } from './base64url.mjs';
import { checksum, checksummedLength } from './checksum.mjs';

export const ITERATIONS = 600_000;
const VERSION = 'ipe2.';
const FIRST_VERSION = 'ipe1.';
const SALT = 16;
const IV = 12;
const TAG = 16;
const CHECKSUM = 4;

/**
 * @typedef {{ ok: true, code: string } | { ok: false, why: 'wrong' | 'damaged' | 'newer' }} Unlocked
 */

/**
 * A passphrase without what keyboards change by themselves, and what nobody hears when it is told by voice: letters' case and
 * composition, the kind of quotation marks and dashes, double blanks and the full stop that phones make of them.
 *
 * @param {string} typed
 */
export function folded(typed) {
  return typed
    .replaceAll(/[\p{Quotation_Mark}`´ʹʺʼ′″‴]+/gu, "'") // before composing, which takes the accents apart
    .normalize('NFKC')
    .replaceAll(/[\p{Default_Ignorable_Code_Point}\p{Cf}]/gu, '')
    .replaceAll(/[\p{Dash_Punctuation}\u2212]+/gu, '-')
    .replaceAll(/\.*(?:\s+|$)/g, ' ')
    .trim()
    .toLowerCase()
    .toUpperCase() // ß, ſ and final sigma
    .toLowerCase()
    .normalize('NFKC');
}

/**
 * Lock a code.
 *
 * @param {string} code
 * @param {string} passphrase as typed
 * @returns {Promise<string>}
 */
export async function lock(code, passphrase) {
  const salt = crypto.getRandomValues(new Uint8Array(SALT));
  const iv = crypto.getRandomValues(new Uint8Array(IV));
  const key = await keyFrom(folded(passphrase), salt);
  const sealed = await crypto.subtle.encrypt(parameters(VERSION, iv), key, new TextEncoder().encode(code));
  const bytes = new Uint8Array([...salt, ...iv, ...new Uint8Array(sealed)]);
  return VERSION + encode(new Uint8Array([...bytes, ...checksum(VERSION, bytes)]));
}

/**
 * Unlock what `lock` has made, now or in its first version. With that a wrong passphrase and a changed text can't be told apart:
 * both are "wrong".
 *
 * @param {string} text
 * @param {string} passphrase
 * @returns {Promise<Unlocked>}
 */
export async function unlock(text, passphrase) {
  const fault = faultOf(text);
  if (fault) return { ok: false, why: fault };
  const first = text.startsWith(FIRST_VERSION);
  const bytes = bytesOf(text);
  const key = await keyFrom(first ? passphrase.normalize('NFKC').trim() : folded(passphrase), bytes.slice(0, SALT));
  const whole = first ? bytes.length : bytes.length - CHECKSUM;
  // Words after a text of the first version may have been taken for its end: only its tag says where that is.
  for (let end = whole; end > SALT + IV + TAG; end -= first ? 1 : whole) {
    try {
      const iv = bytes.slice(SALT, SALT + IV);
      const sealed = bytes.slice(SALT + IV, end);
      const code = await crypto.subtle.decrypt(parameters(text.slice(0, VERSION.length), iv), key, sealed);
      return { ok: true, code: new TextDecoder().decode(code) };
    } catch {
      // Another end, or none.
    }
  }
  return { ok: false, why: 'wrong' };
}

/**
 * What is wrong with a locked text before any passphrase is tried.
 *
 * @param {string} text
 * @returns {'damaged' | 'newer' | null}
 */
export function faultOf(text) {
  if (/^ipe(?![12]\.)\d+\./.test(text)) return 'newer';
  const [least, whole] = text.startsWith(VERSION)
    ? [
        SALT + IV + TAG + CHECKSUM,
        checksummedLength(VERSION, text.slice(VERSION.length)) === text.length - VERSION.length,
      ]
    : [SALT + IV + TAG, text.startsWith(FIRST_VERSION)];
  return whole && bytesOf(text).length > least ? null : 'damaged';
}

/** @param {string} text */
function bytesOf(text) {
  const run = text.slice(VERSION.length);
  return decode(run.length % 4 === 1 ? run.slice(0, -1) : run) ?? new Uint8Array();
}

/**
 * @param {string} version
 * @param {Uint8Array<ArrayBuffer>} iv
 */
function parameters(version, iv) {
  return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(version) };
}

/**
 * @param {string} passphrase
 * @param {Uint8Array<ArrayBuffer>} salt
 */
async function keyFrom(passphrase, salt) {
  const material = await crypto.subtle.importKey('raw', new TextEncoder().encode(passphrase), 'PBKDF2', false, [
    'deriveKey',
  ]);
  return crypto.subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: ITERATIONS },
    material,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}
