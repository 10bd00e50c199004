/** <ip-quiz>: gives the static form its behaviour. The form can be read and answered before any of this has arrived. */

import { EngineFailure } from './client.mjs';
import { START, reduce } from './session.mjs';
import { engineText, failureText, ledgerText, progressText } from './wording.mjs';

/**
 * @typedef {import('./client.mjs').EngineClient} EngineClient
 * @typedef {import('./ledger.mjs').Ledger} Ledger
 * @typedef {import('./session.mjs').Session} Session
 * @typedef {import('./session.mjs').Action} Action
 * @typedef {import('./report-element.mjs').ReportElement} ReportElement
 */

export class QuizElement extends HTMLElement {
  /** @type {Readonly<Session>} */
  #session = START;
  /** @type {EngineClient | undefined} */
  #client;
  /** @type {Ledger | undefined} */
  #ledger;

  /**
   * @param {EngineClient} client
   * @param {Ledger} ledger
   */
  connect(client, ledger) {
    this.#client = client;
    this.#ledger = ledger;
    client.subscribe((status) => this.#dispatch({ type: 'engine', status }));
    this.addEventListener('focusin', () => this.#prepare(), { once: true });
    this.addEventListener('pointerdown', () => this.#prepare(), { once: true });
    this.addEventListener('change', (event) => this.#answered(event));
    this.addEventListener('keydown', (event) => this.#key(event));
    this.addEventListener('click', (event) => this.#clicked(event));
    this.#form.addEventListener('submit', (event) => event.preventDefault());
    // The browser may have kept answers over a reload.
    for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (this.querySelectorAll('input:checked'))) {
      this.#dispatch({ type: 'answered', item: input.name, value: Number(input.value) });
    }
    this.#render();
  }

  /** @param {import('./ledger.mjs').Entries} entries */
  showLedger(entries) {
    this.#part('ledger').textContent = ledgerText(entries);
  }

  get #instrument() {
    return this.getAttribute('instrument') ?? '';
  }

  get #form() {
    return /** @type {HTMLFormElement} */ (this.querySelector('form'));
  }

  get #report() {
    return /** @type {ReportElement} */ (this.querySelector('ip-report'));
  }

  get #questions() {
    return /** @type {HTMLFieldSetElement[]} */ ([...this.querySelectorAll('fieldset[data-item]')]);
  }

  /** @param {string} name */
  #part(name) {
    return /** @type {HTMLElement} */ (this.querySelector(`[data-part="${name}"]`));
  }

  /** Fetch and start the engine while the visitor reads, and have Python load the questions and its templates. */
  #prepare() {
    // A failure is told through the status; here there is nobody to tell it to.
    this.#client?.ask({ api: 1, op: 'prepare', instrument: this.#instrument }).catch(() => {});
  }

  /** @param {Event} event */
  #answered(event) {
    const input = /** @type {HTMLInputElement} */ (event.target);
    if (input.type !== 'radio') return;
    this.#ledger?.start();
    this.#dispatch({ type: 'answered', item: input.name, value: Number(input.value) });
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const question = /** @type {HTMLElement} */ (event.target).closest('fieldset[data-item]');
    if (!question || event.ctrlKey || event.metaKey || event.altKey) return;
    const choice = /** @type {HTMLInputElement | null} */ (
      /^[1-9]$/.test(event.key) ? question.querySelector(`input[value="${event.key}"]`) : null
    );
    if (choice) choice.click();
    if (choice || event.key === 'Enter') {
      event.preventDefault();
      this.#focusAfter(question);
    }
  }

  /** @param {Element} question */
  #focusAfter(question) {
    const next = this.#questions[this.#questions.indexOf(/** @type {HTMLFieldSetElement} */ (question)) + 1];
    const target = next
      ? (next.querySelector('input:checked') ?? next.querySelector('input'))
      : this.#button('see-result');
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    /** @type {HTMLElement | null} */ (target)?.focus({ preventScroll: true });
    (next ?? target)?.scrollIntoView({ block: 'center', behavior: still ? 'auto' : 'smooth' });
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const button = /** @type {HTMLElement} */ (event.target).closest('button[data-action]');
    switch (button?.getAttribute('data-action')) {
      case 'see-result':
        return void this.#seeResult();
      case 'retry':
        return void (this.#session.state === 'failed' ? this.#seeResult() : this.#prepare());
      case 'next-unanswered':
        return this.#focusUnanswered();
      case 'erase':
        return this.#erase();
    }
  }

  #focusUnanswered() {
    const question = this.#questions.find((one) => !one.querySelector('input:checked'));
    question?.querySelector('input')?.focus({ preventScroll: true });
    question?.scrollIntoView({ block: 'center' });
  }

  async #seeResult() {
    this.#dispatch({ type: 'result-wanted' });
    if (!this.#client || this.#session.state !== 'scoring') return;
    const answers = this.#session.answers;
    const request = {
      api: 1,
      op: 'report',
      instrument: this.#instrument,
      instrument_version: this.dataset.version,
      answers,
    };
    try {
      const response = await this.#client.ask(request);
      if (answers !== this.#session.answers) return;
      if (response.ok) this.#dispatch({ type: 'report-arrived', html: response.result.html });
      else this.#dispatch({ type: 'report-failed', code: 'refused', message: response.error.message });
    } catch (error) {
      this.#dispatch({ type: 'report-failed', code: error instanceof EngineFailure ? error.code : 'crashed' });
    }
    this.#focusOutcome();
  }

  #focusOutcome() {
    const { state } = this.#session;
    if (state === 'done') this.#part('result').focus();
    else if (state === 'failed') this.#part('failure').focus();
  }

  #erase() {
    const count = Object.keys(this.#session.answers).length;
    this.#form.reset();
    this.#dispatch({ type: 'erased' });
    this.#part('said').textContent =
      `Erased: ${count} ${count === 1 ? 'answer' : 'answers'} and the report. Nothing of them was stored anywhere else.`;
    this.#questions[0]?.querySelector('input')?.focus();
  }

  /** @param {Action} action */
  #dispatch(action) {
    const before = this.#session;
    this.#session = reduce(before, action);
    if (before !== this.#session) this.#render(before);
  }

  /** @param {string} name */
  #button(name) {
    return /** @type {HTMLButtonElement} */ (this.querySelector(`button[data-action="${name}"]`));
  }

  /** @param {Readonly<Session>} [before] */
  #render(before) {
    const session = this.#session;
    this.dataset.state = session.state;
    this.dataset.engine = session.engine;

    const answered = Object.keys(session.answers).length;
    const total = this.#questions.length;
    this.#part('progress').textContent = progressText(answered, total);
    const bar = /** @type {HTMLProgressElement} */ (this.querySelector('progress'));
    bar.max = total;
    bar.value = answered;
    this.#button('see-result').disabled = answered === 0 || session.state === 'scoring';
    this.#button('next-unanswered').hidden = answered === 0 || answered === total;
    this.#button('erase').hidden = answered === 0;

    const engine = engineText(session);
    if (this.#part('engine').textContent !== engine) this.#part('engine').textContent = engine;
    const loading = /** @type {HTMLProgressElement} */ (this.#part('engine-progress'));
    loading.hidden = session.status?.state !== 'loading';
    if (session.status?.state === 'loading') {
      loading.max = session.status.total;
      loading.value = session.status.loaded;
    }
    // A screen reader hears each stage, not each byte.
    if (before?.engine !== session.engine) this.#part('announcer').textContent = engine;

    const failure = failureText(session);
    this.#part('failure').hidden = failure === null;
    this.#part('failure-text').textContent = failure;
    this.#part('waiting').hidden = session.state !== 'scoring';
    if (answered) this.#part('said').textContent = '';
    if (session.report !== before?.report) this.#showReport();
  }

  #showReport() {
    const { report } = this.#session;
    this.#part('result').hidden = report === null;
    if (report) this.#report.show(report.html);
    else this.#report.clear();
  }
}
