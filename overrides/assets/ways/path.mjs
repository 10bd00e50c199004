/** A path's page: what is done of it on this device, and where to go on. Without this script it is a plain list. */

import { keep } from './kept.mjs';
import { nameOf, readDone, record } from './progress.mjs';
import { progressText, resumeText } from './wording.mjs';

const path = /** @type {HTMLElement} */ (document.querySelector('[data-path]'));
const pieces = /** @type {HTMLElement[]} */ ([...path.querySelectorAll('[data-piece]')]);
const next = /** @type {HTMLAnchorElement} */ (path.querySelector('[data-part="next"]'));
const beginning = next.textContent ?? '';

/** @param {HTMLElement} piece */
const tick = (piece) => /** @type {HTMLInputElement} */ (piece.querySelector('input'));
/** @param {HTMLElement} piece */
const link = (piece) => /** @type {HTMLAnchorElement} */ (piece.querySelector('a'));

function render() {
  for (const piece of pieces) piece.dataset.progress = tick(piece).checked ? 'done' : 'none';
  const done = pieces.filter((piece) => tick(piece).checked).length;
  const progress = /** @type {HTMLElement} */ (path.querySelector('[data-part="progress"]'));
  progress.textContent = progressText(done, pieces.length);
  const following = pieces.find((piece) => !tick(piece).checked);
  next.hidden = !following;
  if (!following) return;
  next.href = link(following).href;
  next.textContent = done ? resumeText(link(following).textContent ?? '') : beginning;
}

/** @param {readonly string[]} done */
function check(done) {
  for (const piece of pieces) tick(piece).checked = done.includes(piece.dataset.piece ?? '');
  render();
}

const save = keep(nameOf(path.dataset.path ?? ''), /** @type {HTMLElement} */ (document.querySelector('[data-kept]')), {
  value: () => {
    const done = pieces.filter((piece) => tick(piece).checked).map((piece) => piece.dataset.piece ?? '');
    return done.length ? record(done) : undefined;
  },
  show: (value) => {
    const done = readDone(value);
    check(done ?? []);
    return done !== null || value === undefined;
  },
});
for (const piece of pieces) {
  /** @type {HTMLElement} */ (piece.querySelector('label')).hidden = false;
  tick(piece).addEventListener('change', () => {
    render();
    save();
  });
}
