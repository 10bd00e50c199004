// The table of contents beside an article: marks the section being read.
// @ts-check

import { markCurrent } from './current.mjs';

const links = [.../** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll('.ip-contents a'))];
markCurrent(
  new Map(
    links.flatMap((link) => {
      const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
      return heading ? [/** @type {const} */ ([heading, link])] : [];
    }),
  ),
);
