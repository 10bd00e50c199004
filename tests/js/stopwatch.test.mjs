import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Stopwatch } from '../../overrides/assets/quiz/stopwatch.mjs';

function watch() {
  const clock = { now: 5000 };
  return { clock, stopwatch: new Stopwatch(() => clock.now) };
}

test('a lap is in tenths of a second, from the start or the lap before', () => {
  const { clock, stopwatch } = watch();
  stopwatch.start();
  clock.now += 2340;
  assert.equal(stopwatch.lap(), 2.3);
  clock.now += 60;
  assert.equal(stopwatch.lap(), 0.1);
});

test('before any start the time is not known, afterwards it is', () => {
  const { clock, stopwatch } = watch();
  assert.equal(stopwatch.lap(), undefined);
  clock.now += 1000;
  assert.equal(stopwatch.lap(), 1);
});

test('what was looked away from, or left for ten minutes, has no time', () => {
  const { clock, stopwatch } = watch();
  stopwatch.start();
  stopwatch.stop();
  clock.now += 3000;
  assert.equal(stopwatch.lap(), undefined);
  clock.now += 600_100;
  assert.equal(stopwatch.lap(), undefined);
  clock.now += 600_000;
  assert.equal(stopwatch.lap(), 600);
});
