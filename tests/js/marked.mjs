// Prints every sentence that the browser code can say, as JSON: run by a test that marks all texts of the catalogue.
import * as quiz from '../../overrides/assets/quiz/wording.mjs';
import * as exchange from '../../overrides/assets/quiz/exchange/wording.mjs';
import * as ways from '../../overrides/assets/ways/wording.mjs';
import * as search from '../../overrides/assets/javascripts/search/wording.mjs';
import quizTexts from '../../overrides/assets/quiz/texts.mjs';
import exchangeTexts from '../../overrides/assets/quiz/exchange/texts.mjs';
import waysTexts from '../../overrides/assets/ways/texts.mjs';
import { START } from '../../overrides/assets/quiz/session.mjs';

const NAMES = ['‹first›', '‹second›'].map((name) => ({ name, sheets: [], guesses: {} }));
const nobody = { name: '', sheets: [], guesses: {} };
const scenes = ['quiz', 'exchange'];
const codes = Object.keys(quizTexts.failure);
const statuses = [
  null,
  { state: 'asking', total: 3_000_000 },
  ...[undefined, 20, 200].map((seconds) => ({ state: 'loading', left: 1_200_000, total: 3_000_000, seconds })),
  { state: 'ready' },
  { state: 'failed', code: 'crashed' },
  ...['interpreter', 'package', 'running'].map((stage) => ({ state: 'sealed', stage })),
];
const gone = { answers: 2, results: 1, others: 3, exchanged: 1, paths: 2, worksheets: 1, scheme: true, offline: true };
const nothing = {
  answers: 0,
  results: 0,
  others: 0,
  exchanged: 0,
  paths: 0,
  worksheets: 0,
  scheme: false,
  offline: false,
};
const seats = ['first', 'second'].flatMap((seat) => ['send', 'receive', 'together'].map((mode) => ({ seat, mode })));

const said = {
  quiz: [
    ...codes.map((code) => quiz.failureText({ failure: { code, message: '' }, status: null })),
    ...scenes.flatMap((scene) => statuses.map((status) => quiz.engineText(status, scene))),
    ...scenes.flatMap((scene) => [0, 1, 2].map((n) => quiz.ledgerText({ since: n, refused: n }, scene))),
    ...[0, 2].map((skipped) => quiz.progressText(3, skipped, 24, 120)),
    quiz.progressText(24, 0, 24, 0),
    ...[true, false].map(quiz.turnText),
    quiz.numberText(1, 24),
    ...[2, 3].map((part) => quiz.restText(part, 3)),
    ...quiz.resultTexts(['short', 'short'].map((form) => ({ taken: '2026-11-24', form }))),
    ...Object.keys(quizTexts.notice)
      .filter((kind) => kind !== 'deleted')
      .map((kind) => quiz.noticeText({ ...START, answers: { a: 1 }, notice: { kind, text: '1.0' } }, '2.0')),
    ...[gone, nothing, { ...nothing, answers: 1 }].map(quiz.erasedText),
    quiz.deletedText('2026-11-24'),
    quiz.askingText(3_000_000),
  ],
  exchange: [
    ...Object.keys(exchangeTexts.problem).map((code) => exchange.problemText({ problem: { code }, status: null })),
    exchange.problemText({ problem: { code: 'crashed' }, status: null }),
    ...seats.flatMap((way) => Object.values(exchange.ownTexts(way))),
    ...[true, false].map(exchange.returnText),
    ...['', '‹name›'].flatMap((name) => ['a', 'b'].map((one) => exchange.theirsText({ name, parts: ['a'] }, one))),
    ...seats.flatMap((way) => ['', '‹name›'].map((name) => exchange.guessLead(way, name))),
    ...['send', 'receive'].map(exchange.guessedText),
    ...['plain', 'commitment'].map(exchange.makeText),
    ...Object.keys(exchangeTexts.sending).flatMap((kind) => Object.values(exchange.sendingTexts(kind))),
    ...[
      { seat: 'first', people: { first: nobody, second: nobody } },
      { seat: 'second', people: { first: nobody, second: nobody } },
      { seat: 'second', people: { first: NAMES[0], second: NAMES[1] } },
    ].flatMap((state) => Object.values(exchange.handoverTexts(state))),
    ...[
      { kind: 'code', code: '‹a›' },
      { kind: 'code', code: '‹a›', nonce: 'n' },
    ].map(exchange.choiceText),
    exchange.choiceText({ kind: 'locked', locked: '‹a›' }),
    exchange.choiceText({ kind: 'commitment', commitment: '‹a›' }),
    ...['kept', 'broken'].map(exchange.committedText),
    ...[null, 'kept', 'full', 'forbidden'].flatMap((kept) =>
      ['partner', 'opening', 'commitment'].map((what) => exchange.keptText(kept, what)),
    ),
    exchange.forgottenText(),
    ...['link', 'text'].flatMap((what) => [true, false].map((copied) => exchange.copiedText(what, copied))),
  ],
  ways: [
    ...Object.keys(waysTexts)
      .filter((key) => typeof waysTexts[key] === 'string' && !['progress', 'resume', 'finished'].includes(key))
      .map(ways.keepingText),
    ...[1, 2].map((done) => ways.progressText(done, 2)),
    ...['‹one›', '‹two›', '‹three›'].map(ways.resumeText),
    ...Object.keys(waysTexts.copy).map(ways.copyText),
    ...Object.keys(waysTexts.holdings).flatMap((name) => ways.holdingTexts({ [name]: 1 })),
    ...ways.holdingTexts({}),
    ...Object.keys(waysTexts.backup)
      .filter((key) => !['restored', 'nothing_new', 'reminder', 'name'].includes(key))
      .map(ways.backupText),
    ...[0, 2].map((added) => ways.restoredText({ added, kept: 1, full: true }, '‹day›')),
    ways.reminderTitle(),
    ways.backupName('2026-11-24'),
  ],
  search: [
    ...[0, 1, 2].map((total) => search.foundText(total, '‹question›')),
    ...Object.values(search.texts).filter((text) => typeof text === 'string' && !text.includes('{')),
  ],
};
console.log(JSON.stringify(said));
