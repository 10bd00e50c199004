/** CRC-32 as zlib computes it (ISO 3309), in which a code's last four bytes say that the others are whole. */

import { decode } from './base64url.mjs';

const POLYNOMIAL = 0xed_b8_83_20; // with its bits reversed
const BYTES = 4;
const LEAST = 2; // bytes that any code holds besides

/**
 * @param {number} register
 * @param {number} byte
 */
function step(register, byte) {
  let next = register ^ byte;
  for (let bit = 0; bit < 8; bit += 1) next = (next >>> 1) ^ (POLYNOMIAL & -(next & 1));
  return next;
}

/** @param {string} prefix ASCII */
function begun(prefix) {
  return [...prefix].reduce((register, letter) => step(register, letter.charCodeAt(0)), -1);
}

/**
 * @param {string} prefix ASCII
 * @param {Uint8Array} bytes
 * @returns {number[]} the checksum of both, as four bytes
 */
export function checksum(prefix, bytes) {
  return toBytes(bytes.reduce(step, begun(prefix)));
}

/** @param {number} register */
function toBytes(register) {
  return [24, 16, 8, 0].map((shift) => (~register >>> shift) & 0xff);
}

/**
 * How long the text is whose last bytes are the checksum of the prefix and all the others.
 *
 * @param {string} prefix
 * @param {string} run base64url, perhaps with something else after the text
 * @returns {number} characters of it; 0 where there is no such text
 */
export function checksummedLength(prefix, run) {
  const bytes = decode(run.length % 4 === 1 ? run.slice(0, -1) : run) ?? new Uint8Array();
  let register = begun(prefix);
  for (let place = 0; place + BYTES <= bytes.length; place += 1) {
    const whole = place >= LEAST && toBytes(register).every((byte, index) => byte === bytes[place + index]);
    if (whole) return Math.ceil(((place + BYTES) * 4) / 3);
    register = step(register, bytes[place] ?? 0);
  }
  return 0;
}
