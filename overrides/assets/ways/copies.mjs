/** Copies of pages for reading without a network, which a reader asks for one by one. The service worker falls back on them. */

import { keepPages } from '../quiz/offline.mjs';
import { CACHED } from '../quiz/site.mjs';

const CACHE = `${CACHED}reading`;

/** @typedef {{ address: string, title: string }} Copy */

/** @returns {Promise<Copy[]>} the pages that are kept, by title; none where the browser keeps nothing */
export async function copies() {
  try {
    if (!(await caches.has(CACHE))) return []; // opening it would make it
    const cache = await caches.open(CACHE);
    const pages = (await cache.keys()).filter(({ url }) => url.endsWith('/'));
    const found = pages.map(async ({ url }) => ({ address: url, title: titleOf(await cache.match(url)) || url }));
    return (await Promise.all(found)).toSorted((one, other) => one.title.localeCompare(other.title));
  } catch {
    return [];
  }
}

/** @param {Response | undefined} response */
function titleOf(response) {
  return decodeURIComponent(response?.headers.get('x-title') ?? '');
}

/**
 * Keep this page, with what it shows: its sheets, typefaces and pictures.
 *
 * @throws where there is no room, or the browser keeps nothing
 */
export async function keep() {
  const cache = await caches.open(CACHE);
  const address = location.origin + location.pathname;
  const page = await fetch(address, { cache: 'no-cache' });
  if (!page.ok) throw new Error(`${address}: ${page.status}`);
  await cache.addAll(parts());
  const headers = new Headers(page.headers);
  headers.set('x-title', encodeURIComponent(document.querySelector('h1')?.textContent ?? document.title));
  await cache.put(address, new Response(await page.blob(), { headers }));
  await keepPages();
}

/** @param {string} [address] */
export async function drop(address = location.origin + location.pathname) {
  const cache = await caches.open(CACHE);
  await cache.delete(address);
  if (!(await cache.keys()).some(({ url }) => url.endsWith('/'))) await caches.delete(CACHE);
}

export async function isKept() {
  return (await copies()).some(({ address }) => address === location.origin + location.pathname);
}

/** @returns {string[]} addresses of what the page shows, of this site alone */
function parts() {
  const sheets = /** @type {NodeListOf<HTMLLinkElement>} */ (
    document.querySelectorAll('link[rel=stylesheet], link[rel=preload], link[rel=icon]')
  );
  const addresses = [
    ...[...sheets].map(({ href }) => href),
    ...[...document.images].map(({ currentSrc, src }) => currentSrc || src),
  ];
  return [...new Set(addresses)].filter((address) => address.startsWith(location.origin));
}
