/** <ip-quiz>: gives the static form its behaviour. The form can be read and answered before any of this has arrived. */

import { EngineFailure } from './client.mjs';
import { download } from './download.mjs';
import { isConfirmed } from './confirm.mjs';
import { Keeper } from './keeper.mjs';
import { FormView } from './form-view.mjs';
import { Presses } from './press.mjs';
import { Research } from './research.mjs';
import { isSealed } from './seal.mjs';
import { formOf } from './record.mjs';
import { START, of, reduce } from './session.mjs';
import { SITE } from './site.mjs';
import { Stopwatch } from './stopwatch.mjs';
import { deletionQuestion, erasureQuestion } from './wording.mjs';

/**
 * @typedef {import('./client.mjs').EngineClient} EngineClient
 * @typedef {import('./ledger.mjs').Ledger} Ledger
 * @typedef {import('./session.mjs').Session} Session
 * @typedef {import('./session.mjs').Action} Action
 * @typedef {import('./store.mjs').Store} Store
 * @typedef {{ html: string }} Html
 */

const MOST_RESULTS = 40; // in one picture
const ADVANCE_MS = 220; // long enough to see which answer was tapped

export class QuizElement extends HTMLElement {
  /** @type {Readonly<Session>} */
  #session = START;
  /** @type {EngineClient} */
  #client = /** @type {never} */ (undefined);
  /** @type {Ledger} */
  #ledger = /** @type {never} */ (undefined);
  /** @type {FormView} */
  #view = /** @type {never} */ (undefined);
  /** @type {Keeper} */
  #keeper = /** @type {never} */ (undefined);
  #pointing = false;
  /** Whether the way back has led to a page that isn't sealed yet, so that kept answers aren't shown. */
  #holding = false;
  /** @type {Presses<HTMLInputElement>} */
  #presses = new Presses();
  #stopwatch = new Stopwatch();
  /** @type {Research} */
  #research = /** @type {never} */ (undefined);
  /** @type {readonly object[]} */
  #articles = [];

  /**
   * @param {EngineClient} client
   * @param {Ledger} ledger
   * @param {Store} store
   * @param {readonly { url: string }[]} [articles] what there is to read next, by addresses below the host's root
   */
  connect(client, ledger, store, articles = []) {
    this.#client = client;
    this.#articles = articles;
    this.#ledger = ledger;
    this.#view = new FormView(this, () => this.#resized());
    this.#keeper = new Keeper(store, this.#instrument, this.#version, this.#view.everyItem);
    this.#research = new Research(this.#view.research, (fields) => this.#export(fields));
    client.subscribe((status) => {
      this.#dispatch({ type: 'engine', status });
      if (status.state === 'sealed') this.#showHeld();
    });
    this.addEventListener('focusin', () => this.#prepare(), { once: true });
    this.addEventListener('pointerdown', () => this.#prepare(), { once: true });
    this.addEventListener('pointerdown', (event) => this.#pressed(event));
    this.addEventListener('pointercancel', () => this.#presses.cancel());
    this.addEventListener('click', (event) => this.#released(event), { capture: true });
    this.addEventListener('keydown', (event) => this.#key(event));
    document.addEventListener('visibilitychange', () => this.#stopwatch.stop());
    this.addEventListener('change', (event) => this.#changed(event));
    this.addEventListener('click', (event) => this.#clicked(event));
    this.#view.form.addEventListener('submit', (event) => event.preventDefault());
    // The browser itself fills in nothing again (autocomplete is off), so the visitor has been faster than this code.
    const early = /** @type {HTMLInputElement[]} */ ([
      ...this.#view.form.querySelectorAll('[data-item] input:checked'),
    ]);
    const found = this.#keeper.open();
    this.#holding = cameBack() && !isSealed() && found.some(({ type }) => type === 'adopted');
    this.#dispatchAll(this.#holding ? [{ type: 'noticed', notice: { kind: 'held' } }] : found);
    this.#dispatch(this.#keeper.kept());
    if (early.length) this.#showHeld();
    for (const input of early) {
      input.checked = true; // over what was kept
      this.#answered(input);
    }
    this.#goToFirstUnanswered();
    const look = this.#keeper.watch(
      (actions) => this.#holding || this.#dispatchAll(actions),
      () => this.#session,
    );
    addEventListener('pageshow', (event) => event.persisted && look('')); // what it was told while it was away, it missed
    // The way back leads to a page as it was left, and on a shared device to somebody else's answers.
    addEventListener('pagehide', () => this.#session.keep || this.#clear());
    this.#view.render(this.#session);
    if (early.length || this.#holding || this.contains(document.activeElement)) this.#prepare();
  }

  /** Show what was held back: the page is sealed now, or the visitor goes on without. */
  #showHeld() {
    if (!this.#holding) return;
    this.#holding = false;
    this.#dispatchAll(this.#keeper.open());
    this.#goToFirstUnanswered();
  }

  #goToFirstUnanswered() {
    if (this.#session.state === 'answering') this.#dispatch({ type: 'moved', to: this.#view.firstUnanswered() });
  }

  /** @param {import('./ledger.mjs').Entries} entries */
  showLedger(entries) {
    this.#view.showLedger(entries);
  }

  /** @type {Promise<typeof import('./picture.mjs') | null> | undefined} */
  #saving;

  get #instrument() {
    return this.getAttribute('instrument') ?? '';
  }

  get #version() {
    return this.dataset.version ?? '';
  }

  get #edition() {
    return { instrument: this.#instrument, instrument_version: this.#version };
  }

  /** Fetch and start the engine while the visitor reads, and have Python load the questions and its templates. */
  #prepare() {
    // Now, because the seal ends all loading; on a page for two, which is sealed already, no picture is saved.
    if (!isSealed()) this.#saving ??= import('./picture.mjs').catch(() => null);
    this.#client.prepare({ api: 1, op: 'prepare', instrument: this.#instrument });
  }

  /** @param {HTMLElement} button */
  async #savePicture(button) {
    const module = await this.#saving;
    button.hidden = !module; // where its code did not arrive, there is nothing to press
    module?.savePicture(this, button.dataset.action === 'save-svg', `${this.#instrument}-picture`);
  }

  /** @param {Event} event */
  #changed(event) {
    const input = /** @type {HTMLInputElement} */ (event.target);
    const { checked } = input;
    this.#showHeld();
    input.checked = checked; // over what was held
    if (input.name === 'ip-form') this.#choose(/** @type {import('./session.mjs').Form} */ (input.value));
    else if (input.type === 'radio') this.#answered(input);
    else if (input.dataset.part === 'shared') this.#dispatchAll(this.#keeper.setKeeping(!input.checked, this.#session));
  }

  /** @param {import('./session.mjs').Form} form */
  #choose(form) {
    this.#dispatch({ type: 'form-chosen', form });
    this.#dispatchAll(this.#keeper.save(this.#session));
  }

  /** @param {HTMLInputElement} input */
  #answered(input) {
    this.#ledger.start();
    const index = this.#view.items.indexOf(input.name);
    const seconds = this.#stopwatch.lap();
    this.#dispatch({ type: 'answered', item: input.name, value: Number(input.value), index, seconds });
    this.#dispatchAll(this.#keeper.save(this.#session));
    // A tap answers and goes on; arrow keys try one choice after the other, and must not.
    if (this.#pointing && this.#view.single) setTimeout(() => this.#goOn(index, input.name), ADVANCE_MS);
  }

  /**
   * @param {number} index
   * @param {string} item
   */
  #goOn(index, item) {
    if (this.#session.position === index && item in this.#session.answers) this.#moveTo(index + 1);
  }

  /** @param {PointerEvent} event */
  #pressed(event) {
    this.#pointing = true;
    const label = /** @type {HTMLElement} */ (event.target).closest('label');
    const choice = /** @type {HTMLInputElement | null} */ (label?.querySelector('input[type=radio]') ?? null);
    this.#presses.begin({ page: this.#view.page(this.#session.position), at: event.timeStamp, choice });
  }

  /** @param {MouseEvent} event a click, which keys and labels make too */
  #released(event) {
    const counts = this.#presses.end(this.#view.page(this.#session.position));
    if (counts === 'unchanged') return;
    event.preventDefault();
    event.stopPropagation();
    if (typeof counts === 'object') counts.choice.click();
  }

  /** More or fewer questions to a page are shown now: what the visitor was at stays in view. */
  #resized() {
    this.#dispatch({ type: 'moved', to: this.#view.current(this.#session.position) });
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    this.#pointing = false;
    this.#presses.keyed();
    // A key that is held presses buttons and answers questions again and again.
    if (event.repeat && /^([1-9]|Enter| )$/.test(event.key)) return event.preventDefault();
    const target = /** @type {HTMLElement} */ (event.target);
    const question = target.closest('summary') ? null : target.closest('fieldset[data-item]');
    if (!question || event.ctrlKey || event.metaKey || event.altKey) return;
    const choice = /** @type {HTMLInputElement | null} */ (
      /^[1-9]$/.test(event.key) ? question.querySelector(`input[value="${event.key}"]`) : null
    );
    if (choice) choice.click();
    if (choice || event.key === 'Enter') {
      event.preventDefault();
      this.#moveTo(this.#view.indexOf(question) + 1);
    }
  }

  /** @param {number} to */
  #moveTo(to) {
    const page = this.#view.page(this.#session.position);
    this.#dispatch({ type: 'moved', to: Math.min(to, this.#view.items.length) });
    if (page !== this.#view.page(this.#session.position)) this.#presses.turned();
    this.#view.focusOn(this.#session.position);
    this.#stopwatch.start();
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const button = /** @type {HTMLElement | null} */ (
      /** @type {HTMLElement} */ (event.target).closest('[data-action]')
    );
    switch (button?.getAttribute('data-action')) {
      case 'see-result':
        return void this.#seeResult();
      case 'fetch-engine':
        return void this.#client.start().catch(() => {});
      case 'retry':
        return void (this.#session.state === 'failed' ? this.#seeResult() : this.#prepare());
      case 'back':
        return this.#moveTo(this.#view.turned(this.#session.position, -1));
      case 'skip':
        return this.#moveTo(this.#view.turned(this.#session.position, 1));
      case 'undo':
        return this.#undo();
      case 'lengthen':
        this.#choose('full');
        return this.#moveTo(this.#view.firstUnanswered());
      case 'next-unanswered':
        return this.#moveTo(this.#view.firstUnanswered());
      case 'erase':
        return void this.#erase();
      case 'retake':
        return this.#retake();
      case 'delete-result':
        return void this.#deleteResult(/** @type {HTMLElement} */ (button));
      case 'download-answers':
        return download(
          `${this.#instrument}-answers.json`,
          'application/json',
          `${JSON.stringify(this.#sheet(), null, 2)}\n`,
        );
      case 'save-png':
      case 'save-svg':
        return void this.#savePicture(/** @type {HTMLElement} */ (button));
      case 'download-report':
        return void this.#downloadReport();
      case 'download-old':
        return download(`${this.#instrument}-old-answers.json`, 'application/json', this.#keeper.oldAnswers());
      case 'print':
        return this.#print();
      case 'reload':
        return location.reload();
    }
  }

  #undo() {
    const { undo } = this.#session;
    if (!undo) return;
    this.#view.undo(undo);
    this.#dispatch({ type: 'undone' });
    this.#dispatchAll(this.#keeper.save(this.#session));
    this.#moveTo(Math.max(0, this.#view.items.indexOf(undo.item)));
  }

  /** The session with what was answered of its form, and nothing of the other one. */
  #ofForm() {
    const { answers, seconds } = this.#session;
    return { ...this.#session, answers: of(answers, this.#view.items), seconds: of(seconds, this.#view.items) };
  }

  /** What the command line takes as answers.json. */
  #sheet() {
    const { form, answers, seconds } = this.#ofForm();
    return { api: 1, ...this.#edition, ...formOf({ form }), engine: this.#client.sha256, answers, seconds };
  }

  async #seeResult() {
    if ('passing' in this.dataset) {
      const { form, answers } = this.#ofForm();
      const detail = Object.keys(answers).length ? { ...this.#edition, ...formOf({ form }), answers } : null;
      this.dispatchEvent(new CustomEvent('ip:answered', { bubbles: true, detail }));
      return;
    }
    this.#dispatch({ type: 'result-wanted' });
    if (this.#session.state !== 'scoring') return;
    const { answers } = this.#session;
    try {
      await this.#client.start(); // whose hash goes into the report
      const results = this.#results(this.#keeper.historyWith(this.#ofForm()));
      const asked = { site_base: SITE.pathname, articles: this.#articles, ...(this.#session.keep && { results }) };
      const response = await this.#client.ask({ ...this.#sheet(), op: 'finish', ...asked });
      if (answers !== this.#session.answers) return;
      if (response.ok) return this.#conclude(response.result);
      this.#dispatch({ type: 'report-failed', code: 'refused', message: response.error.message });
    } catch (error) {
      this.#dispatch({ type: 'report-failed', code: error instanceof EngineFailure ? error.code : 'crashed' });
    }
    this.#view.focusOutcome(this.#session);
  }

  /** @param {{ report: Html, reading: Html & { outcome: string[] }, history: Html | null }} result of a finished quiz */
  #conclude({ report, reading, history }) {
    const { answers } = this.#session;
    this.#dispatch({ type: 'report-arrived', html: report.html });
    this.#view.focusOutcome(this.#session);
    if (this.#session.state !== 'done') return;
    this.#dispatchAll(this.#keeper.keepResult(this.#ofForm()));
    this.#keeper.keepOutcome(this.#session, reading.outcome);
    // What stands below the report can wait until the report is painted.
    requestAnimationFrame(() => {
      if (answers !== this.#session.answers) return;
      this.#dispatch({ type: 'report-extended', part: 'reading', html: reading.html });
      this.#view.offerPaths(reading.outcome);
      this.#dispatch({ type: 'report-extended', part: 'history', html: (this.#session.keep && history?.html) || '' });
    });
  }

  /**
   * What a request takes of results.
   *
   * @param {import('./record.mjs').ResultRecord[]} history
   */
  #results(history) {
    return history.map(({ taken, form, answers }) => ({ taken, ...formOf({ form }), answers })).slice(-MOST_RESULTS);
  }

  async #showHistory() {
    const { answers } = this.#session;
    const results = this.#results(this.#keeper.history());
    const request = { api: 1, op: 'history', ...this.#edition, results };
    const told = results.length && this.#session.keep ? await this.#client.ask(request) : null;
    if (answers !== this.#session.answers) return;
    this.#dispatch({ type: 'report-extended', part: 'history', html: told?.ok ? told.result.html : '' });
  }

  /** @param {HTMLElement} button */
  async #deleteResult(button) {
    const row = button.closest('li');
    const day = row?.querySelector('[data-part=day]')?.textContent ?? '';
    if (!(await isConfirmed(this, deletionQuestion(day)))) return;
    const list = row?.parentElement;
    const index = [...(list?.children ?? [])].indexOf(row ?? button);
    this.#dispatchAll(this.#keeper.deleteResult(index, list?.dataset.part === 'earlier-list'));
    this.#view.focusKept();
    if (this.#session.report) await this.#showHistory().catch(() => {});
  }

  /** Print the report, and not the article around it. */
  #print() {
    const { dataset } = document.documentElement;
    dataset.printingReport = '';
    addEventListener('afterprint', () => delete dataset.printingReport, { once: true });
    print();
  }

  /** @param {object} fields */
  async #export(fields) {
    const response = await this.#client.ask({ ...this.#sheet(), op: 'research', ...fields });
    return response.ok ? response.result.export : null;
  }

  async #downloadReport() {
    const response = await this.#client.ask({ ...this.#sheet(), op: 'document' });
    if (response.ok) download(`${this.#instrument}-report.html`, 'text/html', response.result.html);
  }

  async #erase() {
    if (!(await isConfirmed(this, erasureQuestion()))) return;
    const erasing = this.#keeper.eraseEverything(this.#session);
    this.#clear();
    this.#dispatch(this.#keeper.kept());
    this.#moveTo(0);
    this.#dispatch(await erasing);
  }

  #retake() {
    this.#clear();
    this.#dispatchAll(this.#keeper.save(this.#session));
    this.#moveTo(0);
  }

  #clear() {
    this.#holding = false;
    this.#dispatch({ type: 'cleared' });
  }

  /** @param {Action[]} actions */
  #dispatchAll(actions) {
    for (const action of actions) this.#dispatch(action);
  }

  /** @param {Action} action */
  #dispatch(action) {
    const before = this.#session;
    this.#session = reduce(before, action);
    if (before.run !== this.#session.run) this.#view.form.reset();
    if (before.run !== this.#session.run || before.form !== this.#session.form) this.#view.setForm(this.#session.form);
    if (action.type === 'adopted') this.#view.check(this.#session.answers);
    if (before.report && !this.#session.report) this.#research.clear();
    if (before !== this.#session) this.#view.render(this.#session, before);
    if (before.form !== this.#session.form) this.#goToFirstUnanswered();
  }
}

/** Whether the way back, or forward, has led to this page, loaded anew. */
function cameBack() {
  const [loaded] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType('navigation'));
  return loaded?.type === 'back_forward';
}
