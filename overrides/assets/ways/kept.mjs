/** Keeps on this device what a reader ticks or writes on a page, under one name, unless the reader shares the device. */

import { Store } from '../quiz/store.mjs';
import { keepingText } from './wording.mjs';

/**
 * What a page holds that can be kept. `value` is undefined where there is nothing to keep; `show` puts a value that was kept, or
 * undefined, on the page, and says whether it could be read. `clear` is a button that empties this page alone.
 *
 * @typedef {{ value: () => unknown, show: (value: unknown) => boolean, clear?: Element | null }} Holder
 */

/**
 * @param {string} name in the store
 * @param {HTMLElement} controls those of partials/kept.html, hidden until now
 * @param {Holder} holder
 * @returns {() => void} keeps what the page holds now; to be called whenever that has changed
 */
export function keep(name, controls, holder) {
  const store = new Store();
  const shared = /** @type {HTMLInputElement} */ (controls.querySelector('[data-part="shared"]'));
  const status = /** @type {HTMLElement} */ (controls.querySelector('[data-part="said"]'));
  const report = (/** @type {string} */ text) => (status.textContent = text);

  const load = () => {
    const found = store.read(name);
    const sound = holder.show(found.status === 'present' ? found.value : undefined);
    if (found.status === 'forbidden') report(keepingText('forbidden'));
    if (found.status !== 'damaged' && sound) return;
    store.setAside(name);
    report(keepingText('damaged'));
  };
  const save = () => {
    if (shared.checked) return;
    const value = holder.value();
    if (value === undefined) return store.remove(name);
    const kept = store.write(name, value);
    if (kept !== 'kept') report(keepingText(kept));
  };

  shared.addEventListener('change', () => {
    if (shared.checked) store.remove(name);
    else save();
    report(keepingText(shared.checked ? 'shared' : 'kept'));
  });
  holder.clear?.addEventListener('click', () => {
    holder.show(undefined);
    store.remove(name);
    report(keepingText('cleared'));
  });
  controls.querySelector('[data-action="erase"]')?.addEventListener('click', async () => {
    holder.show(undefined);
    const { eraseDevice } = await import('../quiz/erase.mjs'); // what counts and erases is needed here alone
    report(await eraseDevice(store));
  });
  store.watch((changed) => {
    if (!shared.checked && (changed === name || changed === '')) load();
  });
  // The way back leads to a page as it was left: on a shared device, to what somebody else has written.
  addEventListener('pagehide', () => {
    if (shared.checked) holder.show(undefined);
  });
  addEventListener('pageshow', (event) => {
    if (event.persisted && !shared.checked) load();
  });
  controls.hidden = false;
  load();
  return save;
}
