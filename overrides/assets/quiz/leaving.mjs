/**
 * Who may leave a sealed page, and where to: the visitor, by a link that was there when the page sealed itself, or one that
 * leads to a page of this site. An address can carry answers, so no code may make one, change one, or follow one.
 */

import { forbid, refuse, wrap } from './fixing.mjs';

/**
 * @typedef {Event & { userInitiated: boolean, formData: unknown, downloadRequest?: string | null,
 *   destination: { url: string, sameDocument: boolean } }} NavigateEvent
 * @typedef {(address: string) => boolean} May
 */

const PARTS = ['protocol', 'host', 'hostname', 'port', 'pathname', 'search', 'username', 'password', 'ping'];
const PLAIN_PATH = /^[\w/.-]*$/;

/** Which attributes lead somewhere, by element; a link's address may still be set to one that the page has. */
const LEADING = /** @type {Record<string, RegExp>} */ ({
  link: /./,
  meta: /./,
  base: /./,
  a: /^(xlink:)?href$|^ping$/,
  area: /^href$|^ping$/,
  form: /^(action|target)$/,
  button: /^form/,
  input: /^form/,
});

export function guardLeaving() {
  const links = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll('a[href]')]);
  const known = new Set(links.map((link) => bare(link.href)));
  const may = (/** @type {string} */ address) => mayLeadTo(known, address);
  guardProperties(may);
  guardAttributes(may);
  guardActs(may);
}

/**
 * @param {ReadonlySet<string>} known
 * @param {string} address
 */
function mayLeadTo(known, address) {
  if (!URL.canParse(address, document.baseURI)) return true; // leads nowhere
  const url = new URL(address, document.baseURI);
  if (url.protocol === 'blob:' || known.has(bare(url.href))) return true;
  return url.origin === location.origin && !url.search && PLAIN_PATH.test(url.pathname);
}

/** @param {string} address without the part that no server is sent */
function bare(address) {
  return String(address).split('#')[0] ?? '';
}

/** @param {May} may */
function guardProperties(may) {
  const anchors = [HTMLAnchorElement.prototype, HTMLAreaElement.prototype];
  wrap(
    anchors.map((one) => [one, ['href']]),
    ([value]) => may(String(value)) || refuse('another address'),
  );
  wrap([[HTMLLinkElement.prototype, ['relList']]], () => refuse('a link element'));
  forbid([
    ...anchors.map((one) => /** @type {const} */ ([one, PARTS])),
    [HTMLLinkElement.prototype, ['href', 'rel', 'as', 'media', 'imageSrcset', 'imageSizes', 'disabled']],
    [HTMLMetaElement.prototype, ['content', 'httpEquiv', 'name']],
    [HTMLFormElement.prototype, ['action', 'target', 'submit', 'requestSubmit']],
    [HTMLButtonElement.prototype, ['formAction', 'formTarget']],
    [HTMLInputElement.prototype, ['formAction', 'formTarget']],
  ]);
}

/** @param {May} may */
function guardAttributes(may) {
  const check = (/** @type {unknown} */ owner, /** @type {unknown} */ name, /** @type {unknown} */ value) => {
    const attribute = String(name).toLowerCase();
    const local = owner instanceof Element ? owner.localName : '';
    if (!LEADING[local]?.test(attribute)) return;
    if (/href$/.test(attribute) && /^(a|area)$/.test(local) && may(String(value))) return;
    refuse(`${attribute} of <${local}>`);
  };
  wrap([[Element.prototype, ['setAttribute', 'toggleAttribute']]], ([name, value], self) => check(self, name, value));
  wrap([[Element.prototype, ['setAttributeNS']]], ([, name, value], self) => check(self, name, value));
  wrap([[Element.prototype, ['setAttributeNode', 'setAttributeNodeNS']]], ([node], self) => {
    if (node instanceof Attr) check(self, node.name, node.value);
  });
  wrap(
    [
      [Attr.prototype, ['value']],
      [Node.prototype, ['nodeValue', 'textContent']],
    ],
    ([value], self) => {
      if (self instanceof Attr) check(self.ownerElement, self.name, value);
    },
  );
  forbid([[NamedNodeMap.prototype, ['setNamedItem', 'setNamedItemNS']]]);
}

/** @param {May} may */
function guardActs(may) {
  wrap([[History.prototype, ['pushState', 'replaceState']]], ([, , address]) => {
    const url = new URL(String(address ?? ''), document.baseURI);
    if (url.pathname !== location.pathname || url.search !== location.search) refuse('another address');
  });
  const hold = (/** @type {Event} */ event, /** @type {boolean} */ passes) => passes || event.preventDefault();
  for (const kind of ['click', 'auxclick']) {
    const followed = (/** @type {Event} */ event) => {
      const link = linkAround(event.composedPath()[0]);
      if (link) hold(event, (event.isTrusted || leadsToFile(link)) && may(addressOf(link)));
    };
    addEventListener(kind, followed, { capture: true });
  }
  // A link that is not in the page is followed without any event that the page could hear.
  const press = (/** @type {unknown[]} */ [event], /** @type {unknown} */ self) => {
    const link = (event === undefined || event instanceof UIEvent) && linkAround(self);
    if (link && !leadsToFile(link)) refuse('a link');
  };
  wrap(
    [
      [EventTarget.prototype, ['dispatchEvent']],
      [HTMLElement.prototype, ['click']],
    ],
    press,
  );
  addEventListener('submit', (event) => event.preventDefault(), { capture: true });
  const navigation = /** @type {{ navigation?: EventTarget }} */ (/** @type {unknown} */ (globalThis)).navigation;
  navigation?.addEventListener('navigate', (event) => {
    const { userInitiated, formData, destination } = /** @type {NavigateEvent} */ (event);
    const here = destination.sameDocument && bare(destination.url) === bare(location.href);
    const file = destination.url.startsWith('blob:');
    hold(event, here || file || (userInitiated && !formData && may(destination.url)));
  });
}

/**
 * @param {unknown} target
 * @returns {Element | null} the link, of HTML or of SVG, that a press there follows
 */
function linkAround(target) {
  const link = target instanceof Element ? target.closest('a, area') : null;
  const root = target instanceof Element && !link ? target.getRootNode() : null;
  return root instanceof ShadowRoot ? linkAround(root.host) : link;
}

/** @param {Element} link */
function addressOf(link) {
  const { href } = /** @type {HTMLAnchorElement | SVGAElement} */ (link);
  return typeof href === 'string' ? href : href.baseVal;
}

/** @param {Element} link whether it leads to a file that this page has made in memory */
function leadsToFile(link) {
  return addressOf(link).startsWith('blob:');
}
