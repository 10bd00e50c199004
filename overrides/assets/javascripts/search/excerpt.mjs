/**
 * Excerpts: the text around what was found, in which "<mark>" and "</mark>" stand around it, and other "<" and ">" are
 * escaped. No markup but the marks is ever made of one.
 */

const MARK = /<\/?mark>/g;

/**
 * Take a heading's last words off the start of the text below it, and say where the text goes on.
 *
 * @param {string} excerpt
 * @param {string} heading
 * @returns {string}
 */
export function tidyExcerpt(excerpt, heading) {
  const words = excerpt.trim().split(/\s+/);
  const plain = (/** @type {string} */ word) => word.replace(MARK, '').replace(/[.:]$/, '').toLowerCase();
  const title = heading.trim().split(/\s+/).map(plain);
  const start = words.map(plain);
  let repeated = Math.min(title.length, start.length);
  while (repeated > 0 && title.slice(-repeated).join(' ') !== start.slice(0, repeated).join(' ')) repeated -= 1;
  const rest = words.slice(repeated).join(' ');
  return rest === '' || /[.!?…”"')]$/.test(rest.replace(MARK, '')) ? rest : `${rest} …`;
}

/**
 * @param {string} excerpt
 * @returns {Node[]}
 */
export function excerptNodes(excerpt) {
  return excerpt.split(/<mark>(.*?)<\/mark>/s).map((part, index) => {
    const text = part.replaceAll('&lt;', '<').replaceAll('&gt;', '>');
    // The split keeps what stood in a mark at every second place.
    if (index % 2 === 0) return document.createTextNode(text);
    const mark = document.createElement('mark');
    mark.textContent = text;
    return mark;
  });
}
