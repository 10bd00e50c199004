/** What the visitor sees of the session: the form's parts follow the state, and nothing else decides what they show. */

import { rests, secondsLeft } from './pace.mjs';
import { of, skipped } from './session.mjs';
import { SealView } from './seal-view.mjs';
import {
  failureText,
  needsReload,
  noticeText,
  numberText,
  progressText,
  restText,
  resultTexts,
  turnText,
} from './wording.mjs';
import { showForRegions } from './profile.mjs';

/**
 * @typedef {import('./session.mjs').Session} Session
 * @typedef {import('./report-element.mjs').ReportElement} ReportElement
 */

const ON_WIDE_SCREENS = 5; // questions to a page: as many as fit a screen, and no long column inside an article

export class FormView {
  #quiz;
  #seal;
  #all;
  #expected;
  #narrow = matchMedia('(width < 48rem)');

  /**
   * @param {HTMLElement} quiz
   * @param {() => void} onResized called when more or fewer questions to a page begin to be shown
   */
  constructor(quiz, onResized) {
    this.#quiz = quiz;
    this.#seal = new SealView(quiz);
    this.form = /** @type {HTMLFormElement} */ (quiz.querySelector('form'));
    this.#all = /** @type {HTMLFieldSetElement[]} */ ([...quiz.querySelectorAll('fieldset[data-item]')]);
    this.#expected = (60 * Number(quiz.dataset.minutes)) / this.#all.length;
    this.everyItem = this.#all.map((question) => question.dataset.item ?? '');
    this.questions = this.#all;
    this.items = this.everyItem;
    this.research = /** @type {HTMLDetailsElement} */ (this.#part('research'));
    const follow = () => {
      quiz.dataset.view = this.single ? 'single' : 'list';
      onResized();
    };
    quiz.dataset.view = this.single ? 'single' : 'list';
    this.#narrow.addEventListener('change', follow);
  }

  /**
   * Ask the questions of this form.
   *
   * @param {import('./session.mjs').Form} form
   */
  setForm(form) {
    this.questions = this.#all.filter((question) => form === 'full' || 'short' in question.dataset);
    this.items = this.questions.map((question) => question.dataset.item ?? '');
    this.questions.forEach((question, index) => {
      const [seen, heard] = question.querySelectorAll('.ip-question__number > span');
      if (seen) seen.textContent = String(index + 1);
      if (heard) heard.textContent = numberText(index + 1, this.items.length);
    });
    const choice = this.#quiz.querySelector(`input[name="ip-form"][value="${form}"]`);
    if (choice instanceof HTMLInputElement) choice.checked = true;
  }

  /** Whether one question is shown at a time. */
  get single() {
    return this.#narrow.matches;
  }

  get #size() {
    return this.single ? 1 : ON_WIDE_SCREENS;
  }

  /**
   * @param {number} position
   * @param {-1 | 1} step to the page before or after
   * @returns {number} the first position of that page
   */
  turned(position, step) {
    return (this.page(position) + step) * this.#size;
  }

  /**
   * The page that a question is on.
   *
   * @param {number} position
   */
  page(position) {
    // On its own, the end is a page; below several questions it is not.
    return this.single ? position : Math.floor(Math.min(position, this.items.length - 1) / this.#size);
  }

  /** @param {Element} question */
  indexOf(question) {
    return this.questions.indexOf(/** @type {HTMLFieldSetElement} */ (question));
  }

  /** Index of the first question without an answer; the number of questions where there is none. */
  firstUnanswered() {
    const index = this.questions.findIndex((question) => !question.querySelector('input:checked'));
    return index < 0 ? this.questions.length : index;
  }

  /**
   * The question that the visitor is at: the one in use, else the first on the page that is open.
   *
   * @param {number} position
   */
  current(position) {
    const used = this.questions.findIndex((question) => question.contains(document.activeElement));
    if (used >= 0) return used;
    const open = this.firstUnanswered();
    const near = Math.floor(position / ON_WIDE_SCREENS) === Math.floor(open / ON_WIDE_SCREENS);
    return near && open < this.items.length ? open : position;
  }

  /**
   * Put the paths that suit a result below what it says to read. Where none does, nothing is shown.
   *
   * @param {readonly string[]} regions that the result names first
   */
  offerPaths(regions) {
    const offered = /** @type {HTMLElement | null} */ (document.querySelector('[data-paths]'));
    if (!offered) return;
    this.#part('reading')?.after(offered);
    offered.hidden = showForRegions(regions, offered.querySelectorAll('[data-speaks-to]')) === 0;
  }

  /** @param {Readonly<Record<string, number>>} answers those that are not among them stay as they are */
  check(answers) {
    for (const [item, value] of Object.entries(answers)) {
      const input = this.#quiz.querySelector(`fieldset[data-item="${item}"] input[value="${value}"]`);
      if (input instanceof HTMLInputElement) input.checked = true;
    }
  }

  /** @param {import('./session.mjs').Undo} undo */
  undo({ item, value }) {
    const chosen = this.#quiz.querySelector(`fieldset[data-item="${item}"] input:checked`);
    if (chosen instanceof HTMLInputElement) chosen.checked = false;
    if (value !== undefined) this.check({ [item]: value });
  }

  /** @param {number} position a question's index, or the number of questions: the end */
  focusOn(position) {
    const question = this.questions[position];
    const target = question
      ? (question.querySelector('input:checked') ?? question.querySelector('input'))
      : this.#button('see-result');
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    /** @type {HTMLElement | null} */ (target)?.focus({ preventScroll: true });
    const view = this.single ? this.#part('status') : (question ?? target);
    view?.scrollIntoView({
      // Below several questions the end follows the last of them, and would lie under the bar that stays in sight.
      block: this.single || (question && position % this.#size === 0) ? 'start' : 'center',
      behavior: still || this.single ? 'auto' : 'smooth',
    });
  }

  focusKept() {
    const list = /** @type {HTMLElement} */ (this.#part('kept').hidden ? this.#part('notice') : this.#part('kept'));
    /** @type {HTMLElement} */ (list.querySelector('summary') ?? list).focus();
  }

  /** @param {Readonly<Session>} session */
  focusOutcome({ state }) {
    const outcome = state === 'done' ? 'result' : state === 'failed' ? 'failure' : null;
    if (!outcome) return;
    // The browser's own scrolling depends on where the visitor has scrolled to while it scored.
    this.#part(outcome).focus({ preventScroll: true });
    this.#part(outcome).scrollIntoView({ block: outcome === 'result' ? 'start' : 'nearest' });
  }

  /** @param {import('./ledger.mjs').Entries} entries */
  showLedger(entries) {
    this.#seal.showLedger(entries);
  }

  /**
   * @param {Readonly<Session>} session
   * @param {Readonly<Session>} [before]
   */
  render(session, before) {
    this.#quiz.dataset.state = session.state;
    this.#quiz.dataset.engine = session.engine;
    this.#renderProgress(session);
    this.#renderPosition(session);
    this.#seal.render(session.status, before?.engine !== session.engine);
    this.#renderKeeping(session);

    const failure = failureText(session);
    this.#part('failure').hidden = failure === null;
    this.#say('failure-text', failure ?? '');
    this.#button('reload').hidden = !needsReload(session);
    this.#part('waiting').hidden = session.state !== 'scoring';
    if (session.report !== before?.report) this.#renderReport(session, before);
    if (session.kept !== before?.kept || session.earlier !== before?.earlier) this.#renderKept(session);
  }

  /** @param {Readonly<Session>} session */
  #renderProgress(session) {
    const answered = Object.keys(of(session.answers, this.items)).length;
    const total = this.items.length;
    const left = secondsLeft(session.seconds, total - answered, this.#expected);
    this.#say('progress', progressText(answered, skipped(session, this.items), total, left));
    const bar = /** @type {HTMLProgressElement} */ (this.#part('progress-bar'));
    bar.max = total;
    bar.value = answered;
    this.#button('see-result').disabled = answered === 0 || session.state === 'scoring';
    this.#button('next-unanswered').hidden = answered === 0 || answered === total;
    this.#button('retake').hidden = session.state !== 'done';
    const lengthen = this.#quiz.querySelector('button[data-action="lengthen"]');
    lengthen?.toggleAttribute('hidden', session.state !== 'done' || session.form === 'full');
    this.#button('undo').hidden = session.undo === null || session.state === 'done';
  }

  /** @param {Readonly<Session>} session */
  #renderPosition(session) {
    const end = this.items.length;
    const current = Math.min(session.position, end);
    const page = this.page(current);
    for (const question of this.#all) question.removeAttribute('data-current');
    this.questions.forEach((question, index) => question.toggleAttribute('data-current', this.page(index) === page));
    const breaks = [0, ...rests(end, ON_WIDE_SCREENS)];
    const part = breaks.indexOf(page * this.#size);
    this.#say('rest', part > 0 ? restText(part + 1, breaks.length) : '');
    this.#quiz.toggleAttribute('data-at-end', current === end);
    this.#button('back').disabled = page === 0;
    const skip = this.#button('skip');
    skip.hidden = (page + 1) * this.#size >= end + (this.single ? 1 : 0);
    const open = this.items
      .slice(page * this.#size, (page + 1) * this.#size)
      .some((item) => !(item in session.answers));
    skip.textContent = turnText(this.single && open);
  }

  /** @param {Readonly<Session>} session */
  #renderKeeping(session) {
    const shared = /** @type {HTMLInputElement} */ (this.#part('shared'));
    shared.checked = !session.keep;
    const text = noticeText(session, this.#quiz.dataset.version ?? '');
    this.#say('said', text);
    this.#button('download-old').hidden = session.notice?.kind !== 'outdated';
    this.#part('notice').hidden = text === '';
  }

  /**
   * @param {Readonly<Session>} session
   * @param {Readonly<Session>} [before]
   */
  #renderReport({ report }, before) {
    this.#part('result').hidden = report === null;
    const parts = { report: report?.html, reading: report?.reading, history: report?.history };
    const old = { report: before?.report?.html, reading: before?.report?.reading, history: before?.report?.history };
    for (const name of /** @type {(keyof typeof parts)[]} */ (Object.keys(parts))) {
      const shown = /** @type {ReportElement} */ (this.#part(name));
      const html = parts[name];
      if (html === old[name]) continue;
      if (html) shown.show(html);
      else shown.clear();
    }
  }

  /** @param {Readonly<Session>} session */
  #renderKept({ kept, earlier }) {
    this.#part('kept').hidden = kept.length + earlier.length === 0;
    this.#say('kept-count', String(kept.length + earlier.length));
    this.#part('earlier').hidden = earlier.length === 0;
    this.#renderDays('kept-list', kept);
    this.#renderDays('earlier-list', earlier);
  }

  /**
   * @param {string} list
   * @param {readonly import('./session.mjs').Kept[]} results
   */
  #renderDays(list, results) {
    const entry = /** @type {HTMLTemplateElement} */ (this.#part('kept-entry'));
    this.#part(list).replaceChildren(
      ...resultTexts(results).map((name) => {
        const row = /** @type {DocumentFragment} */ (entry.content.cloneNode(true));
        for (const text of row.querySelectorAll('[data-part="day"]')) text.textContent = name;
        return row;
      }),
    );
  }

  /**
   * @param {string} name
   * @returns {HTMLElement}
   */
  #part(name) {
    return /** @type {HTMLElement} */ (this.#quiz.querySelector(`[data-part="${name}"]`));
  }

  /**
   * @param {string} name
   * @returns {HTMLButtonElement}
   */
  #button(name) {
    return /** @type {HTMLButtonElement} */ (this.#quiz.querySelector(`button[data-action="${name}"]`));
  }

  /**
   * Set a text, but only a new one: to a live region every setting is news.
   *
   * @param {string} part
   * @param {string} text
   */
  #say(part, text) {
    const element = this.#part(part);
    if (element.textContent !== text) element.textContent = text;
  }
}
