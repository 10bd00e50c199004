/**
 * The one Trusted Types policy of the site: text that becomes a document apart, and addresses of two scripts. Every page's
 * policy refuses any other text as HTML or as a script's address, and the making of a second policy.
 */

/**
 * @typedef {{ createHTML(text: string): string, createScriptURL(address: string): string }} Makers
 * @typedef {{ createPolicy(name: string, makers: Makers): Makers }} Factory
 */

const SERVICE_WORKER = new URL('../../sw.js', import.meta.url).href;

/** @type {Makers} */
const MAKERS = {
  createHTML: (text) => text,
  createScriptURL(address) {
    if (address !== SERVICE_WORKER && !address.startsWith(`blob:${location.origin}/`)) throw new TypeError(address);
    return address;
  },
};
// eslint-disable-next-line compat/compat -- where there is none, the makers stand in for the policy
const factory = /** @type {{ trustedTypes?: Factory }} */ (globalThis).trustedTypes;
const policy = factory?.createPolicy('ip', MAKERS) ?? MAKERS;

/**
 * Parse HTML apart from this page: nothing in it can load or run before it has been looked at.
 *
 * @param {string} html
 */
export function parseHtml(html) {
  return new DOMParser().parseFromString(policy.createHTML(html), 'text/html');
}

/**
 * Make a worker from text. From a blob, so that it inherits this page's policies: one made from an address of its own
 * would follow that response's headers instead.
 *
 * @param {BlobPart} source
 */
export function workerOf(source) {
  const address = URL.createObjectURL(new Blob([source], { type: 'text/javascript' }));
  return new Worker(policy.createScriptURL(address), { type: 'module' });
}

/** @param {string} scope */
export function registerServiceWorker(scope) {
  return navigator.serviceWorker.register(policy.createScriptURL(SERVICE_WORKER), { scope });
}
