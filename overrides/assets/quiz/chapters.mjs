/** The chapters of a report: its contents open them and show where one is, and printing opens them all. */

import { markCurrent } from '../javascripts/current.mjs';

/**
 * @param {Element} report that has just been shown
 * @returns {() => void} stops marking
 */
export function followChapters(report) {
  const links = /** @type {HTMLAnchorElement[]} */ ([...report.querySelectorAll('nav a')]);
  const chapters = links.map((link) => /** @type {HTMLDetailsElement} */ (report.querySelector(link.hash)));
  links.forEach((link, index) =>
    link.addEventListener('click', (event) => {
      event.preventDefault(); // the address stays as it is: on some pages it holds a code
      const chapter = chapters[index];
      if (!chapter) return;
      chapter.open = true;
      chapter.querySelector('summary')?.focus({ preventScroll: true });
      chapter.scrollIntoView();
    }),
  );
  return links.length
    ? markCurrent(
        new Map(
          chapters.map((chapter, index) => [chapter.querySelector('summary') ?? chapter, links[index] ?? chapter]),
        ),
      )
    : () => {};
}

/** @type {HTMLDetailsElement[]} */
let opened = [];

addEventListener('beforeprint', () => {
  opened = [
    .../** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll('.ip-report details:not([open])')),
  ];
  for (const details of opened) details.open = true;
});
addEventListener('afterprint', () => {
  for (const details of opened) details.open = false;
});
