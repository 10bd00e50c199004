import assert from 'node:assert/strict';
import { test } from 'node:test';

import { decode } from '../../overrides/assets/quiz/exchange/base64url.mjs';
import { ITERATIONS, faultOf, folded, lock, unlock } from '../../overrides/assets/quiz/exchange/passphrase.mjs';

const CODE = `ip1.${'Ab-_9'.repeat(38)}`;
const PHRASE = 'ärger teapot seven';
// Locked by the first version, which this site made until it learned what keyboards change.
const FIRST =
  'ipe1.w8U4r07PweCNx3OVg9_Q-0PNVYd_P7yi8uuS40yFp2pcuQwgpEFbJzaVcTIAekkELWgO36WHr0dYBoeIuJ3yKzbpFXJdHAOXY1VVr7pyo4j8keUHKwO4PA';
const FIRST_PHRASE = 'Four plain  words “here”';
const FIRST_CODE = `ip1.${'Ab-_9'.repeat(8)}`;

test('what is locked opens with the passphrase, and with what a phone makes of it', async () => {
  const locked = await lock(CODE, PHRASE);
  assert.match(locked, /^ipe2\.[\w-]+$/);
  assert.ok(!locked.includes(CODE.slice(4, 24)));
  for (const typed of [PHRASE, ` Ärger  teapot seven. `, PHRASE.normalize('NFD')])
    assert.deepEqual(await unlock(locked, typed), { ok: true, code: CODE }, typed);
});

test('what keyboards change by themselves makes no difference', () => {
  for (const typed of [
    [
      'four plain words',
      'Four plain words',
      'FOUR PLAIN WORDS',
      'Four Plain Words',
      'four  plain words',
      'four plain. Words. ',
    ],
    [
      "don't 'look' back",
      'don’t ‘look’ back',
      'Don‘t „look“ back',
      'don`t "look" back',
      'don´t «look» back',
      'donʼt ′look′ back',
    ],
    ['"one" two', '“one” two', '”one” two', '„one“ two', '»one« two', "''one'' two"],
    ['well-worn - path', 'well‑worn – path', 'well–worn — path', 'well--worn -- path', 'well−worn ― path'],
    ['wait...what', 'wait…what'],
    ['one\u00a0two', 'one two', 'one\u202ftwo', 'one\ttwo', '\u200bone\u00ad two\ufeff', 'one\u2003two'],
    ['café ﬁne ２', 'cafe\u0301 fine 2'],
    ['straße', 'STRASSE', 'Straße', 'STRAẞE'],
    ['οδοσ', 'ΟΔΟΣ', 'οδος'],
  ]) {
    assert.deepEqual([...new Set(typed.map(folded))], [folded(typed[0])], typed[0]);
  }
});

test('what people mean to be different stays different', () => {
  const all = [
    'four plain words',
    'four plain word',
    'fourplain words',
    'four.plain words',
    'four-plain words',
    'four, plain words',
    'für',
    'fur',
    '0ne',
    'one',
    '!',
    '?',
  ];
  assert.equal(new Set(all.map(folded)).size, all.length);
});

test('folding twice is folding once, for letters of every script', () => {
  for (let point = 0x20; point < 0x20000; point += 7) {
    const typed = `a${String.fromCodePoint(point >= 0xd800 && point < 0xe000 ? 0x41 : point)}b c`;
    assert.equal(folded(folded(typed)), folded(typed), typed);
  }
});

test('another passphrase opens nothing, and a changed character is said to be one', async () => {
  const locked = await lock(CODE, PHRASE);
  assert.deepEqual(await unlock(locked, 'ärger teapot eleven'), { ok: false, why: 'wrong' });
  for (const place of [5, 20, 40, 100, locked.length - 2]) {
    const changed = locked.slice(0, place) + (locked[place] === 'A' ? 'B' : 'A') + locked.slice(place + 1);
    assert.deepEqual(await unlock(changed, PHRASE), { ok: false, why: 'damaged' }, `character ${place}`);
  }
});

test('a code of the first version opens with its passphrase as it was typed, though words follow it', async () => {
  for (const text of [FIRST, `${FIRST}letmeknow`, `${FIRST}a`])
    assert.deepEqual(await unlock(text, ` ${FIRST_PHRASE.normalize('NFD')} `), { ok: true, code: FIRST_CODE });
  assert.deepEqual(await unlock(FIRST, folded(FIRST_PHRASE)), { ok: false, why: 'wrong' });
});

test('the same code and passphrase never give the same text', async () => {
  assert.notEqual(await lock(CODE, PHRASE), await lock(CODE, PHRASE));
});

test('it is AES-GCM under PBKDF2 with SHA-256, and a CRC-32 behind it, as node computes them too', async () => {
  const { createDecipheriv, pbkdf2Sync } = await import('node:crypto');
  const { crc32 } = await import('node:zlib');
  const bytes = Buffer.from(decode((await lock(CODE, 'plain words here')).slice(5)));
  assert.equal(bytes.readUInt32BE(bytes.length - 4), crc32(bytes.subarray(0, -4), crc32('ipe2.')));
  const sealed = bytes.subarray(0, -4);
  const key = pbkdf2Sync('plain words here', sealed.subarray(0, 16), ITERATIONS, 32, 'sha256');
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(16, 28));
  decipher.setAAD(Buffer.from('ipe2.'));
  decipher.setAuthTag(sealed.subarray(-16));
  const code = decipher.update(sealed.subarray(28, -16), undefined, 'utf8') + decipher.final('utf8');
  assert.equal(code, CODE);
  assert.equal(ITERATIONS, 600_000);
});

test('what can be no locked code is told from what a newer site has locked', () => {
  for (const text of [
    '',
    'ipe1.',
    'ipe1.abc',
    'ipe1.a+b',
    `ipe1.${'A'.repeat(59)}`,
    'ip1.abc',
    'ipe.1',
    `ipe2.${'A'.repeat(80)}`,
  ]) {
    assert.equal(faultOf(text), 'damaged', text);
  }
  assert.equal(faultOf(`ipe3.${'A'.repeat(80)}`), 'newer');
  assert.equal(faultOf(`ipe12.x`), 'newer');
  assert.equal(faultOf(`ipe1.${'A'.repeat(80)}`), null);
});

const FUZZ = Number(process.env.INNERPERSONA_FUZZ ?? 2000);

/** Numbers from 0 to below 1 that are the same for the same seed (mulberry32). */
function chance(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const WORDS = [
  'teapot',
  'Ärger',
  "don't",
  'well-worn',
  'naïve',
  'ΟΔΟΣ',
  'straße',
  'илья',
  '北京',
  '7',
  'é!',
  'x?',
  '🌊',
];
/** What phones and mail programs change by themselves. */
const BY_ITSELF = [
  (text) => text.slice(0, 1).toUpperCase() + text.slice(1),
  (text) => text.toUpperCase(),
  (text) => text.replaceAll(/(^| )./g, (start) => start.toUpperCase()),
  (text) => text.replaceAll("'", '’'),
  (text) => text.replaceAll("'", '‘'),
  (text) => text.replaceAll('-', '–'),
  (text) => text.replaceAll('-', '—'),
  (text) => text.replaceAll('-', '\u2011'),
  (text) => text.replaceAll(' ', '  '),
  (text) => text.replaceAll(/(?<![.\s]) (?=\S)/g, '. '), // two blanks
  (text) => text.replaceAll(' ', '\u00a0'),
  (text) => text.replaceAll(' ', '\r\n'),
  (text) => ` ${text} `,
  (text) => text.replace(/(?<=[^.\s])$/, '.'),
  (text) => `${text}. `,
  (text) => text.normalize('NFD'),
  (text) => text.normalize('NFKC'),
  (text) => `\ufeff${text}\u200b`,
  (text) => text.replace(/(?<=\p{L})(?=\p{L})/u, '\u00ad'),
];

test('whatever a phone changes by itself, several times over, it is the same passphrase', () => {
  const next = chance(15);
  const any = (list) => list[Math.floor(next() * list.length)];
  for (let round = 0; round < FUZZ; round++) {
    const phrase = Array.from({ length: 1 + Math.floor(next() * 5) }, () => any(WORDS)).join(' ');
    let typed = phrase;
    for (let times = 0; times < 1 + next() * 4; times++) typed = any(BY_ITSELF)(typed);
    assert.equal(folded(typed), folded(phrase), `${JSON.stringify(phrase)} as ${JSON.stringify(typed)}`);
  }
});

test('a letter, digit or word more, less, changed or moved is another passphrase', () => {
  const next = chance(16);
  const any = (list) => list[Math.floor(next() * list.length)];
  for (let round = 0; round < FUZZ; round++) {
    const words = Array.from({ length: 2 + Math.floor(next() * 4) }, () => any(WORDS));
    const phrase = words.join(' ');
    const place = Math.floor(next() * words.length);
    const other = any(WORDS.filter((word) => word !== words[place]));
    const letters = [...phrase];
    const at = Math.floor(next() * letters.length);
    const typed = any([
      words.with(place, other).join(' '),
      words.toSpliced(place, 1).join(' '),
      words.toSpliced(place, 0, other).join(' '),
      words.toSpliced(place, 1, `${words[place]}q`).join(' '),
      words.join(''),
      letters.toSpliced(at, 0, 'q').join(''),
      letters.with(at, letters[at].toLowerCase() === 'j' ? 'k' : 'j').join(''),
    ]);
    assert.notEqual(folded(typed), folded(phrase), `${JSON.stringify(phrase)} and ${JSON.stringify(typed)}`);
  }
});
