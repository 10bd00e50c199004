import assert from 'node:assert/strict';
import { test } from 'node:test';

import { decode, encode } from '../../overrides/assets/javascripts/search/cbor.mjs';
import { Words } from '../../overrides/assets/javascripts/search/words.mjs';

const bytes = (hex) => Uint8Array.from(hex.match(/../g), (pair) => Number.parseInt(pair, 16));
const hex = (array) => Buffer.from(array).toString('hex');

// Examples of RFC 8949, appendix A.
const EXAMPLES = [
  ['00', 0],
  ['17', 23],
  ['1818', 24],
  ['1864', 100],
  ['1903e8', 1000],
  ['1a000f4240', 1000000],
  ['20', -1],
  ['3863', -100],
  ['3903e7', -1000],
  ['60', ''],
  ['6449455446', 'IETF'],
  ['62c3bc', 'ü'],
  ['64f0908591', '𐅑'],
  ['80', []],
  ['8301820203820405', [1, [2, 3], [4, 5]]],
];

test('values are read and written as the standard has them', () => {
  for (const [code, value] of EXAMPLES) {
    assert.deepEqual(decode(bytes(code)), value, code);
    assert.equal(hex(encode(value)), code);
  }
});

test('values longer than the first buffer come back whole', () => {
  const long = [Array.from({ length: 100_000 }, (_, index) => index * 37_000 - 1000), 'ü'.repeat(200_000)];
  assert.deepEqual(decode(encode(long)), long);
});

test('what is not part of an index is refused', () => {
  for (const code of ['1b000000e8d4a51000', 'a10102', 'fb3ff199999999999a', '9f01ff', '83']) {
    assert.throws(() => decode(bytes(code)), undefined, code);
  }
});

/** One word of a piece, as Pagefind packs it. */
const word = (text, pages, variants = []) => [text, pages, variants];

test('pages of all shards are counted through, whichever comes first', () => {
  const first = encode([
    [
      word('close', [
        [1, [4]],
        [2, [5], [-1, 0]],
      ]),
      word('only', [[3, [1]]]),
    ],
  ]);
  const second = encode([
    [
      word('close', [
        [0, [7]],
        [6, [8]],
      ]),
    ],
  ]);
  const expected = [
    word('close', [
      [1, [4]],
      [2, [5], [-1, 0]],
      [7, [7]],
      [6, [8]],
    ]),
    word('only', [[3, [1]]]),
  ];
  for (const order of [
    [
      [0, first],
      [10, second],
    ],
    [
      [10, second],
      [0, first],
    ],
  ]) {
    const words = new Words();
    for (const [page, piece] of order) words.add(page, piece);
    assert.deepEqual(decode(words.take()), [expected]);
  }
});

test('a word that more shards are loaded of is joined again, and only then', () => {
  const words = new Words();
  words.add(0, encode([[word('calm', [[0, [1]]]), word('kin', [[0, [2]]])]]));
  words.take();
  assert.equal(words.take(), undefined);
  words.add(5, encode([[word('calm', [[2, [3]]])]]));
  assert.deepEqual(decode(words.take()), [
    [
      word('calm', [
        [0, [1]],
        [7, [3]],
      ]),
    ],
  ]);
});

test('a lone letter is no word, or it would stand for every word that begins with it', () => {
  const words = new Words();
  words.add(0, encode([[word('z', [[0, [1]]]), word('zeal', [[0, [2]]])]]));
  assert.deepEqual(decode(words.take()), [[word('zeal', [[0, [2]]])]]);
});

test('forms with other diacritics are joined each by itself', () => {
  const words = new Words();
  words.add(0, encode([[word('cafe', [], [['café', [[1, [1]]]]])]]));
  words.add(4, encode([[word('cafe', [[0, [9]]], [['café', [[0, [2]]]]])]]));
  const [[joined]] = decode(words.take());
  assert.deepEqual(
    joined,
    word(
      'cafe',
      [[4, [9]]],
      [
        [
          'café',
          [
            [1, [1]],
            [3, [2]],
          ],
        ],
      ],
    ),
  );
});
