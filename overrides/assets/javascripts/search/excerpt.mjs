/** Excerpts as nodes, with what was found marked. No markup but the marks is ever made of a text. */

/**
 * @param {string} text in which "<mark>" and "</mark>" stand around what was found; other "<" and ">" are escaped
 * @returns {Node[]}
 */
export function excerptNodes(text) {
  const parts = text.trim().split(/<mark>(.*?)<\/mark>/s);
  return parts.map((part, index) => {
    const plain = part.replaceAll('&lt;', '<').replaceAll('&gt;', '>');
    // The split keeps what stood in a mark at every second place.
    if (index % 2 === 0) return document.createTextNode(plain);
    const mark = document.createElement('mark');
    mark.textContent = plain;
    return mark;
  });
}
