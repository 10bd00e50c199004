// The table of contents beside an article: marks the section being read.
// @ts-check

const LINE = 0.3; // of the window's height: a section is being read once its heading has passed this line

const links = new Map(
  [.../** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll('.ip-contents a'))].flatMap((link) => {
    const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    return heading ? [/** @type {const} */ ([heading, link])] : [];
  }),
);

function mark() {
  const passed = [...links.keys()].filter((heading) => heading.getBoundingClientRect().top < innerHeight * LINE);
  const current = passed.at(-1);
  for (const [heading, link] of links) {
    if (heading === current) link.setAttribute('aria-current', 'location');
    else link.removeAttribute('aria-current');
  }
}

// It calls when a heading crosses the line, and only then can another section have become the current one.
const crossing = new IntersectionObserver(mark, { rootMargin: `0px 0px ${(LINE - 1) * 100}% 0px` });
for (const heading of links.keys()) crossing.observe(heading);
