import assert from 'node:assert/strict';
import { test } from 'node:test';

import { addResult, readHistory, readSession, sameAnswers } from '../../overrides/assets/quiz/record.mjs';

const SESSION = { format: 1, version: '1.0.0', answers: { one: 3 }, run: 2 };
const RESULT = { format: 1, taken: '2026-11-24', instrument_version: '1.0.0', answers: { one: 3 } };

test('a session is read as it was written', () => {
  assert.deepEqual(readSession(JSON.parse(JSON.stringify(SESSION))), SESSION);
});

test('a session that does not say how often it was begun counts as the first', () => {
  for (const run of [undefined, null, -1, 1.5, '3', 1e300]) assert.equal(readSession({ ...SESSION, run }).run, 0);
});

test('what is no session is none', () => {
  const broken = [null, 1, 'text', [], {}, { ...SESSION, format: 2 }, { ...SESSION, version: 1 }];
  broken.push({ ...SESSION, answers: null }, { ...SESSION, answers: [3] }, { ...SESSION, answers: { one: '3' } });
  broken.push({ ...SESSION, answers: { one: 3.5 } });
  for (const value of broken) assert.equal(readSession(value), null, JSON.stringify(value));
});

test('times are read with their answers, and damaged ones count as absent', () => {
  const seconds = { one: 2.5 };
  assert.deepEqual(readSession({ ...SESSION, seconds }), { ...SESSION, seconds });
  assert.deepEqual(readHistory([{ ...RESULT, seconds }]), [{ ...RESULT, seconds }]);
  for (const broken of [[1], 5, null, { one: -1 }, { one: '2' }, { one: NaN }])
    assert.deepEqual(readSession({ ...SESSION, seconds: broken }), SESSION, JSON.stringify(broken));
});

test('a history gives its readable results and passes over the rest', () => {
  const broken = [
    null,
    { ...RESULT, taken: 'yesterday' },
    { ...RESULT, answers: { one: 'x' } },
    { ...RESULT, format: 9 },
  ];
  assert.deepEqual(readHistory([...broken, RESULT]), [RESULT]);
  assert.deepEqual(readHistory({ not: 'a list' }), []);
});

test('the same result of the same day is kept once', () => {
  assert.equal(addResult([RESULT], { ...RESULT, answers: { one: 3 } }).length, 1);
  assert.equal(addResult([RESULT], { ...RESULT, answers: { one: 4 } }).length, 2);
  assert.equal(addResult([RESULT], { ...RESULT, taken: '2026-12-24' }).length, 2);
});

test('answers are the same whatever their order', () => {
  assert.ok(sameAnswers({ one: 1, two: 2 }, { two: 2, one: 1 }));
  assert.ok(!sameAnswers({ one: 1 }, { one: 1, two: 2 }));
  assert.ok(!sameAnswers({ one: 1 }, { two: 1 }));
});
