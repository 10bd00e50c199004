/** What this browser lacks of what the quiz needs, found out before the first question: pure functions over what the browser has. */

/** @typedef {'wasm' | 'worker' | 'transport' | 'old'} Lack */

const EMPTY_PROGRAM = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0); // the smallest WebAssembly module

/**
 * Methods that the youngest of the oldest browsers has which README names, each of them missing in some older one: what is used
 * beside them is no younger, by what eslint and tsc check.
 */
const METHODS = [
  ['Array', 'toSorted'],
  ['String', 'isWellFormed'],
];

/**
 * The first thing that is missing, or null.
 *
 * @param {any} scope what the browser calls `globalThis`
 * @returns {Lack | null}
 */
export function lacking(scope = globalThis) {
  if (METHODS.some(([type = '', name = '']) => !scope[type]?.prototype?.[name] && !scope[type]?.[name])) return 'old';
  if (!compiles(scope)) return 'wasm';
  if (typeof scope.Worker !== 'function') return 'worker';
  return scope.crypto?.subtle ? null : 'transport';
}

/** @param {any} scope */
function compiles({ WebAssembly: wasm }) {
  try {
    return new wasm.Module(EMPTY_PROGRAM) instanceof wasm.Module;
  } catch {
    return false; // it is switched off, as in Lockdown Mode, or forbidden by whoever administers the device
  }
}

/** What names a browser, the special ones before those that they are made from. */
const BROWSERS = [
  [/\bEdgi?A?(?:OS)?\/(\d+)/, 'Edge'],
  [/\bOPR\/(\d+)/, 'Opera'],
  [/\bSamsungBrowser\/(\d+)/, 'Samsung Internet'],
  [/\b(?:Firefox|FxiOS)\/(\d+)/, 'Firefox'],
  [/(?:Chrome|CriOS)\/(\d+)/, 'Chrome'],
  [/\bVersion\/(\d+(?:\.\d+)?).*Safari\//, 'Safari'],
];

/**
 * A browser's name and version, for people to read; empty where it says neither.
 *
 * @param {string} userAgent
 */
export function browserName(userAgent) {
  for (const [pattern, name] of /** @type {[RegExp, string][]} */ (BROWSERS)) {
    const version = pattern.exec(userAgent)?.[1];
    if (version) return `${name} ${version}`;
  }
  return '';
}
