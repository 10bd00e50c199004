"""A valid line for each key of front matter, for messages; without what checks them, which takes long to import."""

from __future__ import annotations

from typing import Final

from innerpersona_site.content.model import Kind

EXAMPLES: Final = {
    "title": "title: What secure attachment looks like",
    "description": "description: How secure attachment shows in everyday life, and three paths toward it.",
    "date": "date: 2026-11-24",
    "updated": "updated: 2026-12-01",
    "section": "section: relationships",
    "topic": "topic: awareness",
    "tags": "tags: [attachment, earned security]",
    "authors": "authors: [ann]",
    "ai": "ai: assisted",
    "reviewed_by": "reviewed_by: [Dr. Ada Example]",
    "companion": "companion: anxious-attachment",
    "related": "related: [anxious-attachment, how-to-apologize]",
    "speaks_to": "speaks_to: [attachment.preoccupied, attachment.fearful]",
    "formerly": "formerly: [anxious-love]",
    "image": "image: {file: images/anxious-attachment-loop.svg, alt: A loop of five steps from a late reply to a row}",
    "drawing": "drawing: door half-open",
    "draft": "draft: true",
    "template": "template: hub.html",
    "hub": "hub: relationships",
    "checked": "checked: 2026-11-24",
    "leave_for": "leave_for: https://www.wikipedia.org/",
    "role": "role: imprint",
    "goes_with": "goes_with: [repair-after-a-fight]",
    "pieces": "pieces:\n"
    + "\n".join(
        f"  - page: {page}\n    why: {why}"
        for page, why in (
            ("articles/anxious-attachment.md", "What the alarm is, and that it is no flaw."),
            ("articles/early-signals.md", "What deserves an alarm, and what does not."),
            ("articles/pursue-and-withdraw.md", "How two alarms set each other off."),
            ("articles/repair-after-a-fight.md", "What to say once it is quiet again."),
            ("quiz/attachment.md", "Where you stand, in five minutes."),
        )
    ),
}
"""One valid line for each key."""

ARTICLE_EXAMPLE: Final = "\n".join(
    [
        "---",
        *(EXAMPLES[key] for key in ("title", "description", "date", "section", "topic", "tags", "authors")),
        "---",
    ]
)
PATH_EXAMPLE: Final = "\n".join(
    ["---", *(EXAMPLES[key] for key in ("title", "description", "pieces")), "---"]
)
WORKSHEET_EXAMPLE: Final = "\n".join(
    ["---", *(EXAMPLES[key] for key in ("title", "description", "goes_with")), "---"]
)
PAGE_EXAMPLE: Final = "\n".join(["---", EXAMPLES["title"], EXAMPLES["description"], "---"])

WHOLE: Final[dict[Kind | None, str]] = {
    None: PAGE_EXAMPLE,
    Kind.ARTICLE: ARTICLE_EXAMPLE,
    Kind.PATH: PATH_EXAMPLE,
    Kind.WORKSHEET: WORKSHEET_EXAMPLE,
}
"""Valid front matter for each kind of page that a folder makes, and for all other pages (None)."""
