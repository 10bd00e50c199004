/** What is asked of the index: a question without the words that stand on every page, each of which costs a download. */

const EVERYWHERE = new Set(
  (
    'a an and are as at be but by can could did do does for from had has have how i if in into is it its me my of on or ' +
    'our should so than that the their them then there they this to was we were what when where which who why will with ' +
    'would you your'
  ).split(' '),
);

/**
 * @param {string} typed
 * @returns {string} one line; as typed, if it is a quotation or has no other words
 */
export function toQuestion(typed) {
  const question = typed.replace(/\s+/g, ' ').trim();
  if (question.startsWith('"')) return question;
  const words = question.split(' ').filter((word) => !EVERYWHERE.has(word.replace(/\W/g, '').toLowerCase()));
  return words.join(' ') || question;
}
