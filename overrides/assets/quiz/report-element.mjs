/** Shows what Python rendered. The report is trusted to be right, not to be harmless: it may hold only what reports hold. */

const ALLOWED = new Set(
  (
    'article section header footer h2 h3 h4 p ul ol li dl dt dd div span strong em b i small a abbr cite q blockquote br hr ' +
    'table caption colgroup col thead tbody tr th td details summary figure figcaption code time output sup sub ' +
    'svg g title desc path circle ellipse rect line polyline polygon text tspan defs clippath pattern'
  ).split(' '),
);

export class ReportElement extends HTMLElement {
  /**
   * @param {string} html
   * @throws {Error} if it holds an element, handler or address that no report has; then nothing is shown
   */
  show(html) {
    // Parsed apart from this page: nothing in it can load or run before it has been looked at.
    const parsed = new DOMParser().parseFromString(html, 'text/html');
    for (const element of [...parsed.head.children, ...parsed.body.querySelectorAll('*')]) check(element);
    this.replaceChildren(...parsed.body.childNodes);
    this.hidden = false;
  }

  clear() {
    this.replaceChildren();
    this.hidden = true;
  }
}

/** @param {Element} element */
function check(element) {
  const name = element.localName.toLowerCase();
  if (!ALLOWED.has(name)) throw new Error(`a report may not hold <${name}>`);
  for (const { name: attribute, value } of element.attributes) {
    const address = /^(xlink:)?href$/.test(attribute) && !/^(#|\/(?![/\\])|https:\/\/)/.test(value);
    if (/^(on|style$|src)/.test(attribute) || address) throw new Error(`a report may not hold ${attribute}="${value}"`);
  }
}
