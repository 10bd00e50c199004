/** Marks in a table of contents what is being read. */

const LINE = 0.3; // of the window's height: a part is being read once its beginning has passed this line

/**
 * @param {ReadonlyMap<Element, Element>} links each part's beginning, in their order, with the link that leads to it
 * @returns {() => void} stops it
 */
export function markCurrent(links) {
  function mark() {
    const passed = [...links.keys()].filter((part) => part.getBoundingClientRect().top < innerHeight * LINE);
    const current = passed.at(-1);
    for (const [part, link] of links) {
      if (part === current) link.setAttribute('aria-current', 'location');
      else link.removeAttribute('aria-current');
    }
  }
  // It calls when a beginning crosses the line, and only then can another part have become the current one. The root
  // reaches up as far as any page does, so that a jump past several beginnings isn't missed.
  const crossing = new IntersectionObserver(mark, { rootMargin: `1000000px 0px ${(LINE - 1) * 100}% 0px` });
  for (const part of links.keys()) crossing.observe(part);
  return () => crossing.disconnect();
}
