import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Keeper } from '../../overrides/assets/quiz/keeper.mjs';
import { START, reduce } from '../../overrides/assets/quiz/session.mjs';
import { STORED } from '../../overrides/assets/quiz/site.mjs';
import { Store } from '../../overrides/assets/quiz/store.mjs';
import { seeded } from './codes.mjs';

const ITEMS = ['one', 'two', 'three', 'four'];

/** A browser with a storage that its tabs share; a tab hears of what the others write, and of nothing while it is frozen. */
function browser() {
  const texts = new Map();
  const tabs = [];
  class Tab {
    session = START;
    frozen = false;
    constructor() {
      const tab = this;
      const heard = (key) =>
        tabs.forEach((other) => other !== tab && !other.frozen && other.look(key.slice(STORED.length)));
      class Shared extends Store {
        watch() {}
      }
      const store = new Shared(() => ({
        get length() {
          return texts.size;
        },
        key: (n) => [...texts.keys()][n] ?? null,
        getItem: (name) => texts.get(name) ?? null,
        setItem(name, text) {
          if (texts.get(name) === text) return;
          texts.set(name, text);
          heard(name);
        },
        removeItem(name) {
          if (texts.delete(name)) heard(name);
        },
      }));
      this.store = store;
      this.keeper = new Keeper(store, 'values', '2', ITEMS);
      this.act(this.keeper.open());
      this.look = this.keeper.watch(
        (actions) => this.act(actions),
        () => this.session,
      );
      tabs.push(this);
    }
    act(actions) {
      for (const action of actions) this.session = reduce(this.session, action);
    }
    answer(item, value) {
      this.act([{ type: 'answered', item, value, index: ITEMS.indexOf(item) }]);
      this.act(this.keeper.save(this.session));
    }
    retake() {
      this.act([{ type: 'cleared' }]);
      this.act(this.keeper.save(this.session));
    }
    erase() {
      for (const name of this.store.names()) this.store.remove(name);
      this.act([{ type: 'cleared' }]);
    }
    thaw() {
      this.frozen = false;
      this.look('');
    }
    get answers() {
      return this.session.answers;
    }
  }
  return { open: () => new Tab(), texts };
}

test('two tabs answer one questionnaire together', () => {
  const { open } = browser();
  const [here, there] = [open(), open()];
  here.answer('one', 1);
  there.answer('two', 2);
  assert.deepEqual(here.answers, { one: 1, two: 2 });
  assert.deepEqual(there.answers, { one: 1, two: 2 });
});

test('a tab that begins anew is not refilled by another, and takes it along', () => {
  const { open } = browser();
  const [here, there] = [open(), open()];
  for (const item of ITEMS) here.answer(item, 3);
  there.retake();
  assert.deepEqual([here.answers, there.answers], [{}, {}]);
  assert.equal(here.session.notice.kind, 'begun-elsewhere');
  here.answer('two', 5);
  assert.deepEqual(there.answers, { two: 5 });
  assert.deepEqual(open().answers, { two: 5 });
});

test('a tab that was frozen meanwhile refills nothing when it comes back', () => {
  for (const end of ['retake', 'erase']) {
    const { open } = browser();
    const [here, there] = [open(), open()];
    for (const item of ITEMS) here.answer(item, 3);
    here.frozen = true;
    there[end]();
    there.answer('one', 7);
    here.thaw();
    assert.deepEqual(here.answers, { one: 7 }, end);
  }
  const { open } = browser();
  const [here, there] = [open(), open()];
  here.answer('one', 3);
  here.frozen = true;
  there.retake();
  there.answer('two', 7);
  here.answer('three', 4); // before it has heard
  assert.deepEqual(there.answers, { two: 7 });
  assert.deepEqual(here.answers, { two: 7 });
});

test('a tab that keeps nothing neither shows what others keep nor loses its own', () => {
  const { open } = browser();
  const [guest, own] = [open(), open()];
  guest.act(guest.keeper.setKeeping(false, guest.session));
  guest.answer('one', 1);
  own.answer('two', 2);
  assert.deepEqual([guest.answers, own.answers], [{ one: 1 }, { two: 2 }]);
  own.erase();
  assert.deepEqual(guest.answers, { one: 1 });
});

test('a report stays where another tab says nothing new', () => {
  const { open } = browser();
  const [here, there] = [open(), open()];
  here.answer('one', 1);
  here.act([{ type: 'result-wanted' }, { type: 'report-arrived', html: '<p>' }]);
  there.act(there.keeper.save(there.session));
  here.look('session.values');
  assert.equal(here.session.state, 'done');
});

test('in whatever order tabs answer, begin anew and freeze, no answer of an earlier sitting comes back', () => {
  const chance = seeded(5);
  for (let round = 0; round < 300; round += 1) {
    const { open } = browser();
    const tabs = [open(), open(), open()];
    let sitting = 1; // is the value of each answer, so that it shows where an answer comes from
    for (let step = 0; step < 25; step += 1) {
      const tab = tabs[Math.floor(chance() * tabs.length)];
      const roll = chance();
      if (roll < 0.6) {
        if (!tab.frozen) tab.answer(ITEMS[Math.floor(chance() * ITEMS.length)], sitting);
      } else if (roll < 0.75) {
        if (!tab.frozen) {
          sitting += 1;
          tab.retake();
        }
      } else if (tab.frozen) tab.thaw();
      else tab.frozen = true;
      for (const one of tabs.filter(({ frozen }) => !frozen))
        assert.ok(
          Object.values(one.answers).every((value) => value === sitting),
          `round ${round}, step ${step}`,
        );
    }
  }
});
