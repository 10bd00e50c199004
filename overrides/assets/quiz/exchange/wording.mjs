/** Picks the texts of the exchange and fills their placeholders. None is about a person: those are Python's. */

import { fill } from '../../javascripts/format.mjs';
import { textIn } from './codes.mjs';
import { failureText } from '../wording.mjs';
import texts from './texts.mjs';

/**
 * @typedef {import('./exchange.mjs').Exchange} Exchange
 * @typedef {import('./exchange.mjs').OutKind} OutKind
 * @typedef {import('../store.mjs').Kept} Kept
 */

/**
 * Why it does not go on; empty where it does.
 *
 * @param {Readonly<Exchange>} exchange
 * @returns {string}
 */
export function problemText({ problem, status }) {
  if (!problem) return status?.state === 'failed' ? engineFailure(status.code) : '';
  if (problem.message) return problem.message;
  return (
    texts.problem[problem.code] ?? engineFailure(/** @type {import('../client.mjs').FailureCode} */ (problem.code))
  );
}

/** @param {import('../client.mjs').FailureCode} code */
function engineFailure(code) {
  return failureText({ failure: { code }, status: null }) ?? '';
}

/**
 * @param {Readonly<Exchange>} exchange
 * @returns {{ title: string, lead: string }}
 */
export function ownTexts({ mode, seat }) {
  return texts.own[mode === 'together' ? seat : mode];
}

/** @param {boolean} received whether the other person's link has brought the visitor here */
export function returnText(received) {
  return received ? texts.own.return_open : texts.own.return_send;
}

/**
 * Whether the other person shares a part.
 *
 * @param {import('./exchange.mjs').Announced} announced
 * @param {string} instrument
 */
export function theirsText({ name, parts }, instrument) {
  const key = parts.includes(instrument) ? 'shares' : 'leaves';
  return name ? fill(texts.own[key], { name }) : texts.own[`${key}_unnamed`];
}

/**
 * @param {Readonly<Exchange>} exchange
 * @param {string} other the other person's name, or empty
 */
export function guessLead({ mode, seat }, other) {
  if (other) return fill(texts.guess.named, { name: other });
  return mode === 'together' && seat === 'second' ? texts.guess.first : texts.guess.other;
}

/** @param {Exchange['mode']} mode */
export function guessedText(mode) {
  return mode === 'receive' ? texts.guess.report : texts.guess.go_on;
}

/** @param {string} how the code is to be sent */
export function makeText(how) {
  return how === 'commitment' ? texts.make.commitment : texts.make.code;
}

/**
 * @param {OutKind} kind
 * @returns {{ title: string, lead: string }}
 */
export function sendingTexts(kind) {
  return texts.sending[kind];
}

/**
 * @param {Readonly<Exchange>} exchange
 * @returns {{ title: string, lead: string, button: string }}
 */
export function handoverTexts({ seat, people }) {
  if (seat === 'first') return texts.handover.first;
  const { title, title_named: named, ...rest } = texts.handover.both;
  const [first, second] = [people.first.name, people.second.name];
  return { ...rest, title: first && second ? fill(named, { first, second }) : title };
}

/**
 * One of several codes that were pasted, by its kind and by what its sender can read out of it.
 *
 * @param {import('./codes.mjs').Found} found
 */
export function choiceText(found) {
  const text = textIn(found);
  const key = found.kind === 'code' && found.nonce ? 'opening' : found.kind;
  return fill(texts.choice[key], { start: text.slice(0, 10), end: text.slice(-6) });
}

/** @param {'kept' | 'broken'} committed */
export function committedText(committed) {
  return texts.committed[committed];
}

/**
 * @param {Kept | null} kept null: no longer
 * @param {'partner' | 'opening' | 'commitment'} what
 */
export function keptText(kept, what) {
  if (kept === null) return texts.kept.not;
  return kept === 'kept' ? texts.kept[what] : texts.kept[kept];
}

export function forgottenText() {
  return texts.kept.gone;
}

export function leftText() {
  return texts.kept.left;
}

/**
 * @param {'link' | 'text'} what
 * @param {boolean} copied
 */
export function copiedText(what, copied) {
  return texts.copied[copied ? what : `${what}_selected`];
}
