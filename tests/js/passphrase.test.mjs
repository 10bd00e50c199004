import assert from 'node:assert/strict';
import { test } from 'node:test';

import { decode } from '../../overrides/assets/quiz/exchange/base64url.mjs';
import { ITERATIONS, faultOf, lock, unlock } from '../../overrides/assets/quiz/exchange/passphrase.mjs';

const CODE = `ip1.${'Ab-_9'.repeat(38)}`;
const PHRASE = 'ärger teapot  seven';

test('what is locked opens with the passphrase, and with the same letters composed differently', async () => {
  const locked = await lock(CODE, PHRASE);
  assert.match(locked, /^ipe1\.[\w-]+$/);
  assert.ok(!locked.includes(CODE.slice(4, 24)));
  assert.deepEqual(await unlock(locked, PHRASE), { ok: true, code: CODE });
  assert.deepEqual(await unlock(locked, ` ${PHRASE.normalize('NFD')} `), { ok: true, code: CODE });
});

test('another passphrase, or a changed character, opens nothing', async () => {
  const locked = await lock(CODE, PHRASE);
  assert.deepEqual(await unlock(locked, 'ärger teapot seven'), { ok: false, why: 'wrong' });
  for (const place of [5, 20, 40, 100, locked.length - 2]) {
    const changed = locked.slice(0, place) + (locked[place] === 'A' ? 'B' : 'A') + locked.slice(place + 1);
    assert.deepEqual(await unlock(changed, PHRASE), { ok: false, why: 'wrong' }, `character ${place}`);
  }
});

test('the same code and passphrase never give the same text', async () => {
  assert.notEqual(await lock(CODE, PHRASE), await lock(CODE, PHRASE));
});

test('it is AES-GCM under PBKDF2 with SHA-256, as node computes it too', async () => {
  const { createDecipheriv, pbkdf2Sync } = await import('node:crypto');
  const bytes = Buffer.from(decode((await lock(CODE, 'plain words here')).slice(5)));
  const key = pbkdf2Sync('plain words here', bytes.subarray(0, 16), ITERATIONS, 32, 'sha256');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(16, 28));
  decipher.setAAD(Buffer.from('ipe1.'));
  decipher.setAuthTag(bytes.subarray(-16));
  const code = decipher.update(bytes.subarray(28, -16), undefined, 'utf8') + decipher.final('utf8');
  assert.equal(code, CODE);
  assert.equal(ITERATIONS, 600_000);
});

test('what can be no locked code is told from what a newer site has locked', () => {
  for (const text of ['', 'ipe1.', 'ipe1.abc', 'ipe1.a+b', `ipe1.${'A'.repeat(59)}`, 'ip1.abc', 'ipe.1']) {
    assert.equal(faultOf(text), 'damaged', text);
  }
  assert.equal(faultOf(`ipe2.${'A'.repeat(80)}`), 'newer');
  assert.equal(faultOf(`ipe12.x`), 'newer');
  assert.equal(faultOf(`ipe1.${'A'.repeat(80)}`), null);
});
