import assert from 'node:assert/strict';
import { test } from 'node:test';

import { decode, encode, nonce } from '../../overrides/assets/quiz/exchange/base64url.mjs';
import {
  LONGEST,
  isOurs,
  linkOf,
  readCommitment,
  readFragment,
  readPasted,
  textOf,
} from '../../overrides/assets/quiz/exchange/fragment.mjs';
import { lock } from '../../overrides/assets/quiz/exchange/passphrase.mjs';
import { MADE, seeded } from './codes.mjs';

const RUNS = Number(process.env.INNERPERSONA_FUZZ ?? 3000);
const PAGE = 'https://example.org/compatibility/';
const [CODE, OTHER] = MADE.codes;
const [NONCE] = MADE.nonces;
const [COMMITMENT] = MADE.commitments;
const LOCKED = await lock(CODE, 'four plain words here');
const FIRST_LOCKED = `ipe1.${encode(Uint8Array.from({ length: 90 }, (_, n) => (n * 37) % 256))}`;
const CARRIED = [
  ...MADE.codes.map((code) => ({ kind: 'code', code })),
  ...MADE.nonces.map((nonce) => ({ kind: 'code', code: CODE, nonce })),
  { kind: 'locked', locked: LOCKED },
  ...MADE.commitments.map((commitment) => ({ kind: 'commitment', commitment })),
];

test('what a link carries is read again from the link and from its text', () => {
  for (const carried of [...CARRIED, { kind: 'locked', locked: FIRST_LOCKED }]) {
    const link = linkOf(PAGE, carried);
    assert.deepEqual(readFragment(new URL(link).hash), carried);
    assert.deepEqual(readPasted(link), carried);
    assert.deepEqual(readPasted(textOf(carried)), carried);
  }
});

test('every dress that programs give to a link is taken off', () => {
  const link = `${PAGE}#c=${CODE}`;
  const escaped = CODE.replaceAll('_', '\\_').replaceAll('-', '\\-');
  for (const pasted of [
    `<${link}>`,
    `(${link})`,
    `[my profile](${link})`,
    `[my profile](<${link}> "title")`,
    `${link}.`,
    `${link}), as promised!`,
    `${link}%3E`,
    `*${link}*`,
    `_${link}_`,
    `_${CODE}_`,
    `"${CODE}"`,
    `„${CODE}“ habe ich`,
    `\`${CODE}\``,
    `**${escaped}**`,
    `${link} let me know what you think!`,
    `${link}\nSent from my phone`,
    `Here it is: ${CODE}`,
    `Here it is:${CODE}, and more words-with-hyphens_too`,
    `[12.03.26, 21:14:09] Kim: ${link}\n[12.03.26, 21:15:10] Kim: have a look`,
    `12/03/2026, 21:14 - Kim: ${CODE}\n12/03/2026, 21:14 - Ada: thank you`,
    `On Tue, Kim wrote:\n> ${CODE.slice(0, 15)}\n> ${CODE.slice(15)}\n> Bye`,
    `>> ${CODE.slice(0, 15)}\n>> ${CODE.slice(15)}\n`,
    `> > | ${CODE.slice(0, 15)}\r\n> > | ${CODE.slice(15)}\r\n`,
    `${CODE.slice(0, 9)}=\r\n${CODE.slice(9)}`.replace('ip', `${PAGE}#c=3Dip`),
    `<a href="${link}">${link}</a>`,
    `<a href=3D"${link.replace('=', '=3D')}">x</a>`,
    `https://nam12.safelinks.example/?url=${encodeURIComponent(link)}&data=05%7C02`,
    `https://out.example/?u=${encodeURIComponent(encodeURIComponent(link))}`,
    `${CODE[0].toUpperCase()}${CODE.slice(1)}`,
    CODE.replace('ip', 'IP'),
    [...CODE].join('\u200b'),
    [...CODE].join('\u00ad'),
    `\ufeff${CODE}\u2060`,
    `${CODE.slice(0, 3)}\n${CODE.slice(3)}`,
    `${CODE.slice(0, 20)}\n\n  ${CODE.slice(20)}`,
    [...CODE].map((sign) => (/[!-~]/.test(sign) ? String.fromCodePoint(sign.codePointAt(0) + 0xfee0) : sign)).join(''),
    `Hello,\r\n${CODE.slice(0, 14)}=\r\n${CODE.slice(14)}\r\n`,
    `${PAGE}#c=\n${CODE}`,
    CODE.replaceAll('-', '\u2011'),
    CODE.replaceAll('_', '&#95;').replaceAll('.', '&period;'),
    `${link} ${CODE} and again:\n${CODE}`,
  ]) {
    assert.deepEqual(readPasted(pasted), { kind: 'code', code: CODE }, pasted);
  }
});

test('a fragment is read in every form in which a link arrives', () => {
  for (const [carried, letter, text] of [
    [{ kind: 'code', code: CODE }, 'c', CODE],
    [{ kind: 'code', code: CODE, nonce: NONCE }, 'c', `${CODE}&n=${NONCE}`],
    [{ kind: 'locked', locked: LOCKED }, 'e', LOCKED],
    [{ kind: 'commitment', commitment: COMMITMENT }, 'm', COMMITMENT],
  ]) {
    const plain = `#${letter}=${text}`;
    for (const hash of [
      plain,
      `#${letter}%3D${text}`,
      `#${letter}%253D${text}`,
      `##${letter}=${text}`,
      `#%23${letter}=${text}`,
      `#${letter.toUpperCase()}=${text}`,
      `${plain}.`,
      `${plain})`,
      `${plain}%3E`,
      `${plain}%20let%20me%20know`,
      `${plain}%E2%80%8B`,
      `#%E2%80%8B${letter}=${text}`,
      `#${encodeURIComponent(plain.slice(1))}`,
      plain.replaceAll('&', '&amp;'),
      plain.replaceAll('.', '%2E'),
    ]) {
      assert.ok(isOurs(hash), hash);
      assert.deepEqual(readFragment(hash), carried, hash);
    }
  }
  assert.deepEqual(readFragment(`#n=${NONCE}&c=${CODE}`), { kind: 'code', code: CODE, nonce: NONCE });
});

test('of two codes neither is chosen, and one that is there twice is one', () => {
  const one = { kind: 'code', code: CODE };
  const other = { kind: 'code', code: OTHER };
  assert.deepEqual(readPasted(`Me: ${CODE}\nYou: ${OTHER}`), { kind: 'several', found: [one, other] });
  assert.deepEqual(readPasted(`${PAGE}#c=${CODE} or ${CODE}`), one);
  const opening = { kind: 'code', code: CODE, nonce: NONCE };
  for (const both of [`${CODE} ${CODE}~${NONCE}`, `${CODE}~${NONCE} ${CODE}`])
    assert.deepEqual(readPasted(both), opening);
  assert.equal(readPasted(`${COMMITMENT}\nthen ${CODE}~${NONCE}`).found.length, 2);
  assert.deepEqual(readPasted(`${FIRST_LOCKED} said\n${FIRST_LOCKED}`).kind, 'locked');
  assert.deepEqual(readPasted(MADE.codes.slice(0, 10).join(' ')), { kind: 'refused', why: 'too_many' });
});

test('a damaged code beside a whole one is passed over, and alone it is what the engine refuses', () => {
  const damaged = `${CODE.slice(0, -1)}${CODE.endsWith('A') ? 'B' : 'A'}`;
  assert.deepEqual(readPasted(`${damaged} sorry: ${CODE}`), { kind: 'code', code: CODE });
  assert.deepEqual(readPasted(`look: ${damaged}.`), { kind: 'code', code: damaged });
  assert.deepEqual(readPasted(`${CODE.slice(0, 20)} that is all`), { kind: 'code', code: CODE.slice(0, 20) });
  assert.deepEqual(readPasted(`${CODE.slice(0, 9)}\n${CODE.slice(9, 20)}\n`), {
    kind: 'code',
    code: CODE.slice(0, 20),
  });
});

test('words are never taken for the end of what has no checksum', () => {
  const cut = COMMITMENT.slice(0, -3);
  assert.deepEqual(readPasted(`${cut}\nSee you`), { kind: 'refused', why: 'damaged' });
  assert.deepEqual(readPasted(`${cut}\nGoodbye`), { kind: 'refused', why: 'damaged' });
  assert.deepEqual(readPasted(`ipc2.${COMMITMENT.slice(5)}`), { kind: 'refused', why: 'newer' });
  const { nonce: short } = readPasted(`${CODE}~${NONCE.slice(0, -2)}\nno way`);
  assert.equal(short, NONCE.slice(0, -2));
});

test('a commitment is read whatever is around it, and only where there is one', () => {
  assert.equal(readCommitment(`Kim: ${PAGE}#m=${COMMITMENT}. See you`), COMMITMENT);
  assert.equal(readCommitment(`${COMMITMENT.slice(0, 30)}\n${COMMITMENT.slice(30)}`), COMMITMENT);
  assert.equal(readCommitment(`${COMMITMENT} ${MADE.commitments[1]}`), null);
  assert.equal(readCommitment(CODE), null);
});

const LEADS = ['', 'Here: ', 'Kim: ', '(', '<', '"', '> ', '[link](', `${PAGE}#c=`, `${PAGE}##C=`, `<${PAGE}#c%3D`];
const TAILS = [
  '',
  '.',
  ', ok?',
  ')',
  '>',
  '!',
  ';',
  '%3E',
  ' thanks, see you',
  '\nSent from a phone',
  '"',
  '…',
  '\n> bye',
];
const BREAKS = ['\n', '\r\n', '\n> ', ' ', '\u200b', '\u00ad', '\u2060', '\n\n'];

test('a code is found in whatever is put around and into it', () => {
  const chance = seeded(7);
  const pick = (from) => from[Math.floor(chance() * from.length)];
  for (let run = 0; run < RUNS; run += 1) {
    const code = pick(MADE.codes);
    const nonce = chance() < 0.3 ? pick(MADE.nonces) : undefined;
    let body = code;
    for (let breaks = Math.floor(chance() * 4); breaks > 0; breaks -= 1) {
      const place = Math.floor(chance() * body.length);
      body = body.slice(0, place) + pick(BREAKS) + body.slice(place);
    }
    const carried = nonce ? { kind: 'code', code, nonce } : { kind: 'code', code };
    const pasted =
      pick(LEADS) + body + (nonce ? pick([`~${nonce}`, `&n=${nonce}`, `&amp;n=${nonce}`]) : '') + pick(TAILS);
    assert.deepEqual(readPasted(pasted), carried, JSON.stringify(pasted));
  }
});

test('whatever text comes, it is read without an error', () => {
  const chance = seeded(8);
  const pieces = [
    ...LEADS,
    ...TAILS,
    ...BREAKS,
    '%',
    '%2',
    '%FF',
    '#',
    'ip1.',
    'ipe1.',
    'ipc1.',
    'ip9.',
    '\ud800',
    '&n=',
    '~',
    CODE.slice(4, 30),
  ];
  const kinds = new Set();
  for (let run = 0; run < RUNS; run += 1) {
    const text = Array.from({ length: chance() * 12 }, () => pieces[Math.floor(chance() * pieces.length)]).join('');
    for (const read of [readPasted(text), readFragment(`#${text}`)]) kinds.add(read.kind);
    readCommitment(text);
  }
  assert.deepEqual([...kinds].sort(), ['code', 'locked', 'none', 'refused']);
});

test('the name of a place on the page is not ours', () => {
  for (const hash of ['', '#', '#content', '#cite-1', '#c', '#fn:1', '#%C3%BCber-uns']) {
    assert.equal(isOurs(hash), false, hash);
    assert.deepEqual(readFragment(hash), { kind: 'none' });
  }
  for (const hash of ['#code=1', '#x=1', '#xtor=RSS-1.5']) assert.deepEqual(readFragment(hash), { kind: 'none' });
});

test('empty and endless texts are refused before anything looks into them', () => {
  for (const hash of ['#c=', '#e=', '#m=']) assert.deepEqual(readFragment(hash), { kind: 'refused', why: 'empty' });
  for (const text of ['', ' \n ', '\u200b', `${PAGE}#c=`])
    assert.deepEqual(readPasted(text), { kind: 'refused', why: 'empty' });
  const megabyte = 'x'.repeat(1_000_000);
  assert.deepEqual(readFragment(`#c=${megabyte}`), { kind: 'refused', why: 'too_long' });
  assert.deepEqual(readPasted(megabyte), { kind: 'refused', why: 'too_long' });
  assert.equal(readPasted('x'.repeat(LONGEST)).kind, 'code');
  assert.deepEqual(readPasted(`${'word '.repeat(3000)}${CODE}`), { kind: 'code', code: CODE });
});

test('whatever else is pasted counts as a code, for the engine to refuse', () => {
  for (const text of ['<script>', 'ip9.abc', 'hello']) {
    assert.deepEqual(readPasted(text), { kind: 'code', code: text });
    assert.deepEqual(readFragment(`#c=${encodeURIComponent(text)}`), { kind: 'code', code: text });
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
