/** The desk: holds the state of the exchange, renders it after each change, and passes requests to the engine. */

import { EngineFailure } from '../client.mjs';
import { START, reduce } from './exchange.mjs';

/**
 * @typedef {import('./exchange.mjs').Action} Action
 * @typedef {import('./exchange.mjs').Exchange} Exchange
 */

export class Desk {
  /** @type {Readonly<Exchange>} */
  #state = START;
  #client;
  #render;
  /** @type {() => unknown} */
  #again = () => {};

  /**
   * @param {import('../client.mjs').EngineClient} client
   * @param {(state: Readonly<Exchange>, before: Readonly<Exchange>) => void} render called after each change
   */
  constructor(client, render) {
    this.#client = client;
    this.#render = render;
  }

  get state() {
    return this.#state;
  }

  /** @param {Action} action */
  dispatch(action) {
    const before = this.#state;
    this.#state = reduce(before, action);
    if (before !== this.#state) this.#render(this.#state, before);
  }

  /**
   * Ask the engine; a refusal or a failure becomes the state's problem.
   *
   * @param {object} request
   * @param {() => unknown} again what `retry` tries
   * @returns {Promise<any>} the result; null where there is none, or nobody waits for it any more
   */
  async ask(request, again) {
    this.#again = again;
    this.dispatch({ type: 'busy' });
    const { screen } = this.#state;
    try {
      const response = await this.#client.ask({ api: 1, ...request });
      if (this.#state.screen !== screen) return null;
      if (response.ok) {
        this.dispatch({ type: 'idle' });
        return response.result;
      }
      this.dispatch({ type: 'failed', problem: { code: 'refused', message: response.error.message } });
    } catch (error) {
      const code = error instanceof EngineFailure ? error.code : 'crashed';
      if (this.#state.screen === screen) this.dispatch({ type: 'failed', problem: { code } });
    }
    return null;
  }

  /** Try again what failed last; where nothing was asked for yet, to start the engine. */
  retry() {
    if (this.#state.problem) this.#again();
    else this.warm();
  }

  /** Fetch and start the engine while people read, and have Python load what a comparison needs. */
  warm() {
    this.#client.prepare({ api: 1, op: 'prepare_compare' });
  }
}
