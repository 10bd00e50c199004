/** On a page that is a piece of a path: lets a reader who has begun that path on this device tick the piece off. */

import { Store } from '../quiz/store.mjs';
import { nameOf, readDone, record } from './progress.mjs';

const store = new Store();

/** @param {string} slug */
function doneOf(slug) {
  const found = store.read(nameOf(slug));
  return found.status === 'present' ? readDone(found.value) : null;
}

function render() {
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-on-path]'))) {
    const done = doneOf(place.dataset.onPath ?? '');
    const label = /** @type {HTMLElement} */ (place.querySelector('label'));
    label.hidden = !done;
    const tick = /** @type {HTMLInputElement} */ (label.querySelector('input'));
    tick.checked = Boolean(done?.includes(tick.value));
  }
}

document.addEventListener('change', ({ target }) => {
  const tick = /** @type {HTMLInputElement} */ (target);
  const slug = /** @type {HTMLElement | null} */ (tick.closest('[data-on-path]'))?.dataset.onPath;
  if (slug === undefined) return;
  const rest = (doneOf(slug) ?? []).filter((id) => id !== tick.value);
  store.write(nameOf(slug), record(tick.checked ? [...rest, tick.value] : rest));
});

render();
store.watch(render);
addEventListener('pageshow', render); // also when the way back leads to this page as it was left
