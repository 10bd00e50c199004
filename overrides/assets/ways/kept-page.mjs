/** The page of all that is kept on this device: it shows, notes, deletes, backs up and restores it. Nothing of it is sent. */

import { formatDay } from '../javascripts/format.mjs';
import { isConfirmed } from '../quiz/confirm.mjs';
import { download } from '../quiz/download.mjs';
import { eraseDevice } from '../quiz/erase.mjs';
import { readHistory, sameResult } from '../quiz/record.mjs';
import { keepPages } from '../quiz/offline.mjs';
import { seal } from '../quiz/seal.mjs';
import { SITE } from '../quiz/site.mjs';
import { KINDS, Store } from '../quiz/store.mjs';
import { deletionQuestion, erasureQuestion, resultTexts } from '../quiz/wording.mjs';
import { opened, restore, sealed } from './backup.mjs';
import { copies, drop } from './copies.mjs';
import { monthsLater, reminder } from './reminder.mjs';
import { backupName, backupText, holdingTexts, reminderTitle, restoredText } from './wording.mjs';

/** @typedef {import('../quiz/record.mjs').ResultRecord} ResultRecord */

const MONTHS = 3; // until a reminder, where nothing else is chosen

const store = new Store();
const root = /** @type {HTMLElement} */ (document.querySelector('.ip-kept-page'));
const status = part('said');

/**
 * @param {string} name
 * @param {ParentNode} [within]
 * @returns {HTMLElement}
 */
function part(name, within = root) {
  return /** @type {HTMLElement} */ (within.querySelector(`[data-part="${name}"]`));
}

/** @param {string} text */
function report(text) {
  status.textContent = text;
}

/** @param {string} quiz */
function resultsOf(quiz) {
  const found = store.read(`history.${quiz}`);
  return readHistory(found.status === 'present' ? found.value : []);
}

/**
 * @param {string} quiz
 * @param {ResultRecord[]} results
 */
function write(quiz, results) {
  if (results.length) return store.write(`history.${quiz}`, results);
  store.remove(`outcome.${quiz}`);
  store.remove(`history.${quiz}`);
  return 'kept';
}

function render() {
  const sections = /** @type {HTMLElement[]} */ ([...root.querySelectorAll('section[data-quiz]')]);
  let count = 0;
  for (const section of sections) {
    const results = resultsOf(section.dataset.quiz ?? '');
    const names = resultTexts(results.map(({ taken, form }) => ({ taken, form: form ?? 'full' })));
    section.hidden = results.length === 0;
    count += results.length;
    part('results', section).replaceChildren(
      ...results.map((result, index) => rowOf(section.dataset.quiz ?? '', result, names[index] ?? '')),
    );
  }
  part('no-results').hidden = count > 0;
  void renderOthers();
}

/**
 * @param {string} quiz
 * @param {ResultRecord} result
 * @param {string} name
 */
function rowOf(quiz, result, name) {
  const template = /** @type {HTMLTemplateElement} */ (part('result'));
  const row = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  for (const place of row.querySelectorAll('[data-part="name"]')) place.textContent = name;
  const note = /** @type {HTMLTextAreaElement} */ (row.querySelector('textarea'));
  note.value = result.note ?? '';
  note.addEventListener('input', () => {
    const { note: _, ...plain } = result;
    const noted = note.value ? { ...plain, note: note.value } : plain;
    const kept = write(
      quiz,
      resultsOf(quiz).map((one) => (sameResult(one, result) ? noted : one)),
    );
    if (kept !== 'kept') report(backupText(kept));
  });
  row.querySelector('[data-action=delete]')?.addEventListener('click', async () => {
    if (!(await isConfirmed(root, deletionQuestion(name)))) return;
    write(
      quiz,
      resultsOf(quiz).filter((one) => !sameResult(one, result)),
    );
    render();
    report(backupText('deleted'));
  });
  return row;
}

async function renderOthers() {
  const kept = await copies();
  const stored = KINDS.map((kind) => [kind, store.names(kind).length]);
  const texts = holdingTexts({ ...Object.fromEntries(stored), copies: kept.length });
  part('others').replaceChildren(
    ...texts.map((text) => {
      const item = document.createElement('li');
      item.textContent = text;
      return item;
    }),
  );
  const template = /** @type {HTMLTemplateElement} */ (part('copy'));
  part('copies').replaceChildren(
    ...kept.map(({ address, title }) => {
      const row = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
      const link = /** @type {HTMLAnchorElement} */ (row.querySelector('a'));
      link.href = address;
      link.textContent = title;
      for (const place of row.querySelectorAll('[data-part="page-title"]')) place.textContent = title;
      row.querySelector('[data-action=drop]')?.addEventListener('click', async () => {
        await drop(address);
        await renderOthers();
        report(backupText('dropped'));
      });
      return row;
    }),
  );
}

const today = () => new Date().toLocaleDateString('sv'); // the visitor's own day, as YYYY-MM-DD

/** @param {FormData} fields */
function remind(fields) {
  const day = String(fields.get('day'));
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return report(backupText('no_day'));
  const id = `${crypto.randomUUID()}@${location.hostname}`;
  const text = reminder({ day, title: reminderTitle(), address: SITE.href, id, made: new Date() });
  download('reminder.ics', 'text/calendar', text);
  report(backupText('reminded'));
}

/** @param {FormData} fields */
async function exportAll(fields) {
  const passphrase = String(fields.get('passphrase') ?? '');
  if (!passphrase.trim()) return report(backupText('no_passphrase'));
  report(backupText('working'));
  download(backupName(today()), 'text/plain', `${await sealed(store, passphrase, today())}\n`);
  report(backupText('exported'));
}

/** @param {FormData} fields */
async function importAll(fields) {
  const file = fields.get('file');
  if (!(file instanceof File) || !file.size) return report(backupText('no_file'));
  report(backupText('working'));
  const found = await opened(await file.text(), String(fields.get('passphrase') ?? ''));
  if (!found.ok) return report(backupText(found.why));
  const restored = restore(store, found.backup);
  render();
  report(restoredText(restored, formatDay(found.backup.made)));
}

/** @type {Record<string, (fields: FormData) => unknown>} */
const FORMS = { reminder: remind, export: exportAll, import: importAll };

root.addEventListener('submit', (event) => {
  event.preventDefault();
  const form = /** @type {HTMLFormElement} */ (event.target);
  void FORMS[form.dataset.form ?? '']?.(new FormData(form));
});
// From the first field of a backup on, nothing of this page reaches the network: all that it needs has arrived.
for (const form of root.querySelectorAll('form:not([data-form=reminder])')) form.addEventListener('focusin', seal);
root.querySelector('[data-action=erase]')?.addEventListener('click', async () => {
  if (!(await isConfirmed(root, erasureQuestion()))) return;
  const text = await eraseDevice(store);
  render();
  report(text);
});
/** @type {HTMLInputElement} */ (root.querySelector('input[name=day]')).value = monthsLater(new Date(), MONTHS);
store.watch(() => root.contains(document.activeElement) || render());
addEventListener('pageshow', (event) => event.persisted && render());
if (matchMedia('(display-mode: standalone)').matches) void keepPages(); // an installed site opens with this page
part('holdings').hidden = false;
render();
