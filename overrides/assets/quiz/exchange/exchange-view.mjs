/** What two people see of the exchange: one screen at a time, and in it what the state says. */

import { SealView } from '../seal-view.mjs';
import { OwnView } from './own-view.mjs';
import { formatDay } from '../../javascripts/format.mjs';
import {
  choiceText,
  committedText,
  copiedText,
  guessLead,
  guessedText,
  handoverTexts,
  makeText,
  problemText,
  sendingTexts,
} from './wording.mjs';
import { guessable } from './exchange.mjs';

/**
 * @typedef {import('../quiz-element.mjs').QuizElement} QuizElement
 * @typedef {import('../report-element.mjs').ReportElement} ReportElement
 * @typedef {import('./exchange.mjs').Exchange} Exchange
 * @typedef {import('./keepsakes.mjs').Keepsakes} Keepsakes
 */

/** Problems that trying the same again would not mend. */
const LASTING = [
  'empty',
  'too_long',
  'too_many',
  'no_key',
  'wrong',
  'damaged',
  'newer',
  'no_parts',
  'bad_name',
  'no_passphrase',
  'refused',
];

export class ExchangeView {
  #root;
  #keepsakes;
  #seal;
  #own;
  #screens;

  /**
   * @param {HTMLElement} root
   * @param {Keepsakes} keepsakes
   */
  constructor(root, keepsakes) {
    this.#root = root;
    this.#keepsakes = keepsakes;
    this.#seal = new SealView(root, 'exchange');
    this.#own = new OwnView(this.#screen('own'), keepsakes);
    this.#screens = /** @type {HTMLElement[]} */ ([...root.querySelectorAll('section[data-screen]')]);
  }

  /** The questionnaires of this page, each with its version. */
  get versions() {
    return this.#own.versions;
  }

  /** Empty every field: nothing that one person has typed is there for the next. */
  reset() {
    for (const form of this.#root.querySelectorAll('form')) form.reset();
    for (const box of this.#root.querySelectorAll('input[data-part]'))
      /** @type {HTMLInputElement} */ (box).checked = false;
    this.showHow('plain');
    this.#own.clear();
    this.#part('guess-lead').textContent = '';
    this.renderKept();
  }

  /** @param {import('../ledger.mjs').Entries} entries */
  showLedger(entries) {
    this.#seal.showLedger(entries);
  }

  /**
   * @param {Readonly<Exchange>} exchange
   * @param {Readonly<Exchange>} [before]
   */
  render(exchange, before) {
    const { screen, seat, status } = exchange;
    const come = screen !== before?.screen || seat !== before.seat;
    this.#root.dataset.screen = screen;
    this.#root.dataset.engine = status?.state ?? 'waiting';
    this.#root.toggleAttribute('data-busy', exchange.busy);
    this.#seal.render(status, before?.status?.state !== status?.state);
    for (const one of this.#screens) one.hidden = one.dataset.screen !== screen;
    if (before && seat !== before.seat) this.reset();
    if (come) this.#renderScreen(exchange, before);
    this.#renderContent(exchange, before);
    this.#renderProblem(exchange, before);
    this.#part('busy').hidden = !exchange.busy;
    this.#button('back').hidden = exchange.trail.length === 0;
    this.#button('restart').hidden = screen === 'start';
    if (before && come && !exchange.problem) this.focusTitle(exchange);
  }

  /** @param {Readonly<Exchange>} exchange */
  focusTitle({ screen }) {
    const title = /** @type {HTMLElement} */ (this.#screen(screen).querySelector('h2'));
    title.focus({ preventScroll: true });
    this.#root.scrollIntoView({ block: 'start' });
  }

  /** What is kept on this device, on the first screen. */
  renderKept() {
    /** @type {[string, string | undefined][]} */
    const all = [
      ['partner', this.#keepsakes.partner()?.kept],
      ['opening', this.#keepsakes.opening()?.made],
      ['commitment', this.#keepsakes.commitment()?.received],
    ];
    for (const [name, day] of all) {
      /** @type {HTMLElement} */ (this.#root.querySelector(`[data-kept="${name}"]`)).hidden = day === undefined;
      if (day) this.#part(`${name}-day`).textContent = formatDay(day);
    }
  }

  /** @param {string} text */
  notice(text) {
    const place = this.#part('notice');
    place.textContent = text;
    place.hidden = !text;
  }

  /** @param {string} how the code is to be sent */
  showHow(how) {
    this.#part('passphrase-field').hidden = how !== 'locked';
    this.#part('commitment-note').hidden = how !== 'commitment';
    this.#part('make').textContent = makeText(how);
  }

  /**
   * Put a questionnaire in its place.
   *
   * @param {string} instrument
   * @returns {QuizElement}
   */
  questionnaire(instrument) {
    const template = /** @type {HTMLTemplateElement} */ (
      this.#root.querySelector(`template[data-instrument="${instrument}"]`)
    );
    this.#part('answer-title').textContent = template.dataset.title ?? '';
    this.#part('answer-place').replaceChildren(document.importNode(template.content, true));
    return /** @type {QuizElement} */ (this.#part('answer-place').querySelector('ip-quiz'));
  }

  clearQuestionnaire() {
    this.#part('answer-place').replaceChildren();
  }

  /**
   * The guesses that were made about these questionnaires.
   *
   * @param {readonly string[]} instruments
   * @returns {import('./exchange.mjs').Guesses}
   */
  guesses(instruments) {
    /** @type {import('./exchange.mjs').Guesses} */
    const guesses = {};
    for (const input of this.#screen('guess').querySelectorAll('input:checked')) {
      const { name, value } = /** @type {HTMLInputElement} */ (input);
      const [instrument = '', scale = ''] = name.split('.');
      if (value && instruments.includes(instrument)) (guesses[instrument] ??= {})[scale] = Number(value);
    }
    return guesses;
  }

  /** @param {'link' | 'text'} name */
  async copy(name) {
    const field = /** @type {HTMLTextAreaElement} */ (this.#part(name));
    const copied = await navigator.clipboard?.writeText(field.value).then(
      () => true,
      () => false,
    );
    if (!copied) field.select();
    this.#part('copied').textContent = copiedText(name, Boolean(copied));
  }

  /**
   * @param {Readonly<Exchange>} exchange
   * @param {Readonly<Exchange>} [before]
   */
  #renderScreen(exchange, before) {
    this.notice('');
    if (exchange.screen === 'start') this.renderKept();
    if (exchange.screen === 'own') this.#own.render(exchange, before);
    if (exchange.screen === 'guess') this.#renderGuess(exchange);
    if (exchange.screen === 'handover') {
      const { title, lead, button } = handoverTexts(exchange);
      this.#part('handover-title').textContent = title;
      this.#part('handover-lead').textContent = lead;
      this.#part('handed').textContent = button;
    }
  }

  /** @param {Readonly<Exchange>} exchange */
  #renderGuess(exchange) {
    const { mode, seat, people, announced } = exchange;
    const other = mode === 'receive' ? announced?.name : seat === 'second' ? people.first.name : '';
    this.#part('guess-lead').textContent = guessLead(exchange, other ?? '');
    const asked = guessable(exchange);
    for (const one of this.#screen('guess').querySelectorAll('[data-guesses]')) {
      const group = /** @type {HTMLElement} */ (one);
      group.hidden = !asked.includes(group.dataset.guesses ?? '');
    }
    this.#part('guess-go').textContent = guessedText(mode);
  }

  /**
   * What the engine has made.
   *
   * @param {Readonly<Exchange>} exchange
   * @param {Readonly<Exchange>} [before]
   */
  #renderContent({ choices, preview, out, announced, received, commitment, report }, before) {
    if (commitment !== before?.commitment) {
      const kept = this.#keepsakes.commitment();
      this.#box('keep-commitment').checked = commitment !== null && kept?.commitment === commitment;
      this.#part('commitment-other').hidden = !kept || kept.commitment === commitment;
      this.#part('commitment-other-day').textContent = kept ? formatDay(kept.received) : '';
    }
    if (choices !== before?.choices) this.#renderChoices(choices);
    if (preview !== before?.preview) {
      this.#show('preview', preview?.html);
      /** @type {HTMLElement} */ (this.#screen('preview').querySelector('form')).hidden = preview === null;
    }
    if (out !== before?.out) this.#renderOut(out);
    if (announced !== before?.announced) {
      this.#show('announced', announced?.html);
      this.#part('consent').hidden = announced === null;
      this.#box('keep-partner').checked = this.#keepsakes.isPartner(received);
      const committed = announced?.committed ?? null;
      this.#part('committed').hidden = committed === null;
      this.#part('committed').dataset.committed = committed ?? '';
      if (committed) this.#part('committed').textContent = committedText(committed);
      const form = /** @type {HTMLElement} */ (this.#screen('consent').querySelector('form'));
      form.hidden = committed !== null || announced === null || !received?.nonce;
    }
    if (report !== before?.report) {
      this.#show('report', report?.html);
      this.#part('after').hidden = report === null;
    }
  }

  /** @param {Exchange['choices']} choices */
  #renderChoices(choices) {
    this.#part('choices').hidden = choices.length === 0;
    const template = /** @type {HTMLTemplateElement} */ (this.#part('choice'));
    this.#part('choice-list').replaceChildren(
      ...choices.map((found, index) => {
        const row = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
        const button = /** @type {HTMLElement} */ (row.querySelector('button'));
        button.dataset.choice = String(index);
        button.textContent = choiceText(found);
        return row;
      }),
    );
    if (choices.length) this.#part('choices').querySelector('button')?.focus();
  }

  /** @param {Exchange['out']} out */
  #renderOut(out) {
    this.#show('qr', out?.svg);
    /** @type {HTMLTextAreaElement} */ (this.#part('link')).value = out?.link ?? '';
    /** @type {HTMLTextAreaElement} */ (this.#part('text')).value = out?.text ?? '';
    this.#part('copied').textContent = '';
    this.#part('pending').hidden = out?.kind !== 'commitment';
    this.#button('share-link').hidden = !('share' in navigator);
    if (!out) return;
    const { title, lead } = sendingTexts(out.kind);
    this.#part('send-title').textContent = title;
    this.#part('send-lead').textContent = lead;
  }

  /**
   * @param {Readonly<Exchange>} exchange
   * @param {Readonly<Exchange>} [before]
   */
  #renderProblem(exchange, before) {
    const { problem, status } = exchange;
    const text = problemText(exchange);
    const place = this.#part('problem');
    if (this.#part('problem-text').textContent !== text) this.#part('problem-text').textContent = text;
    place.hidden = !text;
    const lasting = problem ? LASTING.includes(problem.code) : status?.state !== 'failed';
    this.#button('retry').hidden = lasting;
    if (problem && problem !== before?.problem) {
      place.focus({ preventScroll: true });
      place.scrollIntoView({ block: 'center' });
    }
  }

  /**
   * @param {string} name
   * @param {string} [html]
   */
  #show(name, html) {
    const place = /** @type {ReportElement} */ (this.#part(name));
    if (html) place.show(html);
    else place.clear();
  }

  /** @param {string} name */
  #screen(name) {
    return /** @type {HTMLElement} */ (this.#root.querySelector(`section[data-screen="${name}"]`));
  }

  /** @param {string} name */
  #part(name) {
    return /** @type {HTMLElement} */ (this.#root.querySelector(`[data-part="${name}"]`));
  }

  /** @param {string} name */
  #box(name) {
    return /** @type {HTMLInputElement} */ (this.#part(name));
  }

  /** @param {string} name */
  #button(name) {
    return /** @type {HTMLButtonElement} */ (this.#root.querySelector(`button[data-action="${name}"]`));
  }
}
