import assert from 'node:assert/strict';
import { test } from 'node:test';

import { progressOf, readOutcome, showForReader } from '../../overrides/assets/quiz/profile.mjs';
import { STORED } from '../../overrides/assets/quiz/site.mjs';
import { Store } from '../../overrides/assets/quiz/store.mjs';

/** @param {Record<string, unknown>} entries */
function storeOf(entries) {
  const texts = new Map(Object.entries(entries).map(([name, value]) => [`${STORED}${name}`, JSON.stringify(value)]));
  const keys = [...texts.keys()];
  return new Store(() => ({ length: keys.length, key: (n) => keys[n], getItem: (name) => texts.get(name) ?? null }));
}

const SESSION = { format: 1, version: '2', answers: { one: 3, two: 4 } };
const RESULT = { format: 1, taken: '2026-11-24', instrument_version: '2', answers: { one: 3 } };

test('a quiz is not begun, begun, or done', () => {
  assert.deepEqual(progressOf(storeOf({}), 'values', '2'), { when: 'none' });
  const begun = { when: 'begun', answered: 2 };
  assert.deepEqual(progressOf(storeOf({ 'session.values': SESSION }), 'values', '2'), begun);
  const both = storeOf({ 'session.values': SESSION, 'history.values': [RESULT] });
  assert.deepEqual(progressOf(both, 'values', '2'), { when: 'done', taken: '2026-11-24' });
  assert.deepEqual(progressOf(both, 'conflict', '2'), { when: 'none' });
});

test('answers to an earlier edition begin nothing, and their day is known', () => {
  const store = storeOf({ 'session.values': SESSION, 'history.values': [RESULT] });
  assert.deepEqual(progressOf(store, 'values', '3'), { when: 'none', earlier: '2026-11-24' });
});

test('no answers or damaged ones begin nothing', () => {
  const empty = storeOf({ 'session.values': { ...SESSION, answers: {} }, 'history.values': 'x' });
  assert.deepEqual(progressOf(empty, 'values', '2'), { when: 'none' });
});

test('where storage is forbidden nothing is begun and nothing is shown', () => {
  const store = new Store(() => {
    throw new Error('forbidden');
  });
  assert.deepEqual(progressOf(store, 'values', '2'), { when: 'none' });
  assert.equal(showForReader(store, [{ hidden: false, dataset: { speaksTo: 'values.openness' } }]), 0);
});

test('an outcome is read as it was written, and anything else is none', () => {
  assert.deepEqual(readOutcome({ format: 1, regions: ['values.openness'] }), ['values.openness']);
  for (const broken of [undefined, null, 5, [], { format: 2, regions: ['x'] }, { format: 1, regions: 'x' }])
    assert.deepEqual(readOutcome(broken), []);
  assert.deepEqual(readOutcome({ format: 1, regions: ['x', 5] }), []);
});

test('what speaks to one of the regions of any quiz is shown, the rest is hidden', () => {
  const store = storeOf({
    'outcome.values': { format: 1, regions: ['values.openness'] },
    'outcome.conflict': { format: 1, regions: ['conflict.avoiding', 'conflict.obliging'] },
  });
  const elements = ['values.conservation', 'conflict.integrating conflict.obliging', 'values.openness', ''].map(
    (speaksTo) => ({ hidden: true, dataset: { speaksTo } }),
  );
  assert.equal(showForReader(store, elements), 2);
  assert.deepEqual(
    elements.map((one) => one.hidden),
    [true, false, false, true],
  );
});
