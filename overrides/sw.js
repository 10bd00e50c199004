// The service worker: quiz pages without a network, from the second visit on. The build writes `RELEASE` above this line:
// {release, pages, files, probes, own, sealed, language, texts}, where release changes with any of the files. A new release is a new
// script, hence a new install.
/* global RELEASE */

const scope = new URL(self.registration.scope);
// As in site.mjs: another site of this host has caches of its own.
const CACHED = scope.pathname === '/' ? 'ip-' : `ip:${scope.pathname}-`;
const SITE_CACHES = `${CACHED}site-`;
const SITE_CACHE = SITE_CACHES + RELEASE.release;
const ENGINE_CACHE = `${CACHED}engine-`; // written by the page, file by file, once each has been checked
const address = (path) => new URL(path, scope).href;
const [LISTED, UNLISTED] = RELEASE.probes.map(address);

const READING_CACHE = `${CACHED}reading`; // pages that a reader has asked for, by assets/ways/copies.mjs

/** What stands in place of a page that is not here: what is. */
const offlinePage =
  async () => `<!doctype html><html lang="${RELEASE.language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${RELEASE.texts.title}</title><h1>${RELEASE.texts.heading}</h1><p>${RELEASE.texts.about}</p>
<ul>${[...RELEASE.pages.map(({ url, title }) => [address(url), title]), ...(await reading())]
    .map(([url, title]) => `<li><a href="${url}">${title}</a></li>`)
    .join('')}</ul></html>`;

/** Addresses and titles, as HTML, of the pages that are kept for reading. */
async function reading() {
  try {
    if (!(await caches.has(READING_CACHE))) return [];
    const cache = await caches.open(READING_CACHE);
    const pages = (await cache.keys()).filter(({ url }) => url.endsWith('/'));
    const titles = pages.map(async ({ url }) => [url, plain((await cache.match(url))?.headers.get('x-title') ?? url)]);
    return await Promise.all(titles);
  } catch {
    return [];
  }
}

function plain(title) {
  return decodeURIComponent(title).replace(/[&<"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

// Nothing is fetched by the install: the page that asks for it is fetching the engine.
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('message', (event) => event.waitUntil(keepSite()));

/** @type {Promise<void> | undefined} */
let keeping;

/** Fetch what is to be kept, all or nothing: if one file is missing, what was there before goes on serving. */
function keepSite() {
  keeping ??= fetchSite()
    .catch(() => {}) // no room, no network, a release on its way: the next page tries again
    .finally(() => (keeping = undefined));
  return keeping;
}

async function fetchSite() {
  const all = [...RELEASE.pages.map(({ url }) => url), ...RELEASE.files].map(address);
  const cache = await caches.open(SITE_CACHE);
  if ((await cache.keys()).length) return;
  await cache.addAll(all.map((url) => new Request(url, { cache: 'no-cache' })));
  const old = (name) => name.startsWith(SITE_CACHES) && name !== SITE_CACHE;
  await Promise.all((await caches.keys()).filter(old).map((name) => caches.delete(name)));
}

/** On the way to a page: fetch what is to be kept, unless that page is about to fetch the engine. */
async function keepOnTheWay(path) {
  const engine = (await caches.keys()).some((name) => name.startsWith(ENGINE_CACHE));
  if (navigator.connection?.saveData !== true && (engine || !(path in RELEASE.sealed.allowlists))) await keepSite();
}

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== scope.origin) return;
  if (url.href === LISTED || url.href === UNLISTED) event.respondWith(new Response(null, { status: 204 }));
  else if (url.pathname.startsWith(`${scope.pathname}assets/engine/`)) event.respondWith(engineFile(request));
  else if (request.mode === 'navigate') {
    event.respondWith(page(request));
    event.waitUntil(keepOnTheWay(path(url)).catch(() => {}));
  } else if (RELEASE.files.some((path) => address(path) === url.href)) event.respondWith(siteFile(request));
  else if (['style', 'image', 'font'].includes(request.destination)) event.respondWith(siteFile(request));
});

/** The engine's folder is named by its content: what is kept can't be out of date. It can be damaged, and then the page asks past it. */
async function engineFile(request) {
  if (request.cache === 'reload') {
    await drop(request, ENGINE_CACHE);
    return fetch(request);
  }
  return (await kept(request, ENGINE_CACHE)) ?? fetch(request);
}

/** The network first, so that a new release is there on the next visit; what was kept only where there is none. */
async function siteFile(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const copy = (await kept(request, SITE_CACHES)) ?? (await kept(request, READING_CACHE));
    if (copy) return copy;
    throw error;
  }
}

async function page(request) {
  try {
    return sealed(request, await fetch(request));
  } catch {
    const url = new URL(request.url);
    // A host would lead on to the folder.
    if (!/\/$|\.\w+$/.test(url.pathname)) {
      url.pathname += '/';
      if ((await kept(url.href, SITE_CACHES)) ?? (await kept(url.href, READING_CACHE)))
        return Response.redirect(url.href, 302);
    }
    const copy = (await kept(request, SITE_CACHES)) ?? (await kept(request, READING_CACHE));
    if (copy) return sealed(request, copy);
    return new Response(await offlinePage(), { status: 503, headers: { 'content-type': 'text/html; charset=utf-8' } });
  }
}

/** A page's name in `RELEASE`. */
function path({ pathname }) {
  return pathname.slice(scope.pathname.length).replace(/index\.html$/, '');
}

/** A page with a form, bound from its first byte to the addresses that the build has listed, each without a query. */
function sealed(request, response) {
  const allowlist = RELEASE.sealed.allowlists[path(new URL(request.url))];
  if (!allowlist || response.type === 'opaqueredirect') return response;
  const base = scope.origin + scope.pathname.replace(/[:*?+(){}[\]\\]/g, '\\$&');
  const own = RELEASE.own.map((pattern) => JSON.stringify(`${base}${pattern}\\?`)).join(' ');
  const headers = new Headers(response.headers);
  headers.set(
    RELEASE.sealed.header,
    allowlist.replace('OWN', () => own),
  );
  const { body, status, statusText } = response;
  return new Response(body, { status, statusText, headers });
}

async function drop(request, prefix) {
  try {
    for (const name of (await caches.keys()).filter((one) => one.startsWith(prefix)))
      await (await caches.open(name)).delete(request, { ignoreSearch: true });
  } catch {
    // Nothing that can be read is nothing that can be wrong.
  }
}

/** A cache that can't be read counts as an empty one: then the network answers, and never a blank page. */
async function kept(request, prefix) {
  try {
    for (const name of (await caches.keys()).filter((one) => one.startsWith(prefix))) {
      const copy = await (await caches.open(name)).match(request, { ignoreSearch: true });
      if (copy) return copy;
    }
  } catch {
    // as if there were none
  }
  return undefined;
}
