"""axe-core in a page of a test."""

from typing import Any

from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOR_RULES = ["color-contrast", "link-in-text-block"]
"""All that a dark scheme can break: it changes colors and nothing else, so the rest is judged in the light one alone."""


def findings(page: Page, axe: str) -> list[Any]:
    """Return what axe-core finds on a page: each rule that is broken, with the elements that break it.

    Args:
        page: the page as it is to be judged; in a dark scheme only its colors are.
        axe: the checker's source.
    """
    page.evaluate(axe)
    dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    only = {"type": "rule", "values": COLOR_RULES} if dark else {"type": "tag", "values": TAGS}
    result = page.evaluate("runOnly => axe.run(document, { runOnly })", only)
    return [
        (violation["id"], [node["html"][:200] for node in violation["nodes"]])
        for violation in result["violations"]
    ]
