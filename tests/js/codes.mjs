// Codes as Python makes them, for the tests of what finds them: read once from the scoring package.
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PROGRAM = `
import json, random
from innerpersona_quiz.instruments import instrument_ids, load_instrument
from innerpersona_quiz.share.code import encode
from innerpersona_quiz.share.commitment import commit
from innerpersona_quiz.share.shared import Mark, Shared, SharedPart
from tests.fixtures.questionnaires import added

def code(ids, name, seed):
    chance = random.Random(seed)
    parts = []
    for id in ids:
        one = load_instrument(id)
        marks = {scale.id: Mark(chance.randrange(4000), chance.randrange(1, 900)) for scale in one.scales}
        parts.append(SharedPart(id, one.version, one.hash[:8], False, marks))
    return encode(Shared(tuple(parts), name))

first = instrument_ids()
codes = [code([id], name, seed) for seed in range(4) for id in first for name in ("", "Zoë", "Anna-Lena")]
codes.append(code(first, "x" * 24, 1))
with added():
    codes.append(code(instrument_ids()[-2:], "Kim", 1))
nonces = ["AAECAwQFBgcICQoLDA0ODw", "-_-_wQFBgcICQoLDA0OD_g"]
print(json.dumps({"codes": codes, "nonces": nonces, "commitments": [commit(one, nonces[0]) for one in codes[:6]]}))
`;

/** @type {{ codes: string[], nonces: string[], commitments: string[] }} */
export const MADE = JSON.parse(
  execFileSync(`${ROOT}.venv/bin/python`, ['-c', PROGRAM], { cwd: ROOT, encoding: 'utf8' }),
);

/** Numbers from 0 to below 1, the same in every run (mulberry32). */
export function seeded(/** @type {number} */ seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
