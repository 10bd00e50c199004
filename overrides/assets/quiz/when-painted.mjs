/**
 * The entry of a page that is there for a quiz: its text is painted first, and only then is the code asked for, all of it
 * at once. Until it is here the form is plain HTML, which can be answered.
 */

import { start } from './start.mjs';

const { entry = '', modules = '' } = /** @type {HTMLScriptElement} */ (document.querySelector('script[data-entry]'))
  .dataset;

function load() {
  for (const address of modules.split(' ').filter(Boolean)) {
    const link = document.createElement('link');
    link.rel = 'modulepreload';
    link.href = address;
    document.head.append(link);
  }
  void start(() => import(new URL(entry, document.baseURI).href));
}

// A second frame is asked for when the first one has been painted; in a tab that nobody sees none is.
if (document.hidden) load();
else requestAnimationFrame(() => requestAnimationFrame(load));
