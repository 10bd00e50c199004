/**
 * The guard: what a Content-Security-Policy can't close, taken away from this page at the moment it seals itself.
 *
 * No browser obeys a policy on WebRTC, on preconnect and DNS hints, or on messages to a service
 * worker, and an empty frame brings its own copies of everything. The policy binds all code, the guard binds only code
 * that reaches for these by the usual ways; the privacy page says so. Python's worker has no document, hence none of them.
 */

const REFUSED = 'link, iframe, frame, object, embed, fencedframe';
const REFUSED_TAGS = /<\s*(link|iframe|frame|object|embed|fencedframe)\b/i;

// Made when the page seals itself, so that modules can be loaded where there is no document: in their tests.
/** @type {() => [object, string[]][]} */
const nodeSinks = () => [
  [Node.prototype, ['appendChild', 'insertBefore', 'replaceChild']],
  [
    Element.prototype,
    ['append', 'prepend', 'replaceChildren', 'before', 'after', 'replaceWith', 'insertAdjacentElement', 'moveBefore'],
  ],
  [Document.prototype, ['append', 'prepend', 'replaceChildren', 'moveBefore']],
  [DocumentFragment.prototype, ['append', 'prepend', 'replaceChildren', 'moveBefore']],
  [CharacterData.prototype, ['before', 'after', 'replaceWith']],
  [Range.prototype, ['insertNode', 'surroundContents']],
];

/** @type {() => [object, string[]][]} */
const textSinks = () => [
  [Element.prototype, ['insertAdjacentHTML', 'setHTMLUnsafe', 'innerHTML', 'outerHTML']],
  [ShadowRoot.prototype, ['setHTMLUnsafe', 'innerHTML']],
  [Document.prototype, ['write', 'writeln', 'execCommand']],
];

/** Close what the policy leaves open, for as long as this page lives. */
export function guard() {
  for (const name of ['RTCPeerConnection', 'webkitRTCPeerConnection']) {
    if (name in globalThis) fix(globalThis, name, { value: undefined });
  }
  if ('ServiceWorker' in globalThis) {
    fix(ServiceWorker.prototype, 'postMessage', { value: () => refuse('a message to the service worker') });
  }
  wrap(nodeSinks(), (value) => {
    if (value instanceof Element && value.matches(REFUSED)) refuse(value.localName);
    const inside =
      value instanceof Node && /** @type {ParentNode} */ (/** @type {unknown} */ (value)).querySelector?.(REFUSED);
    if (inside) refuse(inside.localName);
  });
  wrap(textSinks(), (value) => {
    const tag = REFUSED_TAGS.exec(String(value));
    if (tag) refuse(String(tag[1]));
  });
}

/**
 * Have every argument looked at before a method runs, or the value before a property is set.
 *
 * @param {[object, string[]][]} sinks
 * @param {(argument: unknown) => void} look throws what must not pass
 */
function wrap(sinks, look) {
  for (const [prototype, names] of sinks) {
    for (const name of names) {
      const original = Object.getOwnPropertyDescriptor(prototype, name);
      if (!original) continue; // not in this browser
      const checked = (/** @type {Function} */ inner) =>
        /** @this {unknown} @param {unknown[]} given */
        function (...given) {
          given.forEach(look);
          return inner.apply(this, given);
        };
      if (original.set) fix(prototype, name, { get: original.get, set: checked(original.set) });
      else fix(prototype, name, { value: checked(original.value) });
    }
  }
}

/**
 * Define a property so that it can't be defined again.
 *
 * @param {object} target
 * @param {string} name
 * @param {PropertyDescriptor} descriptor
 */
function fix(target, name, descriptor) {
  Object.defineProperty(target, name, { ...descriptor, configurable: false, enumerable: true });
}

/**
 * @param {string} what
 * @returns {never}
 */
function refuse(what) {
  throw new DOMException(`This page is sealed: ${what} could reach the network.`, 'SecurityError');
}
