/**
 * Starts the code of a page with a quiz, if this browser can run it, and says it where it can't or where a file doesn't arrive.
 * What is said stands in the page: nothing else has to arrive for it.
 */

import { STORED } from './site.mjs';
import { browserName, lacking } from './support.mjs';

/**
 * @param {() => Promise<unknown>} load imports the page's entry
 * @returns {Promise<void>}
 */
export async function start(load) {
  const lack = lacking();
  if (lack) return show(lack);
  await load().catch(() => {
    keepAnswers();
    show('arrival');
  });
}

/** @param {import('./support.mjs').Lack | 'arrival'} trouble */
function show(trouble) {
  for (const place of document.querySelectorAll('[data-troubles]')) {
    for (const text of /** @type {NodeListOf<HTMLElement>} */ (place.querySelectorAll('[data-trouble]')))
      text.hidden = text.dataset.trouble !== trouble;
    const name = browserName(navigator.userAgent);
    for (const part of place.querySelectorAll('[data-part="browser"]'))
      part.textContent = name || (part.textContent ?? '');
    /** @type {HTMLElement} */ (place).dataset.troubles = trouble;
    place.querySelector('button[data-reload]')?.addEventListener('click', () => {
      keepAnswers();
      void renewed().then(() => location.reload());
    });
  }
}

/** Have the browser fetch every script anew: after a deployment it may hold one of before, which the page's hashes refuse. */
function renewed() {
  const checked = document.querySelector('script[type=importmap]')?.textContent ?? '{}';
  const addresses = Object.keys(JSON.parse(checked).integrity ?? {});
  return Promise.allSettled(addresses.map((address) => fetch(address, { cache: 'reload' })));
}

/** Keep what was answered in the plain form as the quiz would have: nobody has read it yet, so nothing that is kept is lost. */
function keepAnswers() {
  for (const quiz of /** @type {NodeListOf<HTMLElement>} */ (
    document.querySelectorAll('ip-quiz:not([data-passing])')
  )) {
    const shared = /** @type {HTMLInputElement | null} */ (quiz.querySelector('[data-part="shared"]'));
    const chosen = /** @type {NodeListOf<HTMLInputElement>} */ (quiz.querySelectorAll('[data-item] input:checked'));
    if (shared?.checked || chosen.length === 0) continue;
    const name = `${STORED}session.${quiz.getAttribute('instrument')}`;
    try {
      const kept = JSON.parse(localStorage.getItem(name) ?? 'null');
      const same = kept?.format === 1 && kept.version === quiz.dataset.version;
      if (kept && !same) continue;
      const answers = {
        ...kept?.answers,
        ...Object.fromEntries([...chosen].map((one) => [one.name, Number(one.value)])),
      };
      localStorage.setItem(name, JSON.stringify({ ...kept, format: 1, version: quiz.dataset.version, answers }));
    } catch {
      // Storage is forbidden, full or damaged: the answers are here as long as the page is.
    }
  }
}
