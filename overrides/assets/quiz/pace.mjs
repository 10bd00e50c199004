/** How long a questionnaire still takes, learned from the pace so far, and where it may rest: pure functions. */

const PRIOR = 4; // the expected pace counts as much as this many answers
const LONGEST_S = 60; // of one answer: who took longer was thinking of something else as well
const TO_A_PART = 8; // questions, about

/**
 * @param {Readonly<Record<string, number>>} seconds item id to how long its answer took, where that is known
 * @param {number} open how many questions have no answer yet
 * @param {number} expected seconds a question
 * @returns {number} seconds
 */
export function secondsLeft(seconds, open, expected) {
  const times = Object.values(seconds).map((time) => Math.min(time, LONGEST_S));
  const sum = times.reduce((total, time) => total + time, PRIOR * expected);
  return (open * sum) / (PRIOR + times.length);
}

/**
 * Where parts begin, besides the first: at whole pages, so that no page holds the end of one and the beginning of the next.
 *
 * @param {number} total how many questions there are
 * @param {number} page how many a page may hold
 * @returns {number[]} indexes of questions
 */
export function rests(total, page) {
  const parts = Math.round(total / TO_A_PART);
  const places = Array.from({ length: Math.max(0, parts - 1) }, (_, n) => ((n + 1) * total) / parts);
  const starts = places.map((place) => Math.round(place / page) * page);
  return [...new Set(starts)].filter((start) => start > 0 && start < total);
}
