// At the former address of an article: goes on to the article, and to the place on it that the link named.
// @ts-check
const { to } = /** @type {HTMLScriptElement} */ (document.currentScript).dataset;
if (to) location.replace(to + location.search + location.hash);
