// What this device keeps of paths and worksheets: sound records are read, and nothing else is taken for one.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { readFields } from '../../overrides/assets/ways/fields.mjs';
import { nameOf, readDone, record } from '../../overrides/assets/ways/progress.mjs';
import { progressText } from '../../overrides/assets/ways/wording.mjs';

test('what is done of a path comes back as it was kept', () => {
  assert.deepEqual(readDone(JSON.parse(JSON.stringify(record(['articles/one', 'quiz/two'])))), [
    'articles/one',
    'quiz/two',
  ]);
  assert.equal(nameOf('i-worry'), 'path.i-worry');
});

test('what is no record of a path is none', () => {
  for (const value of [
    undefined,
    null,
    3,
    [],
    { format: 2, done: [] },
    { format: 1, done: 'a' },
    { format: 1, done: [1] },
  ])
    assert.equal(readDone(value), null);
});

test('what was written comes back, and what is no record of it is none', () => {
  assert.deepEqual(readFields({ format: 1, fields: { a: 'x' } }), { a: 'x' });
  for (const value of [
    undefined,
    null,
    'a',
    { fields: {} },
    { format: 1, fields: null },
    { format: 1, fields: { a: 1 } },
  ])
    assert.equal(readFields(value), null);
});

test('progress says nothing before the first piece, and something else at the end', () => {
  assert.equal(progressText(0, 3), '');
  assert.match(progressText(1, 3), /^1 of 3/);
  assert.doesNotMatch(progressText(3, 3), /3/);
});
