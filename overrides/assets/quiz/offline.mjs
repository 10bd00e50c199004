/** Works without a network from the second visit on: the pages by a service worker, the engine by what was fetched anyway. */

import { KEPT_HERE } from './files.mjs';
import { isSealed } from './seal.mjs';
import { CACHED, SITE } from './site.mjs';
import { registerServiceWorker } from './trusted.mjs';

const ENGINE_CACHE = `${CACHED}engine-`;
const PATIENCE_MS = 4000;

/** What has the service worker fetch the pages that it keeps. The only thing that it can be told. */
const KEEP = 'keep';

/** @type {Promise<void> | undefined} */
let installing;
let forgotten = false;

/** Whether the visitor has told the browser to fetch as little as possible. */
export function savesData() {
  const { connection } = /** @type {{ connection?: { saveData?: boolean } }} */ (navigator);
  return connection?.saveData === true;
}

/**
 * Install the service worker, and wait for it, but not for long: it must be there before the page seals itself. It fetches the
 * quiz pages once this page is left, so that nobody's result waits for them and no request says when there was one. Where there
 * is no worker to be had, nothing is lost but reading offline, and the panel of the seal says so.
 */
export async function installWorker() {
  if (isSealed() || savesData()) return;
  installing ??= registered()
    .then(settled)
    .then((worker) => {
      // Taken while the page is open: the guard forbids messages to the worker, and this can be no other one.
      const keep = worker.postMessage.bind(worker, KEEP);
      addEventListener('pagehide', () => forgotten || keep());
    })
    .catch(reportNoOffline);
  await Promise.race([installing, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
}

/** Install the service worker on a page without a quiz, and have it fetch the quiz pages now. */
export async function keepPages() {
  if (isSealed()) return;
  await registered()
    .then(settled)
    .then((worker) => worker.postMessage(KEEP))
    .catch(reportNoOffline);
}

/** @returns {Promise<ServiceWorkerRegistration>} rejected where the browser has no service workers, as in some private windows */
async function registered() {
  if (!('serviceWorker' in navigator)) throw new Error('no service workers');
  return registerServiceWorker(SITE.pathname);
}

function reportNoOffline() {
  for (const line of document.querySelectorAll('[data-part=no-offline]')) line.toggleAttribute('hidden', false);
}

/**
 * Wait until a worker is active, or its install has failed, after which the browser's own `ready` would wait for ever.
 *
 * @param {ServiceWorkerRegistration} registration
 * @returns {Promise<ServiceWorker>}
 */
async function settled({ active, waiting, installing }) {
  const worker = active ?? waiting ?? installing;
  if (!worker) throw new Error('no service worker');
  await new Promise((resolve) => {
    const look = () => ['activating', 'activated', 'redundant'].includes(worker.state) && resolve(undefined);
    worker.addEventListener('statechange', look);
    look();
  });
  return worker;
}

/**
 * Try whether the browser binds this page to a list of addresses: the service worker answers both of these itself, and only the
 * first is on the list that it sends with the page. No server is asked.
 *
 * @returns {Promise<boolean>} false too where nobody can tell
 */
export async function isBoundToList() {
  if (!navigator.serviceWorker?.controller || isSealed()) return false;
  const answers = (/** @type {string} */ name) =>
    fetch(new URL(`assets/quiz/probe-${name}`, SITE)).then(
      ({ status }) => status === 204,
      () => false,
    );
  return (await answers('listed')) && !(await answers('unlisted'));
}

/**
 * Keep the engine's files as they are, already checked, and drop those of earlier engines.
 *
 * @param {string} hash the engine's
 * @param {string} address
 * @param {Uint8Array<ArrayBuffer>} data
 */
export async function keepEngineFile(hash, address, data) {
  if (forgotten) return;
  try {
    const cache = await caches.open(ENGINE_CACHE + hash);
    if (await cache.match(address)) return;
    const type = address.endsWith('.wasm') ? 'application/wasm' : 'application/octet-stream';
    await cache.put(address, new Response(data, { headers: { 'content-type': type, [KEPT_HERE]: '' } }));
    const stale = (await caches.keys()).filter((name) => name.startsWith(ENGINE_CACHE) && name !== ENGINE_CACHE + hash);
    await Promise.all(stale.map((name) => caches.delete(name)));
  } catch {
    // No room, or forbidden: the next visit fetches it again.
  }
}

/**
 * Remove all that this site has put aside for reading offline.
 *
 * @returns {Promise<boolean>} whether there was anything
 */
export async function forgetOffline() {
  forgotten = true; // what is still to be kept is not
  try {
    const names = (await caches.keys()).filter((name) => name.startsWith(CACHED));
    await Promise.all(names.map((name) => caches.delete(name)));
    const registration = await navigator.serviceWorker?.getRegistration(SITE);
    await registration?.unregister();
    return names.length > 0 || registration !== undefined;
  } catch {
    return false;
  }
}
