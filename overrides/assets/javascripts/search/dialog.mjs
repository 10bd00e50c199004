/** The search dialog: opened by the header's button, by "/", or by an address that carries a question. */

import { SearchIndex } from './index.mjs';
import { resultItem } from './results.mjs';
import { foundText, texts } from './wording.mjs';

/**
 * @typedef {import('./index.mjs').Answer} Answer
 * @typedef {import('./index.mjs').Found} Found
 */

const PAUSE_MS = 80; // after a keystroke, before the question is asked
const PATIENCE_MS = 250; // before the wait is mentioned
const SHORTEST = 2;
const STEP = 5; // results loaded at once

class SearchDialog {
  #sealed = false;
  #turn = 0;
  #asked = '';
  #shown = 0;
  /** @type {Answer | undefined} */
  #answer;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {HTMLDialogElement} dialog */
  constructor(dialog) {
    this.dialog = dialog;
    this.index = new SearchIndex(new URL(dialog.dataset.index ?? '', document.baseURI).href);
    this.query = /** @type {HTMLInputElement} */ (this.#part('query'));
    this.query.addEventListener('input', () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#ask(), PAUSE_MS);
    });
    this.#part('close').addEventListener('click', () => this.#close());
    this.#part('more').addEventListener('click', () => this.#showMore());
    dialog.addEventListener('keydown', (event) => this.#key(event));
    dialog.addEventListener('click', (event) => this.#clicked(event));
    document.addEventListener('ip:sealed', () => {
      this.#sealed = true;
      if (dialog.open) this.#ask();
    });
    addEventListener('online', () => {
      if (dialog.open) this.#ask();
    });
  }

  /** @param {string} [question] what to ask at once, instead of what the field still holds */
  open(question) {
    if (!this.dialog.open) this.dialog.showModal();
    if (question !== undefined) this.query.value = question;
    this.query.focus();
    this.query.select();
    this.#ask();
  }

  #close() {
    this.dialog.close();
    // Where nothing had the focus before, the browser leaves it in the hidden field for a moment, and "/" would go there.
    this.query.blur();
  }

  /** @param {string} name */
  #part(name) {
    return /** @type {HTMLElement} */ (this.dialog.querySelector(`[data-search="${name}"]`));
  }

  get #links() {
    return /** @type {HTMLAnchorElement[]} */ ([...this.#part('results').querySelectorAll('a')]);
  }

  /** Show what the question in the field gives, or why it gives nothing. */
  async #ask() {
    clearTimeout(this.#timer);
    const question = this.query.value.replace(/\s+/g, ' ').trim();
    if (this.#sealed) return this.#show(texts.sealed, this.#wayHome(question));
    if (this.#answer && question === this.#asked) return;
    this.#asked = question;
    this.#answer = undefined;
    const turn = (this.#turn += 1);
    const isStale = () => turn !== this.#turn || this.#sealed;
    const patience = setTimeout(() => {
      if (!isStale() && question.length >= SHORTEST) this.#part('said').textContent = texts.searching;
    }, PATIENCE_MS);
    try {
      if (question.length < SHORTEST) {
        this.#show(texts.empty);
        await this.index.open();
        return;
      }
      const answer = await this.index.ask(question);
      const first = await answer.load(0, STEP);
      if (isStale()) return;
      this.#show(foundText(answer.total, question));
      this.#answer = answer;
      this.#append(first);
    } catch {
      if (!isStale()) this.#showFailure();
    } finally {
      clearTimeout(patience);
    }
  }

  /**
   * @param {string} text
   * @param {HTMLElement} [way] what the reader can do about it
   */
  #show(text, way) {
    this.#part('said').textContent = text;
    this.#part('way').hidden = !way;
    this.#part('way').replaceChildren(...(way ? [way] : []));
    this.#part('results').replaceChildren();
    this.#shown = 0;
    this.#append([]);
  }

  #showFailure() {
    if (!navigator.onLine) return this.#show(texts.offline);
    const retry = document.createElement('button');
    retry.type = 'button';
    retry.className = 'ip-search__button';
    retry.textContent = texts.retry;
    retry.addEventListener('click', () => {
      this.query.focus();
      this.#ask();
    });
    this.#show(texts.failed, retry);
  }

  /** @param {string} question */
  #wayHome(question) {
    const link = document.createElement('a');
    const home = new URL(this.dialog.dataset.home ?? '', document.baseURI);
    // Behind "#", so that the question itself is sent to no server.
    home.hash = `search=${encodeURIComponent(question)}`;
    link.href = home.href;
    link.target = '_blank';
    link.rel = 'noopener';
    link.className = 'ip-onlink';
    link.textContent = texts.sealed_way;
    return link;
  }

  /** @param {Found[]} found */
  #append(found) {
    this.#part('results').append(...found.map(resultItem));
    this.#shown += found.length;
    this.#part('results').hidden = this.#shown === 0;
    this.#part('more').hidden = this.#shown >= (this.#answer?.total ?? 0);
  }

  async #showMore() {
    const answer = this.#answer;
    const before = this.#links.length;
    const more = await answer?.load(this.#shown, this.#shown + STEP).catch(() => undefined);
    if (answer !== this.#answer) return;
    if (!more) return this.#showFailure();
    this.#append(more);
    this.#links[before]?.focus();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const links = this.#links;
    const at = links.indexOf(/** @type {HTMLAnchorElement} */ (event.target));
    if (event.key === 'Escape') {
      event.preventDefault(); // a search field would be emptied first
      this.#close();
    } else if (event.key === 'ArrowDown') {
      event.preventDefault();
      links[Math.min(at + 1, links.length - 1)]?.focus();
    } else if (event.key === 'ArrowUp') {
      event.preventDefault();
      (links[at - 1] ?? this.query).focus();
    } else if (event.key === 'Enter' && event.target === this.query) {
      event.preventDefault();
      this.#ask().then(() => this.#links[0]?.click());
    } else if (at >= 0 && event.key.length === 1) {
      this.query.focus(); // whoever goes on typing goes on asking
    }
  }

  /** @param {MouseEvent} event */
  #clicked(event) {
    const target = /** @type {Element} */ (event.target);
    const link = target.closest('a');
    // The panel fills the dialog, so what hits the dialog itself is outside of it; a link into this page leaves it too.
    if (target === this.dialog || (link && link.target !== '_blank' && isHere(link))) this.#close();
  }
}

/** @param {HTMLAnchorElement} link */
function isHere({ origin, pathname, search }) {
  return origin === location.origin && pathname === location.pathname && search === location.search;
}

/** @returns {string | undefined} the question in this page's address, as "#search=…" or "?q=…" */
function askedByAddress() {
  const behind = new URLSearchParams(location.hash.slice(1)).get('search');
  return behind ?? new URLSearchParams(location.search).get('q') ?? undefined;
}

const search = new SearchDialog(/** @type {HTMLDialogElement} */ (document.getElementById('ip-search')));

for (const button of document.querySelectorAll('button[data-ip-search]')) {
  button.addEventListener('click', () => search.open());
}

addEventListener('keydown', (event) => {
  // With a modifier: who dictates would press a lone letter or sign by speaking.
  if (event.key !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || search.dialog.open)
    return;
  event.preventDefault();
  search.open();
});

const question = askedByAddress();
if (question !== undefined) search.open(question);
addEventListener('hashchange', () => {
  const next = askedByAddress();
  if (next !== undefined && location.hash.includes('search=')) search.open(next);
});
