/** Bytes as text that a link can hold, RFC 4648 section 5, without padding. */

/** @param {Uint8Array} bytes */
export function encode(bytes) {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}

/**
 * @param {string} text
 * @returns {Uint8Array<ArrayBuffer> | null} null where it is not base64url
 */
export function decode(text) {
  if (!/^[\w-]*$/.test(text)) return null;
  try {
    const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(binary, (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
}

/**
 * A number used once, so that nobody can find out by trying what a commitment hides.
 *
 * @returns {string} 16 random bytes
 */
export function nonce() {
  return encode(crypto.getRandomValues(new Uint8Array(16)));
}
