"""axe-core in a page of a test."""

from typing import Any, Literal

from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOR_RULES = ["color-contrast", "link-in-text-block"]
"""All that a dark scheme can break: it changes colors and nothing else, so the rest is judged in the light one alone."""


SCHEMES: dict[Literal["dark", "light"], dict[str, Any]] = {
    "light": {"type": "tag", "values": TAGS},
    "dark": {"type": "rule", "values": COLOR_RULES},
}
RUN = """runOnly => axe.run(document, { runOnly, resultTypes: ['violations'], selectors: false })
    .then(({ violations }) => violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 200))]))"""


def findings(page: Page, axe: str) -> list[Any]:
    """Return what axe-core finds on a page: scheme, rule that is broken there, and the elements that break it.

    Args:
        page: the page as it is to be judged, without motion: a color that fades has a contrast of its own. It is
            judged in both color schemes, and left in the light one.
        axe: the checker's source.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(axe)
    found = []
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        found += [(scheme, *violation) for violation in page.evaluate(RUN, SCHEMES[scheme])]
    return found
