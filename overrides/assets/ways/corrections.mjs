/** Puts the passage that is selected into the mail that reports an error. Without a selection, the mail has room for it. */

const LONGEST = 300; // characters of a passage: mail programs cut long addresses
const ROOM = encodeURIComponent('{passage}');

const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector('[data-passage]'));
const text = document.querySelector('.ip-article__body');
const empty = link?.href ?? '';

/** @param {string} passage */
function fill(passage) {
  if (!link) return;
  try {
    link.href = passage ? (link.dataset.passage ?? '').replace(ROOM, () => encodeURIComponent(passage)) : empty;
  } catch {
    // A sealed page changes no address; the mail then has room for the passage.
  }
}

document.addEventListener('selectionchange', () => {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !text?.contains(selection.anchorNode)) return;
  fill(selection.toString().replace(/\s+/g, ' ').trim().slice(0, LONGEST));
});
// A press on the link clears the selection before it is followed; one elsewhere means that nothing is selected any more.
document.addEventListener('pointerdown', ({ target }) => {
  if (!link?.contains(/** @type {Node} */ (target))) fill('');
});
