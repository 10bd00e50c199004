import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Presses } from '../../overrides/assets/quiz/press.mjs';

test('a tap counts for what was there when it began', () => {
  const presses = new Presses();
  presses.begin({ page: 0, at: 1000, choice: 'three' });
  assert.equal(presses.end(0), 'unchanged');
  presses.begin({ page: 0, at: 1210, choice: 'four' });
  presses.turned(); // by the first tap's delay, under the second one's finger
  assert.deepEqual(presses.end(1), { choice: 'four' });
  presses.begin({ page: 1, at: 5000, choice: null });
  presses.turned();
  assert.equal(presses.end(2), 'nothing');
});

test('a second tap within 400 ms does not reach the next question, and a later one does', () => {
  for (const [after, counts] of [
    [230, 'nothing'],
    [399, 'nothing'],
    [400, 'unchanged'],
    [2000, 'unchanged'],
  ]) {
    const presses = new Presses();
    presses.begin({ page: 0, at: 1000, choice: 'three' });
    presses.end(0);
    presses.turned();
    presses.begin({ page: 1, at: 1000 + after, choice: 'five' });
    assert.equal(presses.end(1), counts, String(after));
  }
});

test('on one page answers may come as fast as they like', () => {
  const presses = new Presses();
  for (let at = 0; at < 500; at += 50) {
    presses.begin({ page: 0, at, choice: 'any' });
    assert.equal(presses.end(0), 'unchanged');
  }
});

test('keys, labels and screen readers press without a beginning, and a scroll is no press', () => {
  const presses = new Presses();
  presses.begin({ page: 0, at: 10, choice: 'one' });
  presses.turned();
  presses.cancel();
  assert.equal(presses.end(1), 'unchanged');
});

test('a press after a key is no second tap of the press before it', () => {
  const presses = new Presses();
  presses.begin({ page: 0, at: 1000, choice: 'again' });
  presses.end(0);
  presses.turned();
  presses.keyed();
  presses.turned(); // by the key
  presses.begin({ page: 1, at: 1100, choice: null });
  assert.equal(presses.end(1), 'unchanged');
});
