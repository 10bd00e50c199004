/**
 * A code behind a passphrase: AES-GCM with 256 bits, the key from PBKDF2 with HMAC-SHA-256 and 600,000 iterations, which is
 * what OWASP's Password Storage Cheat Sheet asks for as of 2023 and since. All of it is the browser's own WebCrypto.
 *
 * The text is "ipe1." and base64url of salt (16 bytes), IV (12 bytes) and ciphertext with its tag (the code's length + 16).
 * The "ipe1." is authenticated along with it.
 */

import { decode, encode } from './base64url.mjs';

export const ITERATIONS = 600_000;
const VERSION = 'ipe1.';
const SALT = 16;
const IV = 12;
const TAG = 16;

/**
 * @typedef {{ ok: true, code: string } | { ok: false, why: 'wrong' | 'damaged' | 'newer' }} Unlocked
 */

/**
 * Lock a code.
 *
 * @param {string} code
 * @param {string} passphrase as typed; letters that look the same but are composed differently count as the same
 * @returns {Promise<string>}
 */
export async function lock(code, passphrase) {
  const salt = crypto.getRandomValues(new Uint8Array(SALT));
  const iv = crypto.getRandomValues(new Uint8Array(IV));
  const key = await keyFrom(passphrase, salt);
  const sealed = await crypto.subtle.encrypt(parameters(iv), key, new TextEncoder().encode(code));
  return VERSION + encode(new Uint8Array([...salt, ...iv, ...new Uint8Array(sealed)]));
}

/**
 * Unlock what `lock` has made. A wrong passphrase and a changed text can't be told apart: both are "wrong".
 *
 * @param {string} text
 * @param {string} passphrase
 * @returns {Promise<Unlocked>}
 */
export async function unlock(text, passphrase) {
  const fault = faultOf(text);
  if (fault) return { ok: false, why: fault };
  const bytes = /** @type {Uint8Array<ArrayBuffer>} */ (decode(text.slice(VERSION.length)));
  const key = await keyFrom(passphrase, bytes.slice(0, SALT));
  try {
    const iv = bytes.slice(SALT, SALT + IV);
    const code = await crypto.subtle.decrypt(parameters(iv), key, bytes.slice(SALT + IV));
    return { ok: true, code: new TextDecoder().decode(code) };
  } catch {
    return { ok: false, why: 'wrong' };
  }
}

/**
 * What is wrong with a locked text before any passphrase is tried.
 *
 * @param {string} text
 * @returns {'damaged' | 'newer' | null}
 */
export function faultOf(text) {
  if (/^ipe(?!1\.)\d+\./.test(text)) return 'newer';
  const bytes = text.startsWith(VERSION) ? decode(text.slice(VERSION.length)) : null;
  return bytes && bytes.length > SALT + IV + TAG ? null : 'damaged';
}

/** @param {Uint8Array<ArrayBuffer>} iv */
function parameters(iv) {
  return { name: 'AES-GCM', iv, additionalData: new TextEncoder().encode(VERSION) };
}

/**
 * @param {string} passphrase
 * @param {Uint8Array<ArrayBuffer>} salt
 */
async function keyFrom(passphrase, salt) {
  const typed = new TextEncoder().encode(passphrase.normalize('NFKC').trim());
  const material = await crypto.subtle.importKey('raw', typed, 'PBKDF2', false, ['deriveKey']);
  return crypto.subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: ITERATIONS },
    material,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt', 'decrypt'],
  );
}
