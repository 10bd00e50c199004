/** <ip-compatibility>: leads two people through the exchange. What it knows of them is in memory, and goes when the page does. */

import { download } from '../download.mjs';
import { isConfirmed } from '../confirm.mjs';
import { eraseDevice } from '../erase.mjs';
import { Presses } from '../press.mjs';
import { SITE } from '../site.mjs';
import { Desk } from './desk.mjs';
import { ExchangeView } from './exchange-view.mjs';
import { guessable, sides } from './exchange.mjs';
import { readFragment, readPasted } from './fragment.mjs';
import { Inbox } from './inbox.mjs';
import { Keepsakes } from './keepsakes.mjs';
import { PassingStore } from './memory.mjs';
import { Outbox } from './outbox.mjs';
import { forgottenText, keptText, leftText } from './wording.mjs';
import { erasureQuestion } from '../wording.mjs';

/**
 * @typedef {import('../client.mjs').EngineClient} EngineClient
 * @typedef {import('../ledger.mjs').Ledger} Ledger
 * @typedef {import('../quiz-element.mjs').QuizElement} QuizElement
 * @typedef {import('../store.mjs').Store} Store
 */

export class CompatibilityElement extends HTMLElement {
  /** @type {Desk} */
  #desk = /** @type {never} */ (undefined);
  /** @type {EngineClient} */
  #client = /** @type {never} */ (undefined);
  /** @type {Ledger} */
  #ledger = /** @type {never} */ (undefined);
  /** @type {Store} */
  #store = /** @type {never} */ (undefined);
  /** @type {Keepsakes} */
  #keepsakes = /** @type {never} */ (undefined);
  /** @type {Inbox} */
  #inbox = /** @type {never} */ (undefined);
  /** @type {Outbox} */
  #outbox = /** @type {never} */ (undefined);
  /** @type {ExchangeView} */
  #view = /** @type {never} */ (undefined);
  /** @type {Presses<never>} */
  #presses = new Presses();
  /** What the person at hand answers here. */
  #passing = new PassingStore();
  /** @type {QuizElement | null} the questionnaire that is being answered here */
  #quiz = null;

  /**
   * @param {EngineClient} client
   * @param {Ledger} ledger
   * @param {Store} store
   */
  connect(client, ledger, store) {
    this.#client = client;
    this.#ledger = ledger;
    this.#store = store;
    this.#keepsakes = new Keepsakes(store);
    this.#desk = new Desk(client, (state, before) => {
      if (state.screen !== before.screen) this.#presses.turned();
      this.#view.render(state, before);
    });
    this.#inbox = new Inbox(this.#desk, this.#keepsakes);
    this.#outbox = new Outbox(this.#desk, this.#keepsakes, location.origin + location.pathname);
    this.#view = new ExchangeView(this, this.#keepsakes);
    client.subscribe((status) => {
      if (status.state === 'sealed') ledger.start();
      this.#desk.dispatch({ type: 'engine', status });
    });
    for (const event of ['focusin', 'pointerdown'])
      this.addEventListener(event, () => this.#desk.warm(), { once: true });
    this.addEventListener('pointerdown', ({ timeStamp }) =>
      this.#presses.begin({ page: this.#desk.state.screen, at: timeStamp }),
    );
    this.addEventListener('keydown', (event) => this.#key(event));
    this.addEventListener('click', (event) => this.#released(event), { capture: true });
    this.addEventListener('click', (event) => this.#clicked(event));
    this.addEventListener('change', (event) => this.#changed(event));
    this.addEventListener('submit', (event) => this.#submitted(event));
    this.addEventListener('ip:answered', (event) => this.#answered(/** @type {CustomEvent} */ (event).detail));
    // A browser may keep the page as it is, and show what two people read to whoever goes back.
    let left = false;
    addEventListener('pagehide', () => {
      left = this.#desk.state.screen !== 'start';
      this.#restart();
    });
    addEventListener('pageshow', ({ persisted }) => persisted && left && this.#view.notice(leftText()));
    this.#view.reset();
    this.#view.render(this.#desk.state);
  }

  /** @param {import('../ledger.mjs').Entries} entries */
  showLedger(entries) {
    this.#view.showLedger(entries);
    this.#quiz?.showLedger(entries);
  }

  /**
   * Open what a link has brought.
   *
   * @param {string} fragment of the link, already gone from the address bar
   */
  open(fragment) {
    const carried = readFragment(fragment);
    if (carried.kind === 'none') return;
    this.#leaveQuestionnaire();
    this.#inbox.open(carried);
  }

  /** @param {Event} event */
  #submitted(event) {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (form.closest('ip-quiz')) return;
    event.preventDefault();
    if (this.#desk.state.busy) return;
    const fields = new FormData(form);
    const field = (/** @type {string} */ name) => String(fields.get(name) ?? '');
    switch (form.dataset.form) {
      case 'own':
        return this.#told(field);
      case 'make':
        return void this.#outbox.make(field('how'), field('passphrase'));
      case 'open':
        return this.#inbox.open(readPasted(field('pasted')));
      case 'unlock':
        return void this.#inbox.unlock(field('passphrase'));
      case 'check':
        return void this.#inbox.checkAgainst(field('committed'));
      case 'guess':
        this.#desk.dispatch({ type: 'guessed', guesses: this.#view.guesses(guessable(this.#desk.state)) });
        return this.#goOn();
    }
  }

  /** @param {(name: string) => string} field */
  #told(field) {
    const results = this.#keepsakes.results(this.#view.versions);
    const chosen = (/** @type {string} */ how) =>
      [...this.#view.versions.keys()].filter((instrument) => field(instrument) === how);
    const sheets = chosen('kept').flatMap((instrument) => results.get(instrument)?.sheet ?? []);
    this.#desk.dispatch({ type: 'told', name: field('name').trim(), sheets, queue: chosen('here') });
    this.#goOn();
  }

  /** @param {import('./keepsakes.mjs').Sheet | null} sheet of the questionnaire at hand; null where it is left out after all */
  #answered(sheet) {
    this.#desk.dispatch({ type: 'answered', sheet });
    this.#leaveQuestionnaire();
    this.#goOn();
  }

  /** Do what the screen that has been come to needs. */
  #goOn() {
    const { screen, queue } = this.#desk.state;
    if (screen === 'answer' && queue[0]) this.#openQuestionnaire(queue[0]);
    else if (screen === 'preview') this.#outbox.preview();
    else if (screen === 'report') this.#compare();
  }

  /** @param {string} instrument */
  #openQuestionnaire(instrument) {
    this.#quiz = this.#view.questionnaire(instrument);
    this.#quiz.connect(this.#client, this.#ledger, this.#passing);
    this.#quiz.showLedger(this.#ledger.entries);
    this.#view.focusTitle(this.#desk.state);
  }

  #leaveQuestionnaire() {
    this.#quiz = null;
    this.#view.clearQuestionnaire();
  }

  async #compare() {
    const said = await this.#desk.ask({ op: 'compare', ...this.#compared(), site_base: SITE.pathname }, () =>
      this.#compare(),
    );
    if (said) this.#desk.dispatch({ type: 'reported', html: said.html });
  }

  async #download() {
    const said = await this.#desk.ask({ op: 'compare_document', ...this.#compared() }, () => this.#download());
    if (said) download('two-profiles.html', 'text/html', said.html);
  }

  #compared() {
    return { ...sides(this.#desk.state), committed: this.#desk.state.announced?.committed ?? null };
  }

  /** @param {Event} event */
  #changed(event) {
    const input = /** @type {HTMLInputElement} */ (event.target);
    if (input.closest('ip-quiz')) return;
    const { received, commitment } = this.#desk.state;
    switch (input.dataset.part) {
      case 'keep-partner':
        this.#keepsakes.forgetPartner();
        return this.#noticeKept(input.checked && received ? this.#keepsakes.keepPartner(received) : null, 'partner');
      case 'keep-opening':
        return this.#noticeKept(this.#outbox.keep(input.checked), 'opening');
      case 'keep-commitment':
        this.#keepsakes.forgetCommitment();
        return this.#noticeKept(
          input.checked && commitment ? this.#keepsakes.keepCommitment(commitment) : null,
          'commitment',
        );
      default:
        if (input.name === 'how') this.#view.showHow(input.value);
    }
  }

  /**
   * @param {import('../store.mjs').Kept | null} kept
   * @param {'partner' | 'opening' | 'commitment'} what
   */
  #noticeKept(kept, what) {
    this.#view.notice(keptText(kept, what));
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    this.#presses.keyed();
    const held = event.repeat && event.key === 'Enter' && !(event.target instanceof HTMLTextAreaElement);
    if (held) event.preventDefault();
  }

  /** @param {MouseEvent} event */
  #released(event) {
    if (this.#presses.end(this.#desk.state.screen) === 'unchanged') return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const button = /** @type {HTMLElement} */ (event.target).closest('[data-action]');
    if (!button || button.closest('ip-quiz')) return;
    const action = button.getAttribute('data-action') ?? '';
    if (action === 'choose') this.#inbox.choose(Number(button.getAttribute('data-choice')));
    else this.#act(action);
  }

  /** @param {string} action */
  #act(action) {
    switch (action) {
      case 'begin-send':
        return this.#desk.dispatch({ type: 'began', mode: 'send' });
      case 'begin-together':
        return this.#desk.dispatch({ type: 'began', mode: 'together' });
      case 'begin-open':
        return this.#desk.dispatch({ type: 'opening' });
      case 'open-partner':
        return this.#inbox.open(this.#keepsakes.partner()?.carried ?? { kind: 'none' });
      case 'reveal':
        return void this.#outbox.reveal();
      case 'forget-partner':
      case 'forget-opening':
      case 'forget-commitment':
        return this.#forget(action);
      case 'pass':
        return this.#answered(null);
      case 'consent':
        return this.#desk.dispatch({ type: 'consented' });
      case 'decline':
        if (this.#keepsakes.isPartner(this.#desk.state.received)) this.#keepsakes.forgetPartner();
        return this.#restart();
      case 'handed':
        this.#passing = new PassingStore();
        this.#desk.dispatch({ type: 'handed' });
        return this.#goOn();
      case 'copy-link':
        return void this.#view.copy('link');
      case 'copy-text':
        return void this.#view.copy('text');
      case 'share-link':
        return void this.#share();
      case 'fetch-engine':
        return void this.#client.start().catch(() => {});
      case 'retry':
        return this.#desk.retry();
      case 'back':
        this.#leaveQuestionnaire();
        return this.#desk.dispatch({ type: 'back' });
      case 'restart':
        return this.#restart();
      case 'erase':
        return void this.#erase();
      case 'download':
        return void this.#download();
      case 'print':
        return print();
    }
  }

  /** @param {'forget-partner' | 'forget-opening' | 'forget-commitment'} action */
  #forget(action) {
    if (action === 'forget-partner') this.#keepsakes.forgetPartner();
    else if (action === 'forget-opening') this.#keepsakes.forgetOpening();
    else this.#keepsakes.forgetCommitment();
    this.#view.renderKept();
    this.#view.notice(forgottenText());
  }

  async #share() {
    const { out } = this.#desk.state;
    // The visitor may close the sheet without choosing anybody: that is no failure.
    if (out) await navigator.share({ url: out.link }).catch(() => {});
  }

  #restart() {
    this.#passing = new PassingStore();
    this.#outbox.clear();
    this.#leaveQuestionnaire();
    this.#desk.dispatch({ type: 'cleared' });
    this.#view.reset();
  }

  async #erase() {
    if (!(await isConfirmed(this, erasureQuestion()))) return;
    const erasing = eraseDevice(this.#store);
    this.#restart();
    this.#view.notice(await erasing);
  }
}
