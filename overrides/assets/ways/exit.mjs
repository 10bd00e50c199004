/** Leaves the page at once: by its button, or by Escape pressed three times. What comes next takes its place in the history. */

const PRESSES = 3;
const WITHIN_MS = 2000;

const link = /** @type {HTMLAnchorElement} */ (document.querySelector('[data-exit]'));
/** @type {number[]} */
let pressed = [];

function leave() {
  // The next page may take a moment to come; this one is out of sight before.
  document.body.hidden = true;
  document.title = new URL(link.href).hostname;
  location.replace(link.href);
}

link.addEventListener('click', (event) => {
  event.preventDefault();
  leave();
});
addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || event.repeat) return;
  pressed = [...pressed.filter((at) => event.timeStamp - at < WITHIN_MS), event.timeStamp];
  if (pressed.length >= PRESSES) leave();
});
// Where the browser holds the page ready for the way back, it is shown as it was: out of sight.
addEventListener('pageshow', (event) => {
  if (event.persisted && document.body.hidden) location.replace(link.href);
});
/** @type {HTMLElement} */ (document.querySelector('[data-part="keys"]')).hidden = false;
