/** What a report may hold: elements and attributes by name, and which values of them. Whatever is not listed here is not shown. */

const words = (/** @type {string} */ text) => new Set(text.split(' '));

const ELEMENTS = words(
  'article section nav header footer h2 h3 h4 p ul ol li dl dt dd div span strong em b i small a abbr cite q blockquote br hr ' +
    'table caption colgroup col thead tbody tr th td details summary figure figcaption code time output sup sub ' +
    'svg g title desc path circle ellipse rect line polyline polygon text tspan defs clippath pattern',
);
const ATTRIBUTES = words(
  'id class lang dir role title href scope colspan rowspan datetime focusable ' +
    'aria-hidden aria-label aria-labelledby aria-describedby ' +
    'viewbox width height x y x1 y1 x2 y2 dx dy cx cy r rx ry d points transform fill stroke stroke-width stroke-dasharray ' +
    'stroke-linecap opacity text-anchor shape-rendering clip-path patternunits',
);

/** What reports say of themselves; no code of this page acts on one of these. */
const DATA = words(
  'change cite comparison concern difference facet firmness friction gap group higher instrument missing note outside pair ' +
    'questionnaire region reliable row scale score se source verdict withheld',
);

/** @param {string} name of an element, in small letters */
export function mayHold(name) {
  return ELEMENTS.has(name);
}

/**
 * @param {string} element its name, in small letters
 * @param {string} name of the attribute
 * @param {string} value
 */
export function mayHave(element, name, value) {
  const attribute = name.toLowerCase();
  if (attribute.startsWith('data-')) return DATA.has(attribute.slice('data-'.length));
  if (attribute === 'href') return element === 'a' && /^(#|\/(?![/\\])|https:\/\/)/.test(value);
  return ATTRIBUTES.has(attribute) && !/url\s*\((?!\s*["']?#)/i.test(value);
}
