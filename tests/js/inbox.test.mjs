import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Desk } from '../../overrides/assets/quiz/exchange/desk.mjs';
import { Inbox } from '../../overrides/assets/quiz/exchange/inbox.mjs';
import { Keepsakes } from '../../overrides/assets/quiz/exchange/keepsakes.mjs';
import { PassingStore } from '../../overrides/assets/quiz/exchange/memory.mjs';
import { MADE } from './codes.mjs';

const [CODE, OTHER] = MADE.codes;
const [KEY] = MADE.nonces;
const [COMMITMENT, ANOTHER] = MADE.commitments;

/** A page of somebody who has what `keep` puts there; the engine knows that COMMITMENT was made to CODE under KEY. */
function page(keep = () => {}) {
  const asked = [];
  const client = {
    async ask({ op, commitment, code, nonce }) {
      asked.push(op);
      if (op === 'check_commitment' && nonce.length !== 22)
        return { ok: false, error: { message: 'The key is not whole.' } };
      if (op === 'check_commitment')
        return { ok: true, result: { kept: commitment === COMMITMENT && code === CODE && nonce === KEY } };
      return { ok: true, result: { html: '<p>', holds: { name: 'Kim', parts: [{ instrument: 'values' }] } } };
    },
  };
  const keepsakes = new Keepsakes(new PassingStore(), () => '2026-11-30');
  keep(keepsakes);
  const desk = new Desk(client, () => {});
  const inbox = new Inbox(desk, keepsakes);
  const open = async (carried) => {
    inbox.open(carried);
    await new Promise((resolve) => setTimeout(resolve));
    const { announced, problem } = desk.state;
    return { announced: announced?.committed ?? (announced && 'unchecked'), problem: problem?.code ?? null };
  };
  return { desk, inbox, keepsakes, open, asked };
}

const promised = (keepsakes) => keepsakes.keepCommitment(COMMITMENT);
const REFUSED = { announced: null, problem: 'no_key' };

test('a code with its key is checked against the promise that was kept', async () => {
  const { open } = page(promised);
  assert.deepEqual(await open({ kind: 'code', code: CODE, nonce: KEY }), { announced: 'kept', problem: null });
  assert.deepEqual(await page(promised).open({ kind: 'code', code: OTHER, nonce: KEY }), {
    announced: 'broken',
    problem: null,
  });
});

test('a code without a key, or with a part of one, opens nothing while a promise is kept', async () => {
  const { open, asked } = page(promised);
  assert.deepEqual(await open({ kind: 'code', code: OTHER }), REFUSED);
  assert.deepEqual(asked, [], 'the engine has not even read it');
  assert.deepEqual(await open({ kind: 'code', code: OTHER, nonce: 'short' }), { announced: null, problem: 'refused' });
});

test('a promise that this page was shown counts as well as a kept one', async () => {
  const { open } = page();
  await open({ kind: 'commitment', commitment: COMMITMENT });
  assert.deepEqual(await open({ kind: 'code', code: CODE }), REFUSED);
  assert.deepEqual(await open({ kind: 'code', code: CODE, nonce: KEY }), { announced: 'kept', problem: null });
});

test('a second promise does not take the place of the one that is kept', async () => {
  const { open } = page(promised);
  await open({ kind: 'commitment', commitment: ANOTHER });
  assert.deepEqual(await open({ kind: 'code', code: OTHER, nonce: KEY }), { announced: 'broken', problem: null });
});

test('once the promise is met, codes without a key are opened again', async () => {
  const { open, keepsakes } = page(promised);
  await open({ kind: 'code', code: CODE, nonce: KEY });
  assert.equal(keepsakes.commitment().met, '2026-11-30');
  assert.deepEqual(await open({ kind: 'code', code: OTHER }), { announced: 'unchecked', problem: null });
  keepsakes.keepCommitment(ANOTHER);
  assert.deepEqual(await open({ kind: 'code', code: OTHER }), REFUSED);
});

test('without a promise any code is opened, and a forgotten promise asks for nothing', async () => {
  assert.deepEqual(await page().open({ kind: 'code', code: CODE }), { announced: 'unchecked', problem: null });
  const { open, keepsakes } = page(promised);
  keepsakes.forgetCommitment();
  assert.deepEqual(await open({ kind: 'code', code: CODE }), { announced: 'unchecked', problem: null });
});

test('of two codes the one that is chosen is opened', async () => {
  const { open, inbox, desk } = page();
  const found = [CODE, OTHER].map((code) => ({ kind: 'code', code }));
  assert.deepEqual(await open({ kind: 'several', found }), { announced: null, problem: null });
  assert.equal(desk.state.screen, 'open');
  inbox.choose(7);
  assert.equal(desk.state.screen, 'open');
  inbox.choose(1);
  assert.equal(desk.state.received.code, OTHER);
  assert.deepEqual(desk.state.choices, []);
});
