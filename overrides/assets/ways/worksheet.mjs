/** A worksheet's page: what is written is kept on this device, places to write grow with it, and the sheet is printed. */

import { keep } from './kept.mjs';
import { readFields } from './fields.mjs';

const PAUSE_MS = 400; // after the last key, before what was written is kept

const sheet = /** @type {HTMLElement} */ (document.querySelector('[data-worksheet]'));
const fields = /** @type {HTMLTextAreaElement[]} */ ([...sheet.querySelectorAll('textarea')]);
/**
 * Let a place to write have as many lines as what is written, and never fewer than it began with: what scrolls isn't printed.
 * Where the browser knows it, worksheet.css does the same on paper, whose lines are of another length.
 *
 * @param {HTMLTextAreaElement} field
 */
function fit(field) {
  field.rows = Number(field.dataset.lines);
  while (field.scrollHeight > field.clientHeight + 1 && field.rows < 200) field.rows += 1;
}

const save = keep(
  `worksheet.${sheet.dataset.worksheet}`,
  /** @type {HTMLElement} */ (document.querySelector('[data-kept]')),
  {
    value: () => {
      const written = fields.filter((field) => field.value.trim()).map((field) => [field.id, field.value]);
      return written.length ? { format: 1, fields: Object.fromEntries(written) } : undefined;
    },
    show: (value) => {
      const kept = readFields(value);
      for (const field of fields) {
        const text = kept?.[field.id] ?? '';
        if (field.value !== text) field.value = text;
        fit(field);
      }
      return kept !== null || value === undefined;
    },
    clear: sheet.querySelector('[data-action="clear"]'),
  },
);

/** @type {ReturnType<typeof setTimeout> | undefined} */
let pending;
sheet.addEventListener('input', ({ target }) => {
  if (target instanceof HTMLTextAreaElement) fit(target);
  clearTimeout(pending);
  pending = setTimeout(save, PAUSE_MS);
});
// A page that is left, or a tab that is put away, may not come back.
const now = () => {
  if (pending === undefined) return;
  clearTimeout(pending);
  pending = undefined;
  save();
};
addEventListener('pagehide', now, { capture: true });
document.addEventListener('visibilitychange', now);
const actions = /** @type {HTMLElement} */ (sheet.querySelector('[data-part="actions"]'));
actions.hidden = false;
actions.querySelector('[data-action="print"]')?.addEventListener('click', () => print());
