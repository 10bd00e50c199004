/** How long an answer took, for the engine's note on hurried answers: counted only while the page was in view. */

const LONGEST_S = 600; // longer than this, somebody was away

export class Stopwatch {
  #now;
  /** @type {number | undefined} */
  #from;

  /** @param {() => number} [now] milliseconds from some moment on */
  constructor(now = () => performance.now()) {
    this.#now = now;
  }

  /** Begin anew: a question has come into view. */
  start() {
    this.#from = this.#now();
  }

  /** Forget when it began: the visitor has looked away, and nobody knows for how long they read. */
  stop() {
    this.#from = undefined;
  }

  /** @returns {number | undefined} seconds since it began, in tenths, if that is known; it begins anew */
  lap() {
    const seconds = this.#from === undefined ? Infinity : (this.#now() - this.#from) / 1000;
    this.start();
    return seconds > LONGEST_S ? undefined : Math.round(seconds * 10) / 10;
  }
}
