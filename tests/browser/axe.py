"""axe-core in a page of a test."""

from typing import Any

from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def findings(page: Page, axe: str) -> list[Any]:
    """Return what axe-core finds on a page: each rule that is broken, with the elements that break it.

    Args:
        page: the page as it is to be judged.
        axe: the checker's source.
    """
    page.evaluate(axe)
    result = page.evaluate(
        "tags => axe.run(document, { runOnly: { type: 'tag', values: tags } })",
        RULES,
    )
    return [
        (violation["id"], [node["html"][:200] for node in violation["nodes"]])
        for violation in result["violations"]
    ]
