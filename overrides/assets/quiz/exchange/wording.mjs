/** Every sentence that the exchange says by itself. None is about a person: those are Python's. */

import { failureText } from '../wording.mjs';

/**
 * @typedef {import('./exchange.mjs').Exchange} Exchange
 * @typedef {import('./exchange.mjs').OutKind} OutKind
 * @typedef {import('./exchange.mjs').ProblemCode} ProblemCode
 * @typedef {import('../store.mjs').Kept} Kept
 */

/** @type {Partial<Record<ProblemCode, string>>} */
const PROBLEMS = {
  empty: 'There is nothing to read yet. Paste the whole link, or the whole text.',
  too_long:
    'This is far longer than anything that this page makes, so it was not read. Copy the link or the text alone, without the rest of the message.',
  wrong:
    'This passphrase doesn’t open it. Look for a capital letter or a missing word, or ask again: it can be tried as often as you like. If it never opens, the text may have been changed on its way.',
  damaged: 'A piece of it is missing or has changed on its way. Copy it again, or ask for it once more.',
  newer: 'This was made by a newer version of this site. Load the page again and open the link once more.',
  no_parts: 'Choose at least one part: a result from this device, or questions to answer here.',
  bad_name:
    'A name begins with a letter and holds letters, digits, spaces, hyphens and apostrophes. Or leave it empty.',
  no_passphrase: 'Type a passphrase of at least eight characters, or choose to send the code as it is.',
};

/**
 * Why it does not go on; empty where it does.
 *
 * @param {Readonly<Exchange>} exchange
 * @returns {string}
 */
export function problemText({ problem, status }) {
  if (!problem) return status?.state === 'failed' ? engineFailure(status.code) : '';
  if (problem.message) return problem.message;
  return PROBLEMS[problem.code] ?? engineFailure(/** @type {import('../client.mjs').FailureCode} */ (problem.code));
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
  if (mode === 'send') return { title: 'What do you want to send?', lead: 'Choose what goes into your code.' };
  if (mode === 'receive')
    return { title: 'Your part', lead: 'Choose what is set beside theirs. It stays on this device.' };
  if (seat === 'second')
    return {
      title: 'Your part, second person',
      lead: 'Choose what you want to answer. The other person sees none of your answers, and nothing is kept on this device.',
    };
  return {
    title: 'Your part, first person',
    lead: 'Whoever holds this device can open its quiz pages and see answers that are kept there. If that matters to you, answer here instead: then nothing is left behind.',
  };
}

/**
 * Whether the other person shares a part.
 *
 * @param {import('./exchange.mjs').Announced} announced
 * @param {string} instrument
 */
export function theirsText({ name, parts }, instrument) {
  const who = name || 'The other person';
  return parts.includes(instrument) ? `${who} shares this part.` : `${who} has left this part out.`;
}

/**
 * @param {Readonly<Exchange>} exchange
 * @param {string} other the other person's name, or empty
 */
export function guessLead({ mode, seat }, other) {
  const who = other || (mode === 'together' && seat === 'second' ? 'the first person' : 'the other person');
  return `Where do you think ${who} stands? The report sets each guess beside what they say of themselves. In the descriptions, “you” means ${who}. Leave out what you like, or all of it.`;
}

/** @type {Record<OutKind, { title: string, lead: string }>} */
export const SENDING = {
  plain: {
    title: 'Your code',
    lead: 'One of the three is enough: the link, the picture to scan, or the text. None has left this device yet. You send it yourself.',
  },
  locked: {
    title: 'Your code, behind a passphrase',
    lead: 'Send the link, the picture or the text one way, and the passphrase another: by voice, or on paper.',
  },
  promise: {
    title: 'Your promise',
    lead: 'Send this first. It shows nothing of your profile, and it fixes it.',
  },
  reveal: {
    title: 'Your code, as promised',
    lead: 'Send this now. Their page checks that it is the code that you promised.',
  },
};

/**
 * @param {Readonly<Exchange>} exchange
 * @returns {{ title: string, lead: string, button: string }}
 */
export function handoverTexts({ seat, people }) {
  if (seat === 'first')
    return {
      title: 'Hand the device over',
      lead: 'Your part is done, and nothing of it is on this screen. Give the device to the other person. There is no way back to your answers from here.',
      button: 'I am the second person, and I have it',
    };
  const names = [people.first.name, people.second.name];
  const both = names.every(Boolean) ? `, ${names.join(' and ')}` : '';
  return {
    title: `Both are done${both}`,
    lead: 'Put the device between you. The report shows both of you, to both of you. If either would rather not, start over now, and nothing has been seen.',
    button: 'We both want to see it',
  };
}

/** @param {'kept' | 'broken'} committed */
export function committedText(committed) {
  return committed === 'kept'
    ? 'The promise is kept: this is the very code that was promised, and it has not been changed since.'
    : 'The promise is not kept: this is another code than the one that was promised. There may be a plain reason, such as a quiz taken again. Ask.';
}

/**
 * @param {Kept | null} kept null: no longer
 * @param {string} what
 */
export function keptText(kept, what) {
  if (kept === null) return 'It is not kept on this device.';
  if (kept === 'kept') return `${what} on this device now. “Erase everything on this device” removes it.`;
  if (kept === 'full')
    return 'This device has no room left, so it is not kept. It is here as long as this page is open.';
  return 'This browser keeps nothing for this page, as in a private window. It is here as long as the page is open.';
}

/** @param {string} day YYYY-MM-DD */
export function dayText(day) {
  return new Date(`${day}T12:00:00`).toLocaleDateString('en-US', { year: 'numeric', month: 'long', day: 'numeric' });
}
