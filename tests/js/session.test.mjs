import assert from 'node:assert/strict';
import { test } from 'node:test';

import { START, reduce, skipped } from '../../overrides/assets/quiz/session.mjs';

const after = (...actions) => actions.reduce(reduce, START);
const answered = (item, value = 3, index = 0) => ({ type: 'answered', item, value, index });
const REPORT = { type: 'report-arrived', html: '<article></article>' };

test('nothing has happened at the start', () => {
  assert.equal(START.state, 'idle');
  assert.equal(START.engine, 'waiting');
  assert.ok(Object.isFrozen(START));
});

test('an answer is kept beside the others, and the last one for an item counts', () => {
  const session = after(answered('one'), answered('two', 5, 1), answered('one', 7));
  assert.deepEqual(session.answers, { one: 7, two: 5 });
  assert.equal(session.state, 'answering');
});

test('no action changes the session that it was given', () => {
  const session = Object.freeze({ ...after(answered('one')), answers: Object.freeze({ one: 3 }) });
  reduce(session, answered('two'));
  reduce(session, { type: 'adopted', answers: { three: 1 }, notice: 'resumed' });
  assert.deepEqual(session.answers, { one: 3 });
});

test('the time of the first answer is kept, and a second thought does not change it', () => {
  const session = after({ ...answered('one'), seconds: 4.2 }, { ...answered('one', 5), seconds: 0.3 });
  assert.deepEqual(session.seconds, { one: 4.2 });
  const untimed = after(answered('two'), { ...answered('two', 5), seconds: 0.3 });
  assert.deepEqual(untimed.seconds, {});
  const adopted = reduce(session, { type: 'adopted', answers: { two: 1 }, seconds: { two: 3 }, notice: 'resumed' });
  assert.deepEqual(adopted.seconds, { one: 4.2, two: 3 });
  assert.deepEqual(reduce(adopted, { type: 'cleared' }).seconds, {});
});

test('a result is wanted only where there is an answer', () => {
  assert.equal(after({ type: 'result-wanted' }), START);
  assert.equal(after(answered('one'), { type: 'result-wanted' }).state, 'scoring');
});

test('a report ends the scoring, and one more answer makes it out of date', () => {
  const done = after(answered('one'), { type: 'result-wanted' }, REPORT);
  assert.equal(done.state, 'done');
  assert.deepEqual(done.report, { html: REPORT.html });
  const changed = reduce(done, answered('one', 4));
  assert.equal(changed.state, 'answering');
  assert.equal(changed.report, null);
});

test('a report that nobody waits for any more is not shown', () => {
  const erased = after(answered('one'), { type: 'result-wanted' }, { type: 'cleared' }, REPORT);
  assert.equal(erased.report, null);
  assert.equal(erased.state, 'idle');
});

test('a failure keeps every answer and is forgotten on the next try', () => {
  const failed = after(answered('one'), { type: 'result-wanted' }, { type: 'report-failed', code: 'unreachable' });
  assert.equal(failed.state, 'failed');
  assert.deepEqual(failed.answers, { one: 3 });
  assert.equal(reduce(failed, { type: 'result-wanted' }).failure, null);
});

test('a failure that nobody waits for does not disturb the answering', () => {
  const session = after(answered('one'));
  assert.equal(reduce(session, { type: 'report-failed', code: 'crashed' }), session);
});

test('the engine goes its own way', () => {
  const status = { state: 'sealed', stage: 'running' };
  const session = after(answered('one'), { type: 'engine', status });
  assert.equal(session.engine, 'sealed');
  assert.equal(session.state, 'answering');
  assert.equal(reduce(session, { type: 'cleared' }).engine, 'sealed');
});

test('erasing keeps the choice to keep nothing', () => {
  const session = after({ type: 'keeping', keep: false }, answered('one'), { type: 'cleared' });
  assert.equal(session.keep, false);
  assert.deepEqual(session.answers, {});
});

test('answers from another tab are added and win where both have one', () => {
  const session = after(answered('one', 1), { type: 'adopted', answers: { one: 2, two: 5 }, notice: 'other-tab' });
  assert.deepEqual(session.answers, { one: 2, two: 5 });
  assert.equal(session.notice.kind, 'other-tab');
});

test('skipped are the questions behind the furthest point without an answer', () => {
  const items = ['one', 'two', 'three', 'four'];
  assert.equal(skipped(START, items), 0);
  assert.equal(skipped(after(answered('three', 3, 2)), items), 2);
  assert.equal(skipped(after({ type: 'moved', to: 2 }, { type: 'moved', to: 0 }), items), 2);
  assert.equal(after({ type: 'moved', to: -1 }).position, 0);
});

test('what stands below a report belongs to it, and goes with it', () => {
  const done = after(answered('one'), { type: 'result-wanted' }, REPORT);
  const extended = reduce(done, { type: 'report-extended', part: 'reading', html: '<section></section>' });
  assert.deepEqual(extended.report, { html: REPORT.html, reading: '<section></section>' });
  assert.equal(reduce(extended, answered('two')).report, null);
  const late = reduce(START, { type: 'report-extended', part: 'history', html: '<section></section>' });
  assert.equal(late.report, null);
});

test('what is kept on the device stays in sight when the form is cleared', () => {
  const kept = reduce(START, { type: 'kept', results: ['2026-11-24'], earlier: ['2025-01-01'] });
  const cleared = reduce(kept, { type: 'cleared' });
  assert.deepEqual([cleared.kept, cleared.earlier], [['2026-11-24'], ['2025-01-01']]);
});

test('the last answer is taken back, to what it was before', () => {
  const first = after({ ...answered('one', 2), seconds: 3 }, { ...answered('two', 4, 1), seconds: 5 });
  const undone = reduce(first, { type: 'undone' });
  assert.deepEqual([undone.answers, undone.seconds, undone.undo], [{ one: 2 }, { one: 3 }, null]);
  assert.equal(reduce(undone, { type: 'undone' }), undone);
  // Arrow keys try one choice after the other: what was there before all of them comes back, with its time.
  const tried = after({ ...answered('one', 2), seconds: 3 }, answered('two'), answered('one', 5), answered('one', 6));
  assert.deepEqual(reduce(tried, { type: 'undone' }).answers, { one: 2, two: 3 });
  assert.deepEqual(reduce(tried, { type: 'undone' }).seconds, { one: 3 });
  assert.equal(reduce(after(answered('one')), { type: 'undone' }).state, 'idle');
  assert.equal(after(answered('one'), { type: 'cleared' }).undo, null);
});

test('the other form begins with what was answered, and a report of the one is none of the other', () => {
  const done = after(answered('one'), { type: 'result-wanted' }, REPORT);
  const short = reduce(done, { type: 'form-chosen', form: 'short' });
  assert.deepEqual([short.form, short.answers, short.report, short.state], ['short', { one: 3 }, null, 'answering']);
  assert.equal(reduce(short, { type: 'form-chosen', form: 'short' }), short);
  assert.equal(reduce(short, { type: 'cleared' }).form, 'short');
  const other = { type: 'adopted', answers: { one: 3 }, seconds: {}, run: 0, form: 'full', notice: null };
  assert.equal(reduce(short, other).form, 'full');
});
