import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Keepsakes } from '../../overrides/assets/quiz/exchange/keepsakes.mjs';
import { PassingStore } from '../../overrides/assets/quiz/exchange/memory.mjs';

const VERSIONS = new Map([
  ['attachment', '1.0.0'],
  ['values', '2.0.0'],
]);
const result = (taken, instrument_version, answers) => ({ format: 1, taken, instrument_version, answers });

test('the newest result of this version of each questionnaire is found', () => {
  const store = new PassingStore();
  const older = result('2026-01-02', '1.0.0', { a1: 3 });
  const newer = result('2026-02-03', '1.0.0', { a1: 4 });
  store.write('history.attachment', [older, newer, result('2026-03-04', '0.9.0', { a1: 5 })]);
  store.write('history.values', [result('2026-03-04', '1.0.0', { v1: 5 })]);
  store.write('history.unknown', [result('2026-03-04', '1.0.0', { u1: 5 })]);
  assert.deepEqual(
    [...new Keepsakes(store).results(VERSIONS)],
    [
      [
        'attachment',
        { taken: '2026-02-03', sheet: { instrument: 'attachment', instrument_version: '1.0.0', answers: { a1: 4 } } },
      ],
    ],
  );
});

test('a result of an earlier edition is only named, and not where there is one of this edition', () => {
  const store = new PassingStore();
  store.write('history.attachment', [
    result('2026-01-02', '0.9.0', { a1: 3 }),
    result('2026-01-03', '0.9.0', { a1: 3 }),
  ]);
  const keepsakes = new Keepsakes(store);
  assert.equal(keepsakes.results(VERSIONS).size, 0);
  assert.deepEqual([...keepsakes.earlier(VERSIONS)], [['attachment', '2026-01-03']]);
  store.write('history.attachment', [
    result('2026-01-02', '0.9.0', { a1: 3 }),
    result('2026-01-03', '1.0.0', { a1: 3 }),
  ]);
  assert.equal(keepsakes.earlier(VERSIONS).size, 0);
});

test('a result of the short form is said to be one wherever it goes', () => {
  const store = new PassingStore();
  const short = { format: 1, taken: '2026-02-01', instrument_version: '1', form: 'short', answers: { a1: 2 } };
  store.write('history.attachment', [{ ...short, form: undefined, taken: '2026-01-01' }, short]);
  const found = new Keepsakes(store).results(new Map([['attachment', '1']])).get('attachment');
  assert.equal(found.sheet.form, 'short');
  store.write('history.attachment', [short, { ...short, form: undefined, taken: '2026-03-01' }]);
  assert.ok(!('form' in new Keepsakes(store).results(new Map([['attachment', '1']])).get('attachment').sheet));
});

test('a code and commitments are kept with the day, found again, and forgotten', () => {
  const store = new PassingStore();
  const keepsakes = new Keepsakes(store, () => '2026-11-24');
  assert.equal(keepsakes.keepPartner({ code: 'ip1.x' }), 'kept');
  assert.equal(keepsakes.keepOpening({ code: 'ip1.y', nonce: 'n', commitment: 'ipc1.z' }), 'kept');
  assert.equal(keepsakes.keepCommitment('ipc1.p'), 'kept');
  const later = new Keepsakes(store);
  assert.deepEqual(later.partner(), { kept: '2026-11-24', carried: { kind: 'code', code: 'ip1.x' } });
  assert.equal(later.isPartner({ code: 'ip1.x' }), true);
  assert.equal(later.isPartner({ code: 'ip1.other' }), false);
  assert.equal(later.isPartner(null), false);
  assert.equal(later.opening().nonce, 'n');
  assert.equal(later.commitment().commitment, 'ipc1.p');
  keepsakes.keepPartner({ code: 'ip1.x', nonce: 'm' });
  assert.deepEqual(later.partner().carried, { kind: 'code', code: 'ip1.x', nonce: 'm' });
  keepsakes.forgetPartner();
  keepsakes.forgetOpening();
  keepsakes.forgetCommitment();
  assert.deepEqual(store.names(), []);
  assert.deepEqual([later.partner(), later.opening(), later.commitment()], [null, null, null]);
});

test('what was kept under former names is there under the new ones, and never in place of something newer', () => {
  const store = new PassingStore();
  const opening = { format: 1, made: '2026-11-01', code: 'ip1.y', nonce: 'n', commitment: 'ipc1.z' };
  store.write('exchange.sent', opening);
  store.write('exchange.promise', { format: 1, received: '2026-11-01', commitment: 'ipc1.old' });
  store.write('exchange.commitment', { format: 1, received: '2026-11-02', commitment: 'ipc1.new' });
  const keepsakes = new Keepsakes(store);
  assert.equal(keepsakes.opening().nonce, 'n');
  assert.equal(keepsakes.commitment().commitment, 'ipc1.new');
  assert.equal(store.read('exchange.sent').status, 'absent');
});

test('what was damaged on the device counts as nothing', () => {
  const store = new PassingStore();
  const keepsakes = new Keepsakes(store);
  for (const value of [null, 7, [], { format: 2, kept: 'x', code: 'y' }, { format: 1, kept: 'x', code: 7 }]) {
    store.write('exchange.partner', value);
    store.write('history.attachment', value);
    assert.equal(keepsakes.partner(), null);
    assert.equal(keepsakes.results(VERSIONS).size, 0);
  }
});

test('a passing store is its own, and is written nowhere', () => {
  const one = new PassingStore();
  one.write('session.values', { secret: 1 });
  assert.deepEqual(new PassingStore().names(), []);
  assert.equal(globalThis.localStorage?.length ?? 0, 0);
});
