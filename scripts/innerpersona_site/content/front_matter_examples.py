"""A valid line for each key of front matter, for messages; without what checks them, which takes long to import."""

from __future__ import annotations

from typing import Final

EXAMPLES: Final = {
    "title": "title: What secure attachment looks like",
    "description": "description: How secure attachment shows in everyday life, and three paths toward it.",
    "date": "date: 2026-11-24",
    "updated": "updated: 2026-12-01",
    "section": "section: relationships",
    "topic": "topic: awareness",
    "tags": "tags: [attachment, earned security]",
    "authors": "authors: [innerpersona]",
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
}
"""One valid line for each key."""

ARTICLE_EXAMPLE: Final = "\n".join(
    [
        "---",
        *(EXAMPLES[key] for key in ("title", "description", "date", "section", "topic", "tags", "authors")),
        "---",
    ]
)
PAGE_EXAMPLE: Final = "\n".join(["---", EXAMPLES["title"], EXAMPLES["description"], "---"])
