/** Shows, in an article, what it says to readers with this device's profile. Without one, nothing is shown. */

import { showForReader } from './profile.mjs';
import { Store } from './store.mjs';

const store = new Store();

function render() {
  for (const note of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('.ip-profile-note'))) {
    const variants = /** @type {NodeListOf<HTMLElement>} */ (note.querySelectorAll('[data-speaks-to]'));
    note.hidden = showForReader(store, variants) === 0;
  }
}

render();
store.watch(render);
addEventListener('pageshow', render); // also when the way back leads to this page as it was left
