import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { START, reduce } from '../../overrides/assets/quiz/exchange/exchange.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PROGRAM = `
import json
from innerpersona_quiz.errors import IGNORABLE
print(json.dumps([point for point in range(0x110000) if IGNORABLE.match(chr(point))]))
`;
const INVISIBLE = JSON.parse(execFileSync(`${ROOT}.venv/bin/python`, ['-c', PROGRAM], { cwd: ROOT, encoding: 'utf8' }));

test('what the scoring package takes for invisible is what Unicode says is', () => {
  const ours = new Set(INVISIBLE);
  for (let point = 0; point < 0x110000; point += 1) {
    const ignorable = /\p{Default_Ignorable_Code_Point}/u.test(String.fromCodePoint(point));
    assert.equal(ours.has(point), ignorable, point.toString(16));
  }
});

test('no name holds a character that nobody sees, but joiners', () => {
  const told = (name) =>
    reduce(START, {
      type: 'told',
      name,
      sheets: [{ instrument: 'values', instrument_version: '1', answers: {} }],
      queue: [],
    });
  assert.equal(told('Ada').problem, null);
  for (const point of INVISIBLE.filter((one) => one !== 0x200c && one !== 0x200d)) {
    for (const name of [`A${String.fromCodePoint(point)}da`, `${String.fromCodePoint(point)}Ada`])
      assert.equal(told(name).problem?.code, 'bad_name', point.toString(16));
  }
});
