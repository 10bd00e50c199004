/**
 * A backup: all that the site keeps on this device as one text behind a passphrase, and what another device adds of it to what
 * it has. Pure but for the browser's own cryptography.
 */

import { lock, unlock } from '../quiz/exchange/passphrase.mjs';
import { addResult, readHistory, sameResult } from '../quiz/record.mjs';
import { isOwn } from '../quiz/store.mjs';

/**
 * @typedef {import('../quiz/store.mjs').Store} Store
 * @typedef {{ format: 1, made: string, values: Record<string, unknown> }} Backup
 * @typedef {{ ok: true, backup: Backup } | { ok: false, why: 'wrong' | 'damaged' | 'newer' | 'other' }} Opened
 * @typedef {{ added: number, kept: number, full: boolean }} Restored how many things came in, and how many stayed as they were
 */

/**
 * @param {Store} store
 * @param {string} passphrase
 * @param {string} made the day, YYYY-MM-DD
 * @returns {Promise<string>}
 */
export function sealed(store, passphrase, made) {
  const values = Object.fromEntries(
    store.names().flatMap((name) => {
      const found = store.read(name);
      return found.status === 'present' ? [[name, found.value]] : [];
    }),
  );
  return lock(JSON.stringify({ format: 1, made, values }), passphrase);
}

/**
 * @param {string} text
 * @param {string} passphrase
 * @returns {Promise<Opened>} "other" where the text is behind this passphrase, and no backup
 */
export async function opened(text, passphrase) {
  const unlocked = await unlock(text.trim(), passphrase);
  if (!unlocked.ok) return unlocked;
  try {
    const backup = JSON.parse(unlocked.code);
    if (backup?.format > 1) return { ok: false, why: 'newer' };
    const sound = backup?.format === 1 && typeof backup.made === 'string' && isTable(backup.values);
    return sound ? { ok: true, backup } : { ok: false, why: 'other' };
  } catch {
    return { ok: false, why: 'other' };
  }
}

/**
 * Add what a backup holds to what is here. Nothing that is here is changed or lost: results stand beside each other, and
 * whatever else both have stays as it is here.
 *
 * @param {Store} store
 * @param {Backup} backup
 * @returns {Restored}
 */
export function restore(store, { values }) {
  const restored = { added: 0, kept: 0, full: false };
  for (const [name, value] of Object.entries(values)) {
    if (!isOwn(name)) continue; // another name is none of this site's, whatever a file says
    const found = store.read(name);
    const here = found.status === 'present' ? found.value : undefined;
    if (found.status === 'damaged') store.setAside(name);
    const { next, added, kept } = merged(name, here, value);
    if (!added || store.write(name, next) === 'kept') restored.added += added;
    else restored.full = true;
    restored.kept += kept;
  }
  return restored;
}

/**
 * @param {string} name
 * @param {unknown} here undefined where there is nothing
 * @param {unknown} value
 * @returns {{ next: unknown, added: number, kept: number }}
 */
function merged(name, here, value) {
  if (!name.startsWith('history.'))
    return here === undefined ? { next: value, added: 1, kept: 0 } : { next: here, added: 0, kept: 1 };
  const own = readHistory(here);
  const brought = readHistory(value);
  const next = brought.reduce(addResult, own).toSorted((one, other) => one.taken.localeCompare(other.taken));
  const noted = next.map((one) => (one.note ? one : { ...one, ...noteOf(brought.find((b) => sameResult(b, one))) }));
  const added = next.length - own.length;
  const notes = noted.filter((one, index) => one.note !== next[index]?.note).length;
  return { next: noted, added: added || notes, kept: brought.length - added };
}

/** @param {import('../quiz/record.mjs').ResultRecord | undefined} result */
function noteOf(result) {
  return result?.note ? { note: result.note } : {};
}

/** @param {unknown} value */
function isTable(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
