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
  assert.deepEqual(store.read('path.one'), { status: 'absent' });
  assert.equal(store.write('path.one', { two: [3] }), 'kept');
  assert.deepEqual(store.read('path.one'), { status: 'present', value: { two: [3] } });
  assert.equal(storage.getItem(`${STORED}path.one`), '{"two":[3]}');
  store.remove('path.one');
  assert.deepEqual(store.read('path.one'), { status: 'absent' });
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
  assert.equal(store.write('path.one', 'short'), 'kept');
  assert.equal(store.write('path.one', 'x'.repeat(100)), 'full');
  assert.deepEqual(store.read('path.one'), { status: 'present', value: 'short' });
});

test('where storage is forbidden everything is refused in words', () => {
  const store = new Store(() => {
    throw new DOMException('no', 'SecurityError');
  });
  assert.deepEqual(store.read('path.one'), { status: 'forbidden' });
  assert.equal(store.write('path.one', 1), 'forbidden');
  assert.deepEqual(store.names(), []);
  store.remove('path.one');
  store.setAside('path.one');
});

test('what is damaged is put aside each time under a new name', () => {
  const storage = memory();
  const store = new Store(() => storage);
  for (const text of ['{broken', 'worse']) {
    storage.setItem(`${STORED}path.one`, text);
    assert.deepEqual(store.read('path.one'), { status: 'damaged' });
    store.setAside('path.one');
    assert.deepEqual(store.read('path.one'), { status: 'absent' });
  }
  assert.deepEqual(store.read('damaged.path.one.0'), { status: 'present', value: '{broken' });
  assert.deepEqual(store.read('damaged.path.one.1'), { status: 'present', value: 'worse' });
});

test('what is damaged stays in its place where there is no room for a copy', () => {
  const storage = memory(32 + STORED.length);
  storage.setItem(`${STORED}path.one`, '{broken {broken');
  const store = new Store(() => storage);
  store.setAside('path.one');
  assert.equal(storage.getItem(`${STORED}path.one`), '{broken {broken');
});

test('nothing is stored under a name that the privacy page does not list', () => {
  const storage = new Map();
  const store = new Store(
    () => /** @type {any} */ ({ getItem: () => null, setItem: (/** @type {any} */ ...entry) => storage.set(...entry) }),
  );
  assert.throws(() => store.write('visits.one', 1), TypeError);
  assert.equal(storage.size, 0);
  assert.equal(store.write('path.one', 1), 'kept');
});
