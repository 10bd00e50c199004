/** The list of results as elements: plain links, so that they open, copy and read aloud as links do. */

import { excerptNodes, tidyExcerpt } from './excerpt.mjs';

/**
 * @typedef {import('./index.mjs').Found} Found
 * @typedef {import('./index.mjs').Section} Section
 */

/**
 * @param {Found} found
 * @returns {HTMLLIElement}
 */
export function resultItem(found) {
  const item = make('li', 'ip-search__result');
  const place = found.place ? [make('span', 'ip-search__place', found.place)] : [];
  // With sections below it, the page's own excerpt would say the same twice.
  item.append(link(found, place, found.sections.length === 0));
  if (found.sections.length) {
    const list = make('ul', 'ip-search__sections');
    for (const section of found.sections) {
      const place = make('li');
      place.append(link(section, [], true));
      list.append(place);
    }
    item.append(list);
  }
  return item;
}

/**
 * @param {Section} to
 * @param {Element[]} before
 * @param {boolean} withExcerpt
 */
function link(to, before, withExcerpt) {
  const anchor = make('a', 'ip-search__link');
  anchor.href = to.url;
  anchor.append(...before, make('span', 'ip-search__title', to.title));
  const text = withExcerpt ? tidyExcerpt(to.excerpt, to.title) : '';
  if (text) {
    const excerpt = make('span', 'ip-search__excerpt');
    excerpt.append(...excerptNodes(text));
    anchor.append(excerpt);
  }
  return anchor;
}

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} [className]
 * @param {string} [text]
 */
function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}
