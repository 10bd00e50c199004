import assert from 'node:assert/strict';
import { test } from 'node:test';

import { PassingStore } from '../../overrides/assets/quiz/exchange/memory.mjs';
import { lock } from '../../overrides/assets/quiz/exchange/passphrase.mjs';
import { opened, restore, sealed } from '../../overrides/assets/ways/backup.mjs';
import { monthsLater, reminder } from '../../overrides/assets/ways/reminder.mjs';

const result = (taken, answers, more = {}) => ({ format: 1, taken, instrument_version: '1', answers, ...more });
const OLD = result('2026-01-01', { a: 1 });
const NEW = result('2026-02-01', { a: 2 }, { form: 'short', note: 'moved house' });

function storeOf(values) {
  const store = new PassingStore();
  for (const [name, value] of Object.entries(values)) store.write(name, value);
  return store;
}

const valuesOf = (store) => Object.fromEntries(store.names().map((name) => [name, store.read(name).value]));

test('what a device keeps comes out of its backup on another one as it was, and nothing reads it without the passphrase', async () => {
  const values = {
    'history.attachment': [OLD, NEW],
    'session.values': { format: 1, version: '1', answers: { v: 3 }, run: 2 },
    'worksheet.repair': { fields: { a: 'ü'.repeat(200_000) } },
    scheme: 'dark',
  };
  const text = await sealed(storeOf(values), 'four words or more', '2026-11-30');
  assert.match(text, /^ipe2\.[\w-]+$/);
  assert.ok(!text.includes('attachment'));
  assert.deepEqual(await opened(text, 'four words'), { ok: false, why: 'wrong' });
  assert.deepEqual(await opened(text.slice(0, -9), 'four words or more'), { ok: false, why: 'damaged' });
  const found = await opened(`${text}\n`, 'Four words  or more');
  assert.ok(found.ok && found.backup.made === '2026-11-30');
  const empty = new PassingStore();
  assert.deepEqual(restore(empty, found.backup), { added: 5, kept: 0, full: false });
  assert.deepEqual(valuesOf(empty), values);
});

test('nothing that is here is changed by a backup: results stand beside each other, and the rest stays', async () => {
  const store = storeOf({ 'history.attachment': [NEW], scheme: 'light' });
  const { note: _, ...bare } = NEW;
  const values = {
    'history.attachment': [OLD, { ...bare, note: 'another note' }],
    scheme: 'dark',
    'path.x': [1],
    other: 1,
  };
  const restored = restore(store, { format: 1, made: '2026-11-30', values });
  assert.deepEqual(valuesOf(store), { 'history.attachment': [OLD, NEW], scheme: 'light', 'path.x': [1] });
  assert.deepEqual([restored.added, restored.kept], [2, 2]);
  // A note comes in where the same result has none.
  const bald = storeOf({ 'history.attachment': [bare] });
  restore(bald, { format: 1, made: '', values: { 'history.attachment': [NEW] } });
  assert.deepEqual(valuesOf(bald)['history.attachment'], [NEW]);
});

test('what is damaged in a backup is passed over, and a text that is none is said to be none', async () => {
  const store = storeOf({ 'history.attachment': [OLD] });
  const values = { 'history.attachment': [{ ...NEW, answers: 'none' }, 7], 'history.values': 'nothing' };
  restore(store, { format: 1, made: '', values });
  assert.deepEqual(valuesOf(store)['history.attachment'], [OLD]);
  assert.deepEqual(await opened(await lock('ip1.abc', 'word'), 'word'), { ok: false, why: 'other' });
  assert.deepEqual(await opened(await lock('{"format":2}', 'word'), 'word'), { ok: false, why: 'newer' });
  assert.deepEqual(await opened('hello', 'word'), { ok: false, why: 'damaged' });
});

/** What somebody might put into a file that they have others read in. */
const HOSTILE = [
  null, true, 0, -1, 1e308, '', '<img src=x onerror=alert(1)>', '\ud800', '\0', 'x'.repeat(100_000), [], {}, [[]], [null],
  { format: 2 }, { format: 1, taken: 7 }, { length: 1e9 }, { toString: 1 }, { constructor: null }, [{ answers: null }],
  [{ format: 1, taken: '2026-01-01', instrument_version: '1', answers: { a: '4' } }],
  [{ format: 1, taken: '9999-99-99', instrument_version: '1', answers: { a: 1 } }],
  [{ format: 1, taken: '2026-01-01', instrument_version: 1, answers: [] }],
]; // prettier-ignore

test('a hostile backup changes nothing that is here, reaches no other name, and no prototype', () => {
  const mine = {
    'history.attachment': [OLD],
    'session.attachment': { format: 1 },
    scheme: 'light',
    'worksheet.x': { fields: {} },
  };
  const names = [
    'history.attachment',
    'session.attachment',
    'scheme',
    'worksheet.x',
    'old.x',
    'exchange.partner',
    'path.y',
  ];
  const foreign = [
    '__proto__',
    'constructor',
    'hasOwnProperty',
    'toString',
    'private',
    'history',
    '../history.x',
    '',
    ' history.x',
  ];
  for (const value of HOSTILE) {
    const store = storeOf(mine);
    const values = JSON.parse(
      `{${[...names, ...foreign].map((name) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join()}}`,
    );
    const restored = restore(store, { format: 1, made: '2026-11-30', values });
    const now = valuesOf(store);
    for (const [name, kept] of Object.entries(mine)) {
      if (name.startsWith('history.')) assert.deepEqual(now[name].slice(0, 1), kept);
      else assert.deepEqual(now[name], kept);
    }
    assert.ok(!store.names().some((name) => foreign.includes(name)));
    assert.ok(Number.isInteger(restored.added) && restored.added >= 0 && restored.kept >= 0);
    assert.deepEqual(Object.keys(Object.prototype), []);
  }
});

test('whatever is behind the passphrase is a backup or said to be none', async () => {
  for (const text of [
    'null',
    '[{"format":1}]',
    '{"format":1,"made":7,"values":{}}',
    '{"format":1,"made":"","values":[]}',
    '{"format":1,"made":"","values":null}',
    '{"format":"1","made":"","values":{}}',
  ])
    assert.deepEqual(await opened(await lock(text, 'word'), 'word'), { ok: false, why: 'other' }, text);
});

test('a reminder is a whole day in a calendar, with lines that no calendar refuses', () => {
  const made = new Date('2026-11-30T20:15:01.5Z');
  const address = `https://example.org/${'deep/'.repeat(20)}`;
  const text = reminder({ day: '2027-02-28', title: 'Again; now, or later?', address, id: 'x@example.org', made });
  assert.ok(text.endsWith('END:VCALENDAR\r\n'));
  for (const line of text.split('\r\n')) assert.ok(new TextEncoder().encode(line).length <= 75, line);
  const lines = text.replaceAll('\r\n ', '').split('\r\n');
  for (const line of [
    'DTSTAMP:20261130T201501Z',
    'DTSTART;VALUE=DATE:20270228',
    'DTEND;VALUE=DATE:20270301',
    String.raw`SUMMARY:Again\; now\, or later?`,
    `URL:${address}`,
  ])
    assert.ok(lines.includes(line), line);
});

test('some months later is the same day, or the last one of a shorter month', () => {
  assert.equal(monthsLater(new Date(2026, 10, 30), 3), '2027-02-28');
  assert.equal(monthsLater(new Date(2026, 0, 15), 3), '2026-04-15');
  assert.equal(monthsLater(new Date(2026, 11, 1), 1), '2027-01-01');
});
