/** The page that leads through the quizzes: what is done on this device, where to go on, what to read. */

import { progressOf, showForReader } from './profile.mjs';
import { Store } from './store.mjs';
import { formatDay } from '../javascripts/format.mjs';

const MOST_READINGS = 6;

const store = new Store();
const parts = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('[data-quiz]')]);

function render() {
  const progress = parts.map((part) => progressOf(store, part.dataset.quiz ?? '', part.dataset.version ?? ''));
  parts.forEach((part, index) => {
    const own = progress[index] ?? { when: 'none' };
    part.dataset.progress = own.when;
    for (const state of within(part, '[data-when]')) state.hidden = state.dataset.when !== own.when;
    for (const note of within(part, '[data-earlier]')) note.hidden = !('earlier' in own && own.earlier);
    if (own.when === 'none' && own.earlier) say(part, 'earlier', formatDay(own.earlier));
    if (own.when === 'begun') say(part, 'answered', String(own.answered));
    if (own.when === 'done') say(part, 'taken', formatDay(own.taken));
  });
  const next = progress.findIndex((own) => own.when !== 'done');
  for (const link of within(document, '[data-next]')) {
    link.hidden = link.dataset.next !== (parts[next]?.dataset.quiz ?? 'nothing');
    for (const text of within(link, '[data-when]')) text.hidden = text.dataset.when !== progress[next]?.when;
  }
  const list = /** @type {HTMLElement | null} */ (document.querySelector('[data-part="for-you"]'));
  if (list) list.hidden = showForReader(store, within(list, '[data-speaks-to]')) === 0;
  within(document, '[data-speaks-to]:not([hidden])').forEach((one, index) => (one.hidden = index >= MOST_READINGS));
}

/**
 * @param {ParentNode} parent
 * @param {string} selector
 */
function within(parent, selector) {
  return /** @type {HTMLElement[]} */ ([...parent.querySelectorAll(selector)]);
}

/**
 * @param {HTMLElement} part
 * @param {string} name
 * @param {string} text
 */
function say(part, name, text) {
  for (const element of within(part, `[data-part="${name}"]`)) element.textContent = text;
}

render();
store.watch(render);
addEventListener('pageshow', render); // also when the way back leads to this page as it was left
