import assert from 'node:assert/strict';
import { test } from 'node:test';

import { rests, secondsLeft } from '../../overrides/assets/quiz/pace.mjs';

const times = (count, seconds) => Object.fromEntries(Array.from({ length: count }, (_, n) => [`i${n}`, seconds]));

test('the time left begins with what is expected and learns from the pace', () => {
  assert.equal(secondsLeft({}, 24, 12), 24 * 12);
  const quick = [2, 6, 12].map((count) => secondsLeft(times(count, 4), 10, 12));
  assert.ok(quick[0] > quick[1] && quick[1] > quick[2] && quick[2] > 40);
  assert.ok(secondsLeft(times(6, 20), 10, 12) > 120);
  assert.equal(secondsLeft(times(5, 9), 0, 12), 0);
});

test('one long pause does not lengthen the rest', () => {
  assert.ok(secondsLeft({ ...times(9, 6), pause: 590 }, 10, 12) < 200);
});

test('parts are of about equal length and begin with a page', () => {
  assert.deepEqual(rests(24, 5), [10, 15]);
  assert.deepEqual(rests(30, 5), [10, 15, 25]);
  assert.deepEqual(rests(12, 5), [5]);
  for (const few of [1, 5, 8, 11]) assert.deepEqual(rests(few, 5), []);
  for (const start of rests(60, 5)) assert.equal(start % 5, 0);
});
