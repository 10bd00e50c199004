import assert from 'node:assert/strict';
import { test } from 'node:test';

import { START } from '../../overrides/assets/quiz/session.mjs';
import {
  generationText,
  engineText,
  erasedText,
  failureText,
  ledgerText,
  noticeText,
  progressText,
} from '../../overrides/assets/quiz/wording.mjs';

test('progress counts answers and what was skipped', () => {
  assert.equal(progressText(0, 0, 24, 300), '0 of 24 done, 5 min left');
  assert.equal(progressText(7, 2, 24, 20), '7 of 24 done, 2 skipped, 1 min left');
  assert.equal(progressText(24, 0, 24, 0), 'All 24 answered');
});

test('the ledger says none, one and many', () => {
  assert.equal(ledgerText({ since: 0, refused: 0 }), 'Requests to the network since your first answer: none.');
  assert.match(ledgerText({ since: 1, refused: 0 }), /: 1 request\.$/);
  assert.match(ledgerText({ since: 2, refused: 1 }), /: 2 requests\. 1 more was refused by the seal\.$/);
  assert.match(ledgerText({ since: 0, refused: 3 }), /: none\. 3 more were refused by the seal\.$/);
});

test('every failure has a sentence that keeps the answers and says what to do', () => {
  for (const code of ['unreachable', 'gone', 'altered', 'blocked', 'crashed']) {
    assert.ok(failureText({ ...START, failure: { code } }).length > 60, code);
    assert.equal(
      failureText({ ...START, status: { state: 'failed', code } }),
      failureText({ ...START, failure: { code } }),
    );
  }
  assert.equal(failureText(START), null);
  assert.match(failureText({ ...START, failure: { code: 'refused', message: 'Because.' } }), /Because\.$/);
});

test('the engine is never silent', () => {
  const statuses = [null, { state: 'loading', left: 1_200_000, total: 3_000_000 }, { state: 'ready' }];
  statuses.push({ state: 'failed', code: 'crashed' });
  for (const stage of ['interpreter', 'package', 'running']) statuses.push({ state: 'sealed', stage });
  const texts = statuses.map((status) => engineText(status));
  assert.equal(new Set(texts).size, texts.length);
  assert.match(texts[1], /1\.2 MB left/);
});

test('how long the engine still takes is said in seconds, then in minutes', () => {
  const text = (seconds) => engineText({ state: 'loading', left: 1_200_000, total: 3_000_000, seconds });
  assert.match(text(0.2), /1\.2 MB left, 5 s/);
  assert.match(text(41), /MB left, 45 s$/);
  assert.match(text(150), /MB left, 3 min$/);
});

test('every notice has its words, and no notice has none', () => {
  assert.equal(noticeText(START, '1.0.0'), '');
  for (const kind of [
    'resumed',
    'outdated',
    'damaged',
    'full',
    'forbidden',
    'other-tab',
    'held',
    'erased-elsewhere',
    'shared',
  ]) {
    assert.ok(noticeText({ ...START, notice: { kind, text: '0.9.0' } }, '1.0.0').length > 40, kind);
  }
  assert.match(
    noticeText({ ...START, answers: { one: 1 }, notice: { kind: 'resumed' } }, '1'),
    /Your 1 answer from last time is/,
  );
});

test('erasing names what is gone', () => {
  const nothing = { answers: 0, results: 0, others: 0, exchanged: 0, scheme: false, offline: false };
  assert.match(erasedText(nothing), /nothing to erase/);
  assert.match(erasedText({ ...nothing, answers: 1 }), /^Erased: 1 answer\. /);
  assert.match(
    erasedText({ answers: 24, results: 2, others: 1, exchanged: 2, scheme: true, offline: true }),
    /^Erased: 24 answers, 2 kept results, the answers to 1 other quiz, 2 kept codes and promises of two people, your choice of light or dark and the copy of the site/,
  );
});

test('the panel says what holds, and what stays open in a browser without the Navigation API', () => {
  const sealed = /** @type {const} */ ({ state: 'sealed', stage: 'running' });
  assert.match(generationText({ ...sealed, bound: true, leaves: true }), /from its first byte/);
  assert.match(generationText({ ...sealed, leaves: true }), /a script that sets the page's address/);
  assert.doesNotMatch(generationText({ ...sealed, leaves: false }), /sets the page's address/);
  assert.match(generationText({ state: 'ready' }), /network is still on/);
});
