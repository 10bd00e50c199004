/** Opens what somebody has sent: unlocks it, has the engine say what it holds, and checks it against a commitment. */

import { readCommitment } from './fragment.mjs';
import { faultOf, unlock } from './passphrase.mjs';

/**
 * @typedef {import('./desk.mjs').Desk} Desk
 * @typedef {import('./fragment.mjs').Carried} Carried
 * @typedef {import('./keepsakes.mjs').Keepsakes} Keepsakes
 */

export class Inbox {
  #desk;
  #keepsakes;

  /**
   * @param {Desk} desk
   * @param {Keepsakes} keepsakes
   */
  constructor(desk, keepsakes) {
    this.#desk = desk;
    this.#keepsakes = keepsakes;
  }

  /** @param {Carried} carried */
  open(carried) {
    if (carried.kind === 'none') return;
    const fault = carried.kind === 'locked' ? faultOf(carried.locked) : null;
    if (fault) {
      this.#desk.dispatch({ type: 'opening' });
      this.#desk.dispatch({ type: 'failed', problem: { code: fault } });
      return;
    }
    this.#desk.dispatch({ type: 'carried', carried });
    if (carried.kind === 'code') this.#read();
  }

  /** @param {number} index of the one to open, where more than one was pasted */
  choose(index) {
    const chosen = this.#desk.state.choices[index];
    if (chosen) this.open(chosen);
  }

  /** @param {string} passphrase */
  async unlock(passphrase) {
    const { locked } = this.#desk.state;
    if (!locked) return;
    this.#desk.dispatch({ type: 'busy' });
    const opened = await unlock(locked, passphrase);
    if (this.#desk.state.locked !== locked) return; // another one has come meanwhile
    if (opened.ok) this.open({ kind: 'code', code: opened.code });
    else this.#desk.dispatch({ type: 'failed', problem: { code: opened.why } });
  }

  /**
   * Check the code at hand against a commitment that was pasted.
   *
   * @param {string} text
   */
  async checkAgainst(text) {
    // What is no commitment at all the engine refuses, in its own words.
    const commitment = readCommitment(text) ?? text.trim();
    const committed = await this.#check(commitment, () => this.checkAgainst(text));
    const { announced } = this.#desk.state;
    if (committed && announced) this.#desk.dispatch({ type: 'announced', announced: { ...announced, committed } });
  }

  /** Have the engine read the code and compare it with the commitment made ahead of it. */
  async #read() {
    const { received } = this.#desk.state;
    if (!received) return;
    const kept = this.#keepsakes.commitment();
    // What is kept is older than what this page has come by since, so a second commitment can't take its place.
    const expected = kept?.commitment ?? this.#desk.state.commitment;
    if (expected && !kept?.met && !received.nonce) {
      this.#desk.dispatch({ type: 'failed', problem: { code: 'no_key' } });
      return;
    }
    const said = await this.#desk.ask({ op: 'read', code: received.code }, () => this.#read());
    if (!said || this.#desk.state.received !== received) return;
    const checked = received.nonce ? (expected ?? null) : null;
    const committed = checked === null ? null : await this.#check(checked, () => this.#read());
    if (checked !== null && !committed) return; // it could not be checked, which has been said
    if (kept && committed === 'kept') this.#keepsakes.meetCommitment();
    const { name, parts } = said.holds;
    const instruments = parts.map((/** @type {{ instrument: string }} */ part) => part.instrument);
    const announced = { html: said.html, name: name ?? '', parts: instruments, committed };
    this.#desk.dispatch({ type: 'announced', announced });
  }

  /**
   * @param {string} commitment
   * @param {() => unknown} again what `retry` tries
   * @returns {Promise<'kept' | 'broken' | null>} null where it could not be checked, which has been said
   */
  async #check(commitment, again) {
    const { code = '', nonce = '' } = this.#desk.state.received ?? {};
    const said = await this.#desk.ask({ op: 'check_commitment', commitment, code, nonce }, again);
    return said && (said.kept ? 'kept' : 'broken');
  }
}
