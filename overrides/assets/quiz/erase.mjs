/** Erasing all that this site has on this device: every questionnaire, result, code and commitment, paths begun, worksheets, and the copy for reading offline. */

import { forgetOffline } from './offline.mjs';
import { readHistory } from './record.mjs';
import { erasedText } from './wording.mjs';

/**
 * @param {import('./store.mjs').Store} store
 * @param {string} [own] the name of the session at hand, which is counted by its answers
 * @param {number} [answers] how many it has
 * @returns {Promise<string>} what was erased, in words; what is stored is gone before this returns, the copy a moment later
 */
export function eraseDevice(store, own = '', answers = 0) {
  const results = store.names('history.').reduce((sum, name) => {
    const found = store.read(name);
    return sum + readHistory(found.status === 'present' ? found.value : []).length;
  }, 0);
  const others = store.names('session.').filter((name) => name !== own).length;
  const exchanged = store.names('exchange.').length;
  const paths = store.names('path.').length;
  const worksheets = store.names('worksheet.').length;
  const scheme = store.names('scheme').length > 0;
  for (const name of store.names()) store.remove(name);
  return forgetOffline().then((offline) =>
    erasedText({ answers, results, others, exchanged, paths, worksheets, scheme, offline }),
  );
}
