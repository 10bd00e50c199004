/** The button that keeps a page for reading without a network. */

import { drop, isKept, keep } from './copies.mjs';
import { copyText } from './wording.mjs';

const button = /** @type {HTMLButtonElement | null} */ (document.querySelector('[data-keep-page]'));

/** @param {HTMLButtonElement} button */
async function connect(button) {
  const status = /** @type {HTMLElement} */ (button.parentElement?.querySelector('[role=status]'));
  let kept = await isKept();
  const show = () => {
    button.setAttribute('aria-pressed', String(kept));
    button.hidden = false;
  };
  button.addEventListener('click', async () => {
    try {
      await (kept ? drop() : keep());
      kept = !kept;
      status.textContent = copyText(kept ? 'kept' : 'dropped');
    } catch {
      status.textContent = copyText('failed');
    }
    show();
  });
  show();
  // A copy is as new as the last visit.
  if (kept && navigator.onLine) await keep().catch(() => {});
}

if (button && 'caches' in globalThis && 'serviceWorker' in navigator) void connect(button);
