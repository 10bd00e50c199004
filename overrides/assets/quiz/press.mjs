/** One press, one answer: which presses count, by when they began and what was in view then. A pure rule over times and pages. */

const APART_MS = 400; // a second tap within this time was meant for what the first one has turned away

/**
 * @template Choice
 * @typedef {{ page: unknown, at: number, choice?: Choice | null }} Press a press that has begun: what was in view, when in
 *   milliseconds, and on which choice
 */

/** @template Choice */
export class Presses {
  /** @type {Press<Choice> | null} */
  #begun = null;
  #last = -Infinity;
  #turnedBy = -Infinity;

  /** @param {Press<Choice>} press */
  begin(press) {
    this.#begun = press;
    this.#last = press.at;
  }

  /** The press became a scroll, or was none. */
  cancel() {
    this.#begun = null;
  }

  /** A key was pressed: what is pressed after it is no second tap of what was pressed before it. */
  keyed() {
    this.#begun = null;
    this.#last = -Infinity;
    this.#turnedBy = -Infinity;
  }

  /** Something else has come into view, by what was pressed last. */
  turned() {
    this.#turnedBy = this.#last;
  }

  /**
   * What a press counts for, now that it ends.
   *
   * @param {unknown} page what is in view now
   * @returns {'unchanged' | 'nothing' | { choice: Choice }} where the page has turned meanwhile, the choice that it began on
   */
  end(page) {
    const begun = this.#begun;
    this.#begun = null;
    if (!begun) return 'unchanged'; // by a key, a label or a screen reader
    if (begun.page !== page) return begun.choice ? { choice: begun.choice } : 'nothing';
    return begun.at - this.#turnedBy < APART_MS ? 'nothing' : 'unchanged';
  }
}
