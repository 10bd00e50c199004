import assert from 'node:assert/strict';
import { test } from 'node:test';

import { STORED } from '../../overrides/assets/quiz/site.mjs';
import { Store } from '../../overrides/assets/quiz/store.mjs';

/** Storage as browsers have it, with room for so many characters. */
function memory(room = Infinity) {
  const entries = new Map();
  return {
    get length() {
      return entries.size;
    },
    key: (index) => [...entries.keys()][index] ?? null,
    getItem: (key) => entries.get(key) ?? null,
    setItem(key, value) {
      const used = [...entries].reduce((sum, [name, text]) => sum + (name === key ? 0 : name.length + text.length), 0);
      if (used + key.length + value.length > room) throw new DOMException('full', 'QuotaExceededError');
      entries.set(key, value);
    },
    removeItem: (key) => void entries.delete(key),
  };
}

test('what is written is found again, under a name of this site', () => {
  const storage = memory();
  const store = new Store(() => storage);
  assert.deepEqual(store.read('one'), { status: 'absent' });
  assert.equal(store.write('one', { two: [3] }), 'kept');
  assert.deepEqual(store.read('one'), { status: 'present', value: { two: [3] } });
  assert.equal(storage.getItem(`${STORED}one`), '{"two":[3]}');
  store.remove('one');
  assert.deepEqual(store.read('one'), { status: 'absent' });
});

test('only names of this site are listed', () => {
  const storage = memory();
  storage.setItem('foreign', 'x');
  const store = new Store(() => storage);
  store.write('session.one', 1);
  store.write('history.one', 2);
  assert.deepEqual(store.names(), ['session.one', 'history.one']);
  assert.deepEqual(store.names('history.'), ['history.one']);
});

test('a full device is said and leaves what was there', () => {
  const store = new Store(() => memory(47 + STORED.length));
  assert.equal(store.write('one', 'short'), 'kept');
  assert.equal(store.write('one', 'x'.repeat(100)), 'full');
  assert.deepEqual(store.read('one'), { status: 'present', value: 'short' });
});

test('where storage is forbidden everything is refused in words', () => {
  const store = new Store(() => {
    throw new DOMException('no', 'SecurityError');
  });
  assert.deepEqual(store.read('one'), { status: 'forbidden' });
  assert.equal(store.write('one', 1), 'forbidden');
  assert.deepEqual(store.names(), []);
  store.remove('one');
  store.setAside('one');
});

test('what is damaged is put aside each time under a new name', () => {
  const storage = memory();
  const store = new Store(() => storage);
  for (const text of ['{broken', 'worse']) {
    storage.setItem(`${STORED}one`, text);
    assert.deepEqual(store.read('one'), { status: 'damaged' });
    store.setAside('one');
    assert.deepEqual(store.read('one'), { status: 'absent' });
  }
  assert.deepEqual(store.read('damaged.one.0'), { status: 'present', value: '{broken' });
  assert.deepEqual(store.read('damaged.one.1'), { status: 'present', value: 'worse' });
});

test('what is damaged stays in its place where there is no room for a copy', () => {
  const storage = memory(27 + STORED.length);
  storage.setItem(`${STORED}one`, '{broken {broken');
  const store = new Store(() => storage);
  store.setAside('one');
  assert.equal(storage.getItem(`${STORED}one`), '{broken {broken');
});
