/** Shows what Python rendered. The report is trusted to be right, not to be harmless: it may hold only what reports hold. */

import { followChapters } from './chapters.mjs';
import { mayHave, mayHold } from './report-rules.mjs';
import { parseHtml } from './trusted.mjs';

export class ReportElement extends HTMLElement {
  #unfollow = () => {};

  /**
   * @param {string} html
   * @throws {Error} if it holds an element, attribute or address that no report has; then nothing is shown
   */
  show(html) {
    const parsed = parseHtml(html);
    for (const element of [...parsed.head.children, ...parsed.body.querySelectorAll('*')]) check(element);
    this.clear();
    this.replaceChildren(...parsed.body.childNodes);
    this.hidden = false;
    this.#unfollow = followChapters(this);
  }

  clear() {
    this.#unfollow();
    this.replaceChildren();
    this.hidden = true;
  }
}

/** @param {Element} element */
function check(element) {
  const name = element.localName.toLowerCase();
  if (!mayHold(name)) throw new Error(`a report may not hold <${name}>`);
  for (const { name: attribute, value } of element.attributes) {
    if (!mayHave(name, attribute, value)) throw new Error(`a report may not hold ${attribute}="${value}"`);
  }
}
