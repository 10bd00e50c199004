import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Keeper } from '../../overrides/assets/quiz/keeper.mjs';
import { START } from '../../overrides/assets/quiz/session.mjs';
import { STORED } from '../../overrides/assets/quiz/site.mjs';
import { Store } from '../../overrides/assets/quiz/store.mjs';

/** @param {Record<string, unknown>} entries */
function device(entries = {}) {
  const texts = new Map(Object.entries(entries).map(([name, value]) => [`${STORED}${name}`, JSON.stringify(value)]));
  const store = new Store(() => ({
    get length() {
      return texts.size;
    },
    key: (n) => [...texts.keys()][n] ?? null,
    getItem: (name) => texts.get(name) ?? null,
    setItem: (name, text) => void texts.set(name, text),
    removeItem: (name) => void texts.delete(name),
  }));
  return { keeper: new Keeper(store, 'values', '2', ['one', 'two']), stored: (name) => store.read(name).value };
}

const result = (taken, one, instrument_version = '2') => ({ format: 1, taken, instrument_version, answers: { one } });
const SESSION = { ...START, answers: { one: 3 }, seconds: { one: 2.5 } };

test('a new result is added to those of every version', () => {
  const { keeper, stored } = device({ 'history.values': [result('2025-01-01', 1, '1')] });
  const [action] = keeper.keepResult(SESSION);
  assert.equal(action.type, 'kept');
  assert.equal(action.results.length, 1);
  assert.equal(stored('history.values').length, 2);
  assert.deepEqual(stored('history.values')[1].seconds, { one: 2.5 });
});

test('one result is deleted, of this version, and the others stay', () => {
  const all = [result('2025-01-01', 1, '1'), result('2026-01-01', 1), result('2026-02-01', 2)];
  const { keeper, stored } = device({ 'history.values': all, 'outcome.values': { format: 1, regions: ['x'] } });
  const [kept, said] = keeper.deleteResult(0);
  assert.deepEqual(kept, {
    type: 'kept',
    results: [{ taken: '2026-02-01', form: 'full' }],
    earlier: [{ taken: '2025-01-01', form: 'full' }],
  });
  assert.match(said.notice.text, /January 1, 2026/);
  assert.deepEqual(stored('history.values'), [all[0], all[2]]);
  assert.ok(stored('outcome.values'));
  keeper.deleteResult(0);
  assert.equal(stored('outcome.values'), undefined);
  assert.deepEqual(stored('history.values'), [all[0]]);
  assert.deepEqual(keeper.deleteResult(7), [
    { type: 'kept', results: [], earlier: [{ taken: '2025-01-01', form: 'full' }] },
  ]);
});

test('nothing is kept, and what was kept of today goes, once the device is shared', () => {
  const { keeper, stored } = device({ 'history.values': [result('2025-01-01', 1, '1'), result('2026-01-01', 1)] });
  keeper.keepResult(SESSION);
  keeper.keepOutcome(SESSION, ['values.openness']);
  assert.deepEqual(stored('outcome.values'), { format: 1, regions: ['values.openness'] });
  keeper.setKeeping(false, SESSION);
  assert.equal(stored('history.values').length, 2);
  assert.equal(stored('outcome.values'), undefined);
  const shared = { ...SESSION, keep: false };
  assert.deepEqual(keeper.keepResult(shared), []);
  keeper.keepOutcome(shared, ['values.openness']);
  assert.equal(stored('outcome.values'), undefined);
});

test('a session comes back with the times of its answers, and without items that are gone', () => {
  const record = { format: 1, version: '2', answers: { one: 3, gone: 5 }, seconds: { one: 2, gone: 1 } };
  const { keeper } = device({ 'session.values': record });
  assert.deepEqual(keeper.open(), [
    { type: 'adopted', answers: { one: 3 }, seconds: { one: 2 }, form: 'full', run: 0, notice: 'resumed' },
  ]);
});

// A result and a session as the first edition left them, under the ids that the second uses too.
const FIRST = { version: '1', answers: { one: 3, two: 5 } };

test('answers to an earlier edition are put aside with the reason, and none of them is taken over', () => {
  const { keeper, stored } = device({ 'session.values': { format: 1, ...FIRST } });
  assert.deepEqual(keeper.open(), [{ type: 'noticed', notice: { kind: 'outdated', text: '1' } }]);
  assert.equal(stored('session.values'), undefined);
  assert.deepEqual(JSON.parse(keeper.oldAnswers()), [{ format: 1, ...FIRST, run: 0 }]);
  assert.deepEqual(keeper.open(), []);
});

test('results of an earlier edition are no part of the history, and can be downloaded and deleted', () => {
  const all = [result('2025-01-01', 1, '1'), result('2025-02-01', 2, '1'), result('2026-01-01', 1)];
  const outcome = { format: 1, regions: ['values.openness'] };
  const { keeper, stored } = device({ 'history.values': all, 'outcome.values': outcome });
  assert.deepEqual(keeper.kept(), {
    type: 'kept',
    results: [{ taken: '2026-01-01', form: 'full' }],
    earlier: [
      { taken: '2025-01-01', form: 'full' },
      { taken: '2025-02-01', form: 'full' },
    ],
  });
  assert.deepEqual(
    keeper.historyWith(SESSION).map((one) => one.instrument_version),
    ['2', '2'],
  );
  assert.deepEqual(JSON.parse(keeper.oldAnswers()), all.slice(0, 2));
  keeper.deleteResult(1, true);
  assert.deepEqual(stored('history.values'), [all[0], all[2]]);
  assert.ok(stored('outcome.values')); // the newest result of the present edition named it
});

test('what the last result of an earlier edition named goes with it', () => {
  const { keeper, stored } = device({
    'history.values': [result('2025-01-01', 1, '1')],
    'outcome.values': { format: 1, regions: ['values.openness'] },
  });
  keeper.deleteResult(0, true);
  assert.equal(stored('outcome.values'), undefined);
  assert.equal(stored('history.values'), undefined);
});
