/**
 * CBOR (RFC 8949), as much of it as Pagefind's index has: whole numbers of up to 32 bits, text, and arrays of known length.
 *
 * @typedef {number | string | Value[]} Value
 */

const UNSIGNED = 0;
const NEGATIVE = 1;
const TEXT = 3;
const ARRAY = 4;

/**
 * @param {Uint8Array} bytes
 * @returns {Value}
 */
export function decode(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const texts = new TextDecoder();
  let at = 0;

  /** @param {number} size the low five bits of a head: a number below 24, or which size the number after it has */
  const argument = (size) => {
    if (size < 24) return size;
    const start = at;
    if (size === 24) return view.getUint8((at += 1) - 1);
    if (size === 25) return view.getUint16(((at += 2), start));
    if (size === 26) return view.getUint32(((at += 4), start));
    throw new Error(`The index holds a head that is not known: ${size}`);
  };

  /** @returns {Value} */
  const value = () => {
    const head = view.getUint8((at += 1) - 1);
    const number = argument(head & 31);
    switch (head >> 5) {
      case UNSIGNED:
        return number;
      case NEGATIVE:
        return -1 - number;
      case TEXT:
        return texts.decode(bytes.subarray(at, (at += number)));
      case ARRAY:
        return Array.from({ length: number }, value);
      default:
        throw new Error(`The index holds a kind of value that is not known: ${head >> 5}`);
    }
  };

  return value();
}

/**
 * @param {Value} whole
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function encode(whole) {
  let bytes = new Uint8Array(1 << 16);
  let at = 0;
  const texts = new TextEncoder();

  /** @param {number} more */
  const makeRoom = (more) => {
    if (at + more <= bytes.length) return;
    const larger = new Uint8Array(2 * (at + more));
    larger.set(bytes);
    bytes = larger;
  };

  /**
   * @param {number} kind
   * @param {number} number
   */
  const head = (kind, number) => {
    makeRoom(5);
    const [size, length] = number < 24 ? [number, 0] : number < 1 << 8 ? [24, 1] : number < 1 << 16 ? [25, 2] : [26, 4];
    bytes[at++] = (kind << 5) | size;
    for (let byte = length - 1; byte >= 0; byte -= 1) bytes[at++] = number >>> (8 * byte);
  };

  /** @param {Value} value */
  const put = (value) => {
    if (Array.isArray(value)) {
      head(ARRAY, value.length);
      value.forEach(put);
    } else if (typeof value === 'string') {
      const text = texts.encode(value);
      head(TEXT, text.length);
      makeRoom(text.length);
      bytes.set(text, at);
      at += text.length;
    } else if (value < 0) {
      head(NEGATIVE, -1 - value);
    } else {
      head(UNSIGNED, value);
    }
  };

  put(whole);
  return bytes.slice(0, at);
}
