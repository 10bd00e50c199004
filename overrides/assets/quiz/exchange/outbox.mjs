/** Makes what one person sends: a code as it is, behind a passphrase, or as a commitment first, which is opened later. */

import { nonce as newNonce } from './base64url.mjs';
import { linkOf, textOf } from './fragment.mjs';
import { folded, lock } from './passphrase.mjs';

/**
 * @typedef {import('./exchange.mjs').OutKind} OutKind
 * @typedef {import('./codes.mjs').Found} Found
 * @typedef {import('./desk.mjs').Desk} Desk
 * @typedef {import('./keepsakes.mjs').Keepsakes} Keepsakes
 */

const SHORTEST_PASSPHRASE = 8; // characters

export class Outbox {
  #desk;
  #keepsakes;
  #page;
  /** @type {{ code: string, nonce: string, commitment: string } | null} a commitment that is not yet opened */
  #opening = null;

  /**
   * @param {Desk} desk
   * @param {Keepsakes} keepsakes
   * @param {string} page the address that links lead to
   */
  constructor(desk, keepsakes, page) {
    this.#desk = desk;
    this.#keepsakes = keepsakes;
    this.#page = page;
  }

  /** Have the engine say all that the code would hold. */
  async preview() {
    const { name, sheets } = this.#desk.state.people.first;
    const said = await this.#desk.ask({ op: 'share', sheets, ...(name && { name }) }, () => this.preview());
    if (said) this.#desk.dispatch({ type: 'previewed', code: said.code, html: said.html });
  }

  /**
   * @param {string} how "plain", "locked" or "commitment"
   * @param {string} passphrase for "locked"
   */
  async make(how, passphrase) {
    const code = this.#desk.state.preview?.code;
    if (!code) return;
    if (how === 'locked') await this.#lock(code, passphrase);
    else if (how === 'commitment') await this.#commit(code);
    else await this.#send('plain', { kind: 'code', code });
  }

  /** Open the commitment made in this page, or the one kept on this device. */
  async reveal() {
    const opening = this.#opening ?? this.#keepsakes.opening();
    if (opening) await this.#send('reveal', { kind: 'code', code: opening.code, nonce: opening.nonce });
  }

  /**
   * Keep the commitment on this device, or no longer.
   *
   * @param {boolean} keep
   * @returns {import('../store.mjs').Kept | null}
   */
  keep(keep) {
    if (keep && this.#opening) return this.#keepsakes.keepOpening(this.#opening);
    this.#keepsakes.forgetOpening();
    return null;
  }

  /** Forget what this page holds; what is kept on the device stays. */
  clear() {
    this.#opening = null;
  }

  /**
   * @param {string} code
   * @param {string} passphrase
   */
  async #lock(code, passphrase) {
    if ([...folded(passphrase)].length < SHORTEST_PASSPHRASE) {
      this.#desk.dispatch({ type: 'failed', problem: { code: 'no_passphrase' } });
      return;
    }
    this.#desk.dispatch({ type: 'busy' });
    await this.#send('locked', { kind: 'locked', locked: await lock(code, passphrase) });
  }

  /** @param {string} code */
  async #commit(code) {
    const nonce = newNonce();
    const said = await this.#desk.ask({ op: 'commit', code, nonce }, () => this.#commit(code));
    if (!said) return;
    this.#opening = { code, nonce, commitment: said.commitment };
    await this.#send('commitment', { kind: 'commitment', commitment: said.commitment });
  }

  /**
   * @param {OutKind} kind
   * @param {Found} found
   */
  async #send(kind, found) {
    const link = linkOf(this.#page, found);
    const said = await this.#desk.ask({ op: 'qr', text: link }, () => this.#send(kind, found));
    if (said) this.#desk.dispatch({ type: 'made', out: { kind, link, text: textOf(found), svg: said.svg } });
  }
}
