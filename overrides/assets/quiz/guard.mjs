/**
 * The guard: what a Content-Security-Policy can't close, taken away from this page at the moment it seals itself.
 *
 * The header Connection-Allowlist closes nearly all of it in the browser itself, where the browser knows it. Elsewhere no
 * policy reaches WebRTC, hints to look up a name, a form's look-up, navigation, or other tabs of the site; and an empty
 * frame brings its own copies of everything. The policy binds all code, the guard only code that reaches for these by the
 * usual ways; the privacy page says so. Text that would become markup is refused by Trusted Types.
 */

import { fix, forbid, refuse, wrap } from './fixing.mjs';
import { guardLeaving } from './leaving.mjs';

/** @typedef {import('./fixing.mjs').Names} Names */

const REFUSED = 'link, meta, base, iframe, frame, object, embed, fencedframe';
const GONE = ['RTCPeerConnection', 'webkitRTCPeerConnection', 'BroadcastChannel', 'SharedWorker', 'WebTransport'];

// Made when the page seals itself, so that modules can be loaded where there is no document: in their tests.
/** @type {() => Names[]} */
const nodeSinks = () => [
  [Node.prototype, ['appendChild', 'insertBefore', 'replaceChild']],
  [
    Element.prototype,
    ['append', 'prepend', 'replaceChildren', 'before', 'after', 'replaceWith', 'insertAdjacentElement', 'moveBefore'],
  ],
  [Document.prototype, ['append', 'prepend', 'replaceChildren', 'moveBefore', 'body']],
  [DocumentFragment.prototype, ['append', 'prepend', 'replaceChildren', 'moveBefore']],
  [CharacterData.prototype, ['before', 'after', 'replaceWith']],
  [Range.prototype, ['insertNode', 'surroundContents']],
  [HTMLTableElement.prototype, ['caption', 'tHead', 'tFoot']],
];

/** What would become elements without being inserted, or reaches another page by being called or set. @type {() => Names[]} */
const reaching = () => [
  [globalThis, ['open', 'fetchLater']],
  [Document, ['parseHTMLUnsafe', 'parseHTML']],
  [Document.prototype, ['cookie']],
  [Element.prototype, ['setHTMLUnsafe', 'setHTML']],
  [ShadowRoot.prototype, ['setHTMLUnsafe', 'setHTML']],
  [prototypeOf('ServiceWorker'), ['postMessage']],
  [prototypeOf('CookieStore'), ['set', 'delete']],
];

/** Close what the policy leaves open, for as long as this page lives. */
export function guard() {
  for (const name of GONE) {
    if (name in globalThis) fix(globalThis, name, { value: undefined });
  }
  wrap(nodeSinks(), (given) => given.forEach(look));
  forbid(reaching());
  window.name = '';
  fix(globalThis, 'name', { get: () => '', set: () => refuse('the name of the window') });
  window.opener = null; // the page that opened this one hears nothing more of it
  guardLeaving();
}

/** @param {unknown} value what is to be inserted */
function look(value) {
  if (!(value instanceof Node)) return;
  const { matches, querySelector } = /** @type {Partial<Element>} */ (value);
  if (matches?.call(value, REFUSED)) refuse(value.nodeName);
  const inside = querySelector?.call(value, REFUSED);
  if (inside) refuse(inside.localName);
}

/** @param {string} name of a class that not every browser has */
function prototypeOf(name) {
  return /** @type {Record<string, { prototype: object } | undefined>} */ (/** @type {unknown} */ (globalThis))[name]
    ?.prototype;
}
