/** What this device knows of its reader: how far each quiz is, and which regions of a profile the last results named. */

import { readHistory, readSession } from './record.mjs';

/**
 * @typedef {import('./store.mjs').Store} Store
 * @typedef {{ when: 'none', earlier?: string } | { when: 'begun', answered: number } | { when: 'done', taken: string }} Progress
 */

/**
 * @param {Store} store
 * @param {string} instrument
 * @param {string} version the instrument's, on this page: what was answered in another one doesn't count
 * @returns {Progress} `earlier` is the day of the last result with an earlier edition
 */
export function progressOf(store, instrument, version) {
  const history = readHistory(valueOf(store, `history.${instrument}`));
  const last = history.filter((one) => one.instrument_version === version).at(-1);
  if (last) return { when: 'done', taken: last.taken };
  const session = readSession(valueOf(store, `session.${instrument}`));
  const answered = session?.version === version ? Object.keys(session.answers).length : 0;
  if (answered) return { when: 'begun', answered };
  const earlier = history.at(-1)?.taken;
  return earlier ? { when: 'none', earlier } : { when: 'none' };
}

/**
 * Show what is for this reader among elements that say in `data-speaks-to` which regions they are for.
 *
 * @param {Store} store
 * @param {Iterable<HTMLElement>} elements
 * @returns {number} how many are shown
 */
export function showForReader(store, elements) {
  return showForRegions(
    store.names('outcome.').flatMap((name) => readOutcome(valueOf(store, name))),
    elements,
  );
}

/**
 * @param {readonly string[]} regions
 * @param {Iterable<HTMLElement>} elements that say in `data-speaks-to` which regions they are for
 * @returns {number} how many are shown
 */
export function showForRegions(regions, elements) {
  let shown = 0;
  for (const element of elements) {
    const own = (element.dataset.speaksTo ?? '').split(' ');
    element.hidden = !own.some((region) => regions.includes(region));
    shown += Number(!element.hidden);
  }
  return shown;
}

/**
 * @param {unknown} value what the store held
 * @returns {string[]} the regions that a result named first
 */
export function readOutcome(value) {
  const { format, regions } = /** @type {{ format?: unknown, regions?: unknown }} */ (value ?? {});
  const sound = format === 1 && Array.isArray(regions) && regions.every((one) => typeof one === 'string');
  return sound ? regions : [];
}

/**
 * @param {Store} store
 * @param {string} name
 */
function valueOf(store, name) {
  const found = store.read(name);
  return found.status === 'present' ? found.value : undefined;
}
