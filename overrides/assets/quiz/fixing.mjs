/** How the guard takes things away from a page: a property defined so that nobody can define it again. */

/** @typedef {readonly [object | undefined, readonly string[]]} Names properties of an object; undefined where a browser hasn't got it */

/**
 * @param {object} target
 * @param {string} name
 * @param {PropertyDescriptor} descriptor
 */
export function fix(target, name, descriptor) {
  Object.defineProperty(target, name, { ...descriptor, configurable: false, enumerable: true });
}

/**
 * Have every argument looked at before a method runs, or the value before a property is set.
 *
 * @param {readonly Names[]} sinks
 * @param {(given: unknown[], self: unknown) => void} look throws what must not pass
 */
export function wrap(sinks, look) {
  for (const [target, names] of sinks) {
    for (const name of names) {
      if (!target) continue; // not in this browser
      const original = Object.getOwnPropertyDescriptor(target, name);
      if (!original?.configurable) continue; // nor this, or fixed before
      const checked = (/** @type {Function} */ inner) =>
        /** @this {unknown} @param {unknown[]} given */
        function (...given) {
          look(given, this);
          return inner.apply(this, given);
        };
      if (original.set) fix(target, name, { get: original.get, set: checked(original.set) });
      else if (original.get) fix(target, name, { get: () => refuse(name) });
      else fix(target, name, { value: checked(original.value) });
    }
  }
}

/**
 * Take away what can be called or set.
 *
 * @param {readonly Names[]} all
 */
export function forbid(all) {
  for (const [target, names] of all) {
    for (const name of names) {
      if (!target) continue;
      const original = Object.getOwnPropertyDescriptor(target, name);
      if (!original?.configurable) continue;
      const refused = () => refuse(name);
      fix(target, name, original.get ? { get: original.get, set: refused } : { value: refused });
    }
  }
}

/**
 * @param {string} what
 * @returns {never}
 */
export function refuse(what) {
  throw new DOMException(`This page is sealed: ${what} could reach the network.`, 'SecurityError');
}
