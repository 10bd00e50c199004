import assert from 'node:assert/strict';
import { test } from 'node:test';

import { decode, encode, nonce } from '../../overrides/assets/quiz/exchange/base64url.mjs';
import {
  LONGEST,
  isOurs,
  linkOf,
  readFragment,
  readPasted,
  textOf,
} from '../../overrides/assets/quiz/exchange/fragment.mjs';

const PAGE = 'https://example.org/compatibility/';
const COMMITMENT = `ipc1.${'a'.repeat(43)}`;
const CARRIED = [
  { kind: 'code', code: 'ip1.AbC-_9' },
  { kind: 'code', code: 'ip1.AbC-_9', nonce: 'nOnCe' },
  { kind: 'locked', locked: 'ipe1.AbC-_9' },
  { kind: 'commitment', commitment: COMMITMENT },
];

test('what a link carries is read again from the link, from the link in a message, and from its text', () => {
  for (const carried of CARRIED) {
    const link = linkOf(PAGE, carried);
    assert.deepEqual(readFragment(new URL(link).hash), carried);
    assert.deepEqual(readPasted(link), carried);
    assert.deepEqual(readPasted(`Look at this:\n ${link.slice(0, 40)}\n${link.slice(40)} \n`), carried);
    assert.deepEqual(readPasted(textOf(carried)), carried);
    assert.deepEqual(readPasted(` ${textOf(carried).slice(0, 7)}\n${textOf(carried).slice(7)} `), carried);
  }
});

test('the name of a place on the page is not ours', () => {
  for (const hash of ['', '#', '#content', '#cite-1', '#c', '#code=1', '#x=1']) {
    assert.equal(isOurs(hash), false, hash);
    assert.deepEqual(readFragment(hash), { kind: 'none' });
  }
});

test('empty and endless texts are refused before anything looks into them', () => {
  for (const hash of ['#c=', '#e=']) assert.deepEqual(readFragment(hash), { kind: 'refused', why: 'empty' });
  for (const text of ['', ' \n ']) assert.deepEqual(readPasted(text), { kind: 'refused', why: 'empty' });
  const megabyte = 'x'.repeat(1_000_000);
  assert.deepEqual(readFragment(`#c=${megabyte}`), { kind: 'refused', why: 'too_long' });
  assert.deepEqual(readPasted(megabyte), { kind: 'refused', why: 'too_long' });
  assert.equal(readPasted('x'.repeat(LONGEST)).kind, 'code');
});

test('whatever else is pasted counts as a code, for the engine to refuse', () => {
  for (const text of ['<script>', 'ip9.abc', 'ipc1.short']) {
    assert.deepEqual(readPasted(text), { kind: 'code', code: text });
  }
});

test('bytes become text that a link can hold, and bytes again', () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
  for (const length of [0, 1, 2, 3, 255, 256]) {
    const text = encode(bytes.subarray(0, length));
    assert.match(text, /^[\w-]*$/);
    assert.deepEqual(decode(text), bytes.slice(0, length));
  }
  for (const text of ['a', 'a+b/', 'a b', 'ä']) assert.equal(decode(text), null, text);
});

test('a nonce is sixteen bytes and never the same', () => {
  assert.equal(decode(nonce()).length, 16);
  assert.equal(new Set(Array.from({ length: 50 }, nonce)).size, 50);
});
