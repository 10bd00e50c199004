/** The page that begins the paths: how much of each is done on this device. */

import { Store } from '../quiz/store.mjs';
import { nameOf, readDone } from './progress.mjs';
import { progressText } from './wording.mjs';

const store = new Store();

function render() {
  for (const card of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-path]'))) {
    const found = store.read(nameOf(card.dataset.path ?? ''));
    const done = found.status === 'present' ? (readDone(found.value) ?? []) : [];
    const progress = /** @type {HTMLElement} */ (card.querySelector('[data-part="progress"]'));
    progress.textContent = progressText(done.length, Number(card.dataset.pieces));
  }
}

render();
store.watch(render);
addEventListener('pageshow', render); // also when the way back leads to this page as it was left
