import assert from 'node:assert/strict';
import { test } from 'node:test';

import { START, guessable, reduce, sides } from '../../overrides/assets/quiz/exchange/exchange.mjs';

const sheet = (instrument) => ({ instrument, instrument_version: '1.0.0', answers: { i1: 1 } });
const run = (...actions) => actions.reduce(reduce, START);
const CODE = { kind: 'code', code: 'ip1.theirs' };
const ANNOUNCED = { html: '<p>From Kim</p>', name: 'Kim', parts: ['values'], committed: null };
const told = (...instruments) => ({ type: 'told', name: 'Ada', sheets: instruments.map(sheet), queue: [] });

test('sending leads from the parts over the preview to what is sent, and back', () => {
  const previewed = run({ type: 'began', mode: 'send' }, told('attachment'), {
    type: 'previewed',
    code: 'ip1.mine',
    html: 'x',
  });
  assert.equal(previewed.screen, 'preview');
  assert.equal(previewed.out, null);
  const made = reduce(previewed, { type: 'made', out: { kind: 'plain', link: 'l', text: 't', svg: 's' } });
  assert.equal(made.screen, 'send');
  const back = [1, 2, 3].reduce((one) => reduce(one, { type: 'back' }), made);
  assert.equal(back.screen, 'start');
  assert.equal(reduce(back, { type: 'back' }), back);
});

test('choosing other parts drops what was about to be sent', () => {
  const made = run(
    { type: 'began', mode: 'send' },
    told('attachment'),
    { type: 'previewed', code: 'ip1.mine', html: 'x' },
    { type: 'made', out: { kind: 'plain', link: 'l', text: 't', svg: 's' } },
    { type: 'back' },
    { type: 'back' },
    told('values'),
  );
  assert.equal(made.preview, null);
  assert.equal(made.out, null);
  assert.equal(made.busy, true);
});

test('without any part it does not go on', () => {
  const stuck = run({ type: 'began', mode: 'send' }, { type: 'told', name: '', sheets: [], queue: [] });
  assert.equal(stuck.screen, 'own');
  assert.equal(stuck.problem.code, 'no_parts');
  const passed = run(
    { type: 'began', mode: 'send' },
    { type: 'told', name: '', sheets: [], queue: ['values'] },
    { type: 'answered', sheet: null },
  );
  assert.equal(passed.screen, 'own');
  assert.equal(passed.problem.code, 'no_parts');
});

test('a name that no code can hold is refused while its field is in sight', () => {
  const named = (name) => run({ type: 'began', mode: 'send' }, { ...told('values'), name });
  for (const name of ['', 'Ada', "O'Brien", 'Anna-Lena', 'Zoë', '若菜', 'می‌خواهم', 'J. R.', 'Kim2']) {
    assert.equal(named(name).problem, null, name);
  }
  for (const name of ['<b>', 'a<img src=x>', '2pac', ' ', 'a\u202eb', 'a\nb', '"quoted"']) {
    assert.equal(named(name).problem?.code, 'bad_name', name);
    assert.equal(named(name).screen, 'own');
  }
});

test('what is answered here joins what was kept, one questionnaire after the other', () => {
  const begun = run(
    { type: 'began', mode: 'send' },
    { type: 'told', name: '', sheets: [sheet('attachment')], queue: ['conflict', 'values'] },
  );
  assert.equal(begun.screen, 'answer');
  const one = reduce(begun, { type: 'answered', sheet: sheet('conflict') });
  assert.equal(one.screen, 'answer');
  const two = reduce(one, { type: 'answered', sheet: null });
  assert.equal(two.screen, 'preview');
  assert.deepEqual(
    two.people.first.sheets.map((each) => each.instrument),
    ['attachment', 'conflict'],
  );
});

test('a code is announced, agreed to, and only then compared', () => {
  const read = run({ type: 'carried', carried: CODE }, { type: 'announced', announced: ANNOUNCED });
  assert.equal(read.screen, 'consent');
  assert.equal(read.busy, false);
  const own = reduce(read, { type: 'consented' });
  assert.equal(own.screen, 'own');
  const guess = reduce(own, told('values'));
  assert.equal(guess.screen, 'guess');
  assert.deepEqual(guessable(guess), ['values']);
  const report = reduce(guess, { type: 'guessed', guesses: { values: { power: 1 } } });
  assert.equal(report.screen, 'report');
  assert.deepEqual(sides(report), {
    a: { name: 'Ada', sheets: [sheet('values')], guesses: { values: { power: 1 } } },
    b: { code: 'ip1.theirs' },
  });
  assert.equal(reduce(report, { type: 'reported', html: 'r' }).report.html, 'r');
});

test('who has sent a code is not asked for the same parts again', () => {
  const agreed = run(
    { type: 'began', mode: 'send' },
    told('values'),
    { type: 'previewed', code: 'ip1.mine', html: 'x' },
    { type: 'made', out: { kind: 'plain', link: 'l', text: 't', svg: 's' } },
    { type: 'opening' },
    { type: 'carried', carried: CODE },
    { type: 'announced', announced: ANNOUNCED },
    { type: 'consented' },
  );
  assert.equal(agreed.screen, 'guess');
  assert.equal(agreed.mode, 'receive');
});

test('each kind of thing that is sent leads to its own screen', () => {
  assert.equal(run({ type: 'carried', carried: { kind: 'locked', locked: 'ipe1.x' } }).screen, 'unlock');
  const committed = run({ type: 'carried', carried: { kind: 'commitment', commitment: 'ipc1.x' } });
  assert.equal(committed.screen, 'commitment');
  assert.equal(reduce(committed, { type: 'carried', carried: CODE }).commitment, 'ipc1.x');
  const refused = run({ type: 'carried', carried: { kind: 'refused', why: 'too_long' } });
  assert.equal(refused.screen, 'open');
  assert.equal(refused.problem.code, 'too_long');
});

test('a second code takes the place of the first, and nothing of the first is shown', () => {
  const again = run(
    { type: 'carried', carried: CODE },
    { type: 'announced', announced: ANNOUNCED },
    { type: 'carried', carried: { kind: 'code', code: 'ip1.other' } },
  );
  assert.equal(again.announced, null);
  assert.equal(again.received.code, 'ip1.other');
});

test('two on one device: nothing leads back behind a hand-over', () => {
  const handover = run({ type: 'began', mode: 'together' }, told('attachment'), {
    type: 'guessed',
    guesses: { attachment: { anxiety: 4 } },
  });
  assert.equal(handover.screen, 'handover');
  assert.equal(reduce(handover, { type: 'back' }), handover);
  const second = reduce(handover, { type: 'handed' });
  assert.equal(second.screen, 'own');
  assert.equal(second.seat, 'second');
  assert.equal(reduce(second, { type: 'back' }), second);
  const ready = [
    { ...told('attachment'), name: 'Kim' },
    { type: 'guessed', guesses: {} },
  ].reduce(reduce, second);
  assert.equal(ready.screen, 'handover');
  const report = reduce(ready, { type: 'handed' });
  assert.equal(report.screen, 'report');
  assert.equal(reduce(report, { type: 'back' }), report);
  assert.deepEqual(sides(report), {
    a: { name: 'Ada', sheets: [sheet('attachment')], guesses: { attachment: { anxiety: 4 } } },
    b: { name: 'Kim', sheets: [sheet('attachment')], guesses: {} },
  });
});

test('starting over forgets both people and keeps the engine', () => {
  const status = { state: 'sealed', stage: 'running' };
  const cleared = run({ type: 'engine', status }, { type: 'began', mode: 'send' }, told('values'), { type: 'cleared' });
  assert.deepEqual(cleared, { ...START, status });
});

test('what comes too late changes nothing', () => {
  const started = run({ type: 'began', mode: 'send' });
  assert.equal(reduce(started, { type: 'announced', announced: ANNOUNCED }), started);
  assert.equal(reduce(started, { type: 'reported', html: 'r' }), started);
});
