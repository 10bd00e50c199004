/**
 * Fetches the page that a reader is about to open: the one whose link is pointed at, or has the focus, for a moment. Never one
 * with a quiz, so that no request says who is about to take it; this script is no part of those pages either.
 */

const MOMENT_MS = 80;

const { sealed = '' } = document.documentElement.dataset;
const quizzes = sealed.split(' ').filter(Boolean);
const asked = new Set([location.pathname]);

const { connection } = /** @type {{ connection?: { saveData?: boolean } }} */ (navigator);
const saving = connection?.saveData === true;

/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting;

/** @param {EventTarget | null} target */
function linked(target) {
  const link = target instanceof Element ? target.closest('a[href]') : null;
  if (!(link instanceof HTMLAnchorElement) || link.origin !== location.origin || link.download) return null;
  const { pathname } = link;
  // A file is fetched when it is asked for; a page's address ends in a slash.
  const fits = pathname.endsWith('/') && !link.search && !asked.has(pathname) && !quizzes.includes(pathname);
  return fits ? pathname : null;
}

/** @param {string} pathname */
function fetchAhead(pathname) {
  asked.add(pathname);
  const hint = document.createElement('link');
  hint.rel = 'prefetch';
  hint.href = pathname;
  document.head.append(hint);
}

/** @param {Event} event */
function look({ target }) {
  clearTimeout(waiting);
  const pathname = linked(target);
  if (pathname) waiting = setTimeout(() => fetchAhead(pathname), MOMENT_MS);
}

if (!saving && document.createElement('link').relList.supports('prefetch')) {
  document.addEventListener('pointerover', look, { passive: true });
  document.addEventListener('focusin', look);
}
