// The frame's own behavior: choosing light or dark, unfolding what a link leads to, printing folded answers.
// @ts-check

const root = document.documentElement;
const dark = matchMedia('(prefers-color-scheme: dark)');
const KEY = root.dataset.schemeKey ?? '';

// The browser's own frame takes its color from these; a choice against the system has to overrule their media.
const frames = [
  .../** @type {NodeListOf<HTMLMetaElement>} */ (document.querySelectorAll("meta[name='theme-color'][media]")),
].map((frame) => ({ frame, media: frame.media }));

/** Let the frame follow what the page shows. */
function paintFrame() {
  const chosen = root.dataset.scheme;
  for (const { frame, media } of frames) {
    if (!chosen) frame.media = media;
    else frame.media = media.includes(chosen) ? 'all' : 'not all';
  }
}

/** @returns {"light" | "dark"} what the page shows now */
function shown() {
  const chosen = root.dataset.scheme;
  if (chosen === 'light' || chosen === 'dark') return chosen;
  return dark.matches ? 'dark' : 'light';
}

/**
 * Remember a choice only while it differs from the system's, so that nothing is stored that need not be.
 * @param {"light" | "dark"} scheme
 */
function choose(scheme) {
  const follows = scheme === (dark.matches ? 'dark' : 'light');
  if (follows) delete root.dataset.scheme;
  else root.dataset.scheme = scheme;
  paintFrame();
  try {
    if (follows) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, scheme);
  } catch {
    // storage may be switched off; the choice then lasts for this page
  }
}

paintFrame();
for (const button of document.querySelectorAll('button[data-ip-scheme]')) {
  const { light = '', dark: darker = '' } = /** @type {HTMLElement} */ (button).dataset;
  const label = () => button.setAttribute('aria-label', shown() === 'dark' ? light : darker);
  label();
  button.addEventListener('click', () => {
    choose(shown() === 'dark' ? 'light' : 'dark');
    label();
  });
  dark.addEventListener('change', label);
}

/**
 * What a fragment names; a percent sign in it may be no encoding.
 * @param {string} hash with its "#", or empty
 */
function placeOf(hash) {
  const name = hash.slice(1);
  try {
    return document.getElementById(decodeURIComponent(name));
  } catch {
    return document.getElementById(name);
  }
}

/** Unfold what the address leads into: a closed answer would be a place with nothing to read. */
function unfoldTarget() {
  const target = placeOf(location.hash);
  const folded = target?.closest('details');
  if (!folded || folded.open) return;
  folded.open = true;
  target?.scrollIntoView();
}

unfoldTarget();
addEventListener('hashchange', unfoldTarget);

/** @type {HTMLDetailsElement[]} */
let unfolded = [];
addEventListener('beforeprint', () => {
  unfolded = [
    .../** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll('.ip-faq details:not([open])')),
  ];
  for (const answer of unfolded) answer.open = true;
});
addEventListener('afterprint', () => {
  for (const answer of unfolded) answer.open = false;
});
