/** The exchange: which screen two people are at and what they have put in so far, as a pure reducer. It computes no score. */

/**
 * @typedef {import('../client.mjs').EngineStatus} EngineStatus
 * @typedef {import('../client.mjs').FailureCode} FailureCode
 * @typedef {import('./codes.mjs').Found} Found
 * @typedef {import('./fragment.mjs').Carried} Carried
 * @typedef {import('./keepsakes.mjs').Sheet} Sheet
 *
 * @typedef {'start' | 'own' | 'answer' | 'preview' | 'send' | 'open' | 'unlock' | 'consent' | 'commitment' | 'guess'
 *   | 'handover' | 'report'} Screen
 * @typedef {'send' | 'receive' | 'together'} Mode to send one's own, to read somebody's, or both on one device
 * @typedef {'first' | 'second'} Seat whose turn it is; "second" only where two share a device
 * @typedef {Record<string, Record<string, number>>} Guesses questionnaire to scale to where the other is thought to be
 * @typedef {{ name: string, sheets: readonly Sheet[], guesses: Guesses }} Person
 * @typedef {'plain' | 'locked' | 'commitment' | 'reveal'} OutKind
 * @typedef {{ kind: OutKind, link: string, text: string, svg: string }} Out what is to be sent
 * @typedef {{ html: string, name: string, parts: readonly string[], committed: 'kept' | 'broken' | null }} Announced
 * @typedef {'empty' | 'too_long' | 'too_many' | 'no_key' | 'wrong' | 'damaged' | 'newer' | 'no_parts' | 'bad_name' | 'no_passphrase' | 'refused' | FailureCode} ProblemCode
 * @typedef {{ code: ProblemCode, message?: string }} Problem
 *
 * @typedef {object} Exchange
 * @property {Screen} screen
 * @property {readonly Screen[]} trail the screens that "Back" leads to, the last one first to come
 * @property {Mode} mode
 * @property {Seat} seat
 * @property {Readonly<Record<Seat, Person>>} people
 * @property {readonly string[]} queue questionnaires that the person at hand still wants to answer here
 * @property {{ code: string, html: string } | null} preview what is about to be sent
 * @property {Out | null} out
 * @property {readonly Found[]} choices the codes to choose from, where more than one was pasted
 * @property {Extract<Found, { kind: 'code' }> | null} received the other person's code, not looked into by this page
 * @property {string | null} locked a code that waits for its passphrase
 * @property {string | null} commitment the other person's commitment
 * @property {Announced | null} announced what the engine says of the code, without its scores
 * @property {{ html: string } | null} report
 * @property {boolean} busy whether the engine is at work for this screen
 * @property {Problem | null} problem why it does not go on
 * @property {EngineStatus | null} status the engine's last word
 *
 * @typedef {{ type: 'began', mode: Mode }
 *   | { type: 'told', name: string, sheets: readonly Sheet[], queue: readonly string[] }
 *   | { type: 'answered', sheet: Sheet | null }
 *   | { type: 'previewed', code: string, html: string }
 *   | { type: 'made', out: Out }
 *   | { type: 'opening' }
 *   | { type: 'carried', carried: Exclude<Carried, { kind: 'none' }> }
 *   | { type: 'announced', announced: Announced }
 *   | { type: 'consented' }
 *   | { type: 'guessed', guesses: Guesses }
 *   | { type: 'handed' }
 *   | { type: 'reported', html: string }
 *   | { type: 'busy' }
 *   | { type: 'idle' }
 *   | { type: 'failed', problem: Problem }
 *   | { type: 'back' }
 *   | { type: 'cleared' }
 *   | { type: 'engine', status: EngineStatus }} Action
 */

/** What a name may be made of. The engine looks more closely; this finds a slip while the field is in sight. */
const NAME = /^(?!.*(?![\u200c\u200d])\p{Default_Ignorable_Code_Point})\p{L}[\p{L}\p{M}\p{Nd} .'’‐·・\u200c\u200d-]*$/u;

/** @type {Person} */
const NOBODY = Object.freeze({ name: '', sheets: Object.freeze([]), guesses: Object.freeze({}) });

/** @type {Readonly<Exchange>} */
export const START = Object.freeze({
  screen: 'start',
  trail: Object.freeze([]),
  mode: 'send',
  seat: 'first',
  people: Object.freeze({ first: NOBODY, second: NOBODY }),
  queue: Object.freeze([]),
  preview: null,
  out: null,
  choices: Object.freeze([]),
  received: null,
  locked: null,
  commitment: null,
  announced: null,
  report: null,
  busy: false,
  problem: null,
  status: null,
});

/**
 * @param {Readonly<Exchange>} exchange
 * @param {Action} action
 * @returns {Readonly<Exchange>}
 */
export function reduce(exchange, action) {
  switch (action.type) {
    case 'began':
      return to('own', { ...exchange, mode: action.mode });
    case 'told': {
      if (action.name && !NAME.test(action.name)) return { ...exchange, problem: { code: 'bad_name' } };
      if (!action.sheets.length && !action.queue.length) return { ...exchange, problem: { code: 'no_parts' } };
      const told = withPerson(exchange, { name: action.name, sheets: action.sheets });
      return action.queue.length ? to('answer', { ...told, queue: action.queue }) : afterOwn(told);
    }
    case 'answered': {
      const person = exchange.people[exchange.seat];
      const others = person.sheets.filter((one) => one.instrument !== exchange.queue[0]);
      const sheets = action.sheet ? [...others, action.sheet] : others;
      const next = withPerson({ ...exchange, queue: exchange.queue.slice(1), problem: null }, { sheets });
      if (next.queue.length) return next;
      return sheets.length ? afterOwn(next) : { ...to('own', next), problem: { code: 'no_parts' } };
    }
    case 'previewed':
      return { ...exchange, busy: false, preview: { code: action.code, html: action.html } };
    case 'made':
      return { ...to('send', exchange), out: action.out };
    case 'opening':
      return to('open', { ...exchange, mode: 'receive' });
    case 'carried':
      return carried(exchange, action.carried);
    case 'announced':
      return exchange.screen === 'consent' ? { ...exchange, busy: false, announced: action.announced } : exchange;
    case 'consented':
      return to(exchange.people.first.sheets.length ? 'guess' : 'own', exchange);
    case 'guessed': {
      const told = withPerson(exchange, { guesses: action.guesses });
      if (told.mode !== 'together') return { ...to('report', told), busy: true, report: null };
      // Nothing leads back from the hand-over: behind it is what the other person must not see.
      return { ...to('handover', told), trail: [] };
    }
    case 'handed':
      return exchange.seat === 'first'
        ? { ...to('own', { ...exchange, seat: 'second' }), trail: [] }
        : { ...to('report', exchange), trail: [], busy: true, report: null };
    case 'reported':
      return exchange.screen === 'report' ? { ...exchange, busy: false, report: { html: action.html } } : exchange;
    case 'busy':
      return { ...exchange, busy: true, problem: null };
    case 'idle':
      return { ...exchange, busy: false };
    case 'failed':
      return { ...exchange, busy: false, problem: action.problem };
    case 'back': {
      const screen = exchange.trail.at(-1);
      return screen
        ? { ...exchange, screen, trail: exchange.trail.slice(0, -1), busy: false, problem: null }
        : exchange;
    }
    case 'cleared':
      // The engine stays: it holds nothing of anybody's between two requests.
      return { ...START, status: exchange.status };
    case 'engine':
      return { ...exchange, status: action.status };
  }
}

/** Whose parts the guesses on this screen are about: those that the other shares, as far as that is known. */
export function guessable(/** @type {Readonly<Exchange>} */ { mode, announced, people, seat }) {
  if (mode === 'receive') return announced?.parts ?? [];
  const other = seat === 'first' ? [] : people.first.sheets;
  const known = other.length ? other : people[seat].sheets;
  return known.map((one) => one.instrument);
}

/**
 * The two sides of the comparison, as the engine takes them.
 *
 * @param {Readonly<Exchange>} exchange
 */
export function sides({ mode, people, received }) {
  const side = (/** @type {Person} */ { name, sheets, guesses }) => ({ sheets, guesses, ...(name && { name }) });
  const other = mode === 'together' ? side(people.second) : { code: received?.code ?? '' };
  return { a: side(people.first), b: other };
}

/**
 * @param {Readonly<Exchange>} exchange
 * @param {Exclude<Carried, { kind: 'none' }>} carried
 * @returns {Readonly<Exchange>}
 */
function carried(exchange, carried) {
  const received = { ...exchange, mode: /** @type {const} */ ('receive'), announced: null, report: null };
  switch (carried.kind) {
    case 'refused': {
      const here = exchange.screen === 'open' ? exchange : to('open', received);
      return { ...here, problem: { code: carried.why } };
    }
    case 'several':
      return { ...to('open', received), choices: carried.found };
    case 'locked':
      return { ...to('unlock', received), locked: carried.locked };
    case 'commitment':
      return { ...to('commitment', received), commitment: carried.commitment };
    case 'code':
      return { ...to('consent', received), received: carried, locked: null, busy: true };
  }
}

/** @param {Readonly<Exchange>} exchange */
function afterOwn(exchange) {
  if (exchange.mode === 'send') return { ...to('preview', exchange), busy: true, preview: null, out: null };
  return to('guess', exchange);
}

/**
 * @param {Screen} screen
 * @param {Readonly<Exchange>} exchange
 * @returns {Readonly<Exchange>}
 */
function to(screen, exchange) {
  // Screens that are of no use a second time are passed over on the way back.
  const passing = ['answer', 'unlock', 'handover', screen].includes(exchange.screen);
  const trail = passing ? exchange.trail : [...exchange.trail, exchange.screen];
  return { ...exchange, screen, trail, choices: START.choices, busy: false, problem: null };
}

/**
 * @param {Readonly<Exchange>} exchange
 * @param {Partial<Person>} told
 * @returns {Readonly<Exchange>}
 */
function withPerson(exchange, told) {
  const { people, seat } = exchange;
  return { ...exchange, people: { ...people, [seat]: { ...people[seat], ...told } } };
}
