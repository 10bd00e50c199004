/** Picks the texts of the quiz's browser code and fills their placeholders. None is about a person: those are Python's. */

import { fill, formatDay, formatMegabytes } from '../javascripts/format.mjs';
import texts from './texts.mjs';

/**
 * @typedef {import('./session.mjs').Session} Session
 * @typedef {'quiz' | 'exchange'} Scene where the mark of the seal stands
 */

/**
 * What stands between the visitor and a result, or null.
 *
 * @param {Pick<Session, 'failure' | 'status'> & { keep?: boolean }} session
 * @returns {string | null}
 */
export function failureText({ failure, status, keep = true }) {
  if (failure?.code === 'refused') return fill(texts.failure.refused, { reason: failure.message ?? '' }).trim();
  const code = failure?.code ?? (status?.state === 'failed' ? status.code : null);
  if (code === null) return null;
  return code === 'gone' && !keep ? texts.failure.gone_shared : texts.failure[code];
}

/**
 * Whether another try may mend it where the page is loaded anew, and not before.
 *
 * @param {Pick<Session, 'failure' | 'status'>} session
 */
export function needsReload({ failure, status }) {
  const code = failure?.code ?? (status?.state === 'failed' ? status.code : null);
  return code === 'gone' || code === 'altered';
}

/**
 * What the engine is doing, in a few words.
 *
 * @param {Session['status']} status
 * @param {Scene} [scene]
 * @returns {string}
 */
export function engineText(status, scene = 'quiz') {
  switch (status?.state) {
    case 'loading':
      return loadingText(status);
    case 'asking':
    case 'ready':
    case 'failed':
      return texts.engine[status.state];
    case 'sealed':
      return texts.engine[status.stage];
    default:
      return texts.engine[scene];
  }
}

/** @param {{ left: number, seconds?: number }} status */
function loadingText({ left, seconds }) {
  const megabytes = formatMegabytes(left);
  if (seconds === undefined) return fill(texts.engine.loading, { left: megabytes });
  if (seconds < 90)
    return fill(texts.engine.loading_seconds, { left: megabytes, count: Math.max(5, Math.ceil(seconds / 5) * 5) });
  return fill(texts.engine.loading_minutes, { left: megabytes, count: Math.round(seconds / 60) });
}

/** @param {number} total bytes that the engine is over the network */
export function askingText(total) {
  return fill(texts.asking, { total: formatMegabytes(total) });
}

/**
 * Which seal holds on this page, and what it covers.
 *
 * @param {Session['status']} status
 * @returns {string}
 */
export function generationText(status) {
  if (status?.state !== 'sealed') return texts.generation.open;
  if (status.bound) return texts.generation.header;
  return status.leaves ? `${texts.generation.policy} ${texts.generation.leaves}` : texts.generation.policy;
}

/**
 * @param {number} answered
 * @param {number} skipped
 * @param {number} total
 * @param {number} left seconds that the rest will take
 */
export function progressText(answered, skipped, total, left) {
  if (answered === total) return fill(texts.progress.all, { total });
  const text = fill(texts.progress[skipped ? 'skipped' : 'some'], { answered, skipped, total });
  return fill(texts.progress.left, { progress: text, count: Math.max(1, Math.round(left / 60)) });
}

/**
 * @param {number} number of a question, from 1
 * @param {number} total
 */
export function numberText(number, total) {
  return fill(texts.number, { number, total });
}

/**
 * A word of rest before a part.
 *
 * @param {number} part from 2
 * @param {number} parts
 */
export function restText(part, parts) {
  return fill(part === parts ? texts.rest.last : texts.rest.next, { part, parts });
}

/**
 * What kept results are called: by their days, and further where one day has several.
 *
 * @param {readonly import('./session.mjs').Kept[]} results
 * @returns {string[]}
 */
export function resultTexts(results) {
  const names = results.map(({ taken, form }) => {
    const day = formatDay(taken);
    return form === 'short' ? fill(texts.result.short, { day }) : day;
  });
  return names.map((name, index) => {
    const number = names.slice(0, index).filter((one) => one === name).length + 1;
    return number > 1 ? fill(texts.result.same, { result: name, number }) : name;
  });
}

/** @param {boolean} skips whether a question is left without an answer by going on */
export function turnText(skips) {
  return skips ? texts.turn.skip : texts.turn.next;
}

/**
 * What the visitor should know about what is kept on this device; empty where there is nothing to say.
 *
 * @param {Session} session
 * @param {string} version of the questionnaire on this page
 * @returns {string}
 */
export function noticeText({ notice, answers }, version) {
  if (!notice) return '';
  if (notice.kind === 'erased') return notice.text ?? '';
  return fill(texts.notice[notice.kind], {
    count: Object.keys(answers).length,
    old: notice.text ?? '',
    new: version,
  });
}

/**
 * @param {{ answers: number, results: number, others: number, exchanged: number, paths: number, worksheets: number, scheme: boolean, offline: boolean }} gone
 * @returns {string}
 */
export function erasedText(gone) {
  const { erased } = texts;
  const counted = /** @type {const} */ (['answers', 'results', 'others', 'exchanged', 'paths', 'worksheets']);
  const parts = [
    ...counted.filter((name) => gone[name]).map((name) => fill(erased[name], { count: gone[name] })),
    ...(gone.scheme ? [erased.scheme] : []),
    ...(gone.offline ? [erased.offline] : []),
  ];
  const last = parts.pop();
  if (!last) return erased.nothing;
  const list = parts.length ? parts.join(erased.separator) + erased.last + last : last;
  return fill(erased.all, { list });
}

/** @param {string} taken the day of a result, YYYY-MM-DD */
export function deletedText(taken) {
  return fill(texts.notice.deleted, { day: formatDay(taken) });
}

/**
 * @param {import('./ledger.mjs').Entries} entries
 * @param {Scene} [scene]
 */
export function ledgerText({ since, refused }, scene = 'quiz') {
  const own = texts.ledger[scene];
  const made = since ? fill(own.some, { count: since }) : own.none;
  return refused ? `${made} ${fill(texts.ledger.refused, { count: refused })}` : made;
}

/** What is asked before everything is erased. */
export function erasureQuestion() {
  return texts.confirm.erase;
}

/** @param {string} day of the result that is to be deleted, as readers see it */
export function deletionQuestion(day) {
  return fill(texts.confirm.delete, { day });
}
