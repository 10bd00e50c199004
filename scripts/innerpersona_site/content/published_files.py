"""Which files below docs/ are published as they are. What isn't listed is taken for something that was left there."""

from __future__ import annotations

from typing import Final

PUBLISHED: Final = (
    *(".avif", ".gif", ".ico", ".jpeg", ".jpg", ".png", ".svg", ".webp"),
    *(".aac", ".flac", ".m4a", ".mp3", ".mp4", ".oga", ".ogg", ".ogv", ".opus", ".wav", ".webm", ".vtt"),
    *(".csv", ".epub", ".ics", ".json", ".pdf", ".rtf", ".tsv", ".txt", ".vcf", ".xml", ".zip"),
    *(".css", ".otf", ".ttf", ".woff", ".woff2"),
)
"""Endings of files that are published: pictures, sound and film with captions, what readers download, typefaces."""

MADE: Final = (
    *("feed.json", "feed.xml", "integrity.json", "llms.txt", "robots.txt"),
    *("sbom.cdx.json", "sitemap.xml", "assets/images/favicon.svg"),
)
"""Files that the build makes, by their paths in a site."""

MADE_FOLDERS: Final = ("assets/cards/", "assets/engine/", "assets/stylesheets/", "pagefind/")
"""Folders all of whose files the build makes."""

READ: Final = (".md", ".bib")
"""Endings of files that the build reads."""


def is_published(path: str) -> bool:
    """Say whether a file below docs/ that is no page is published under its own path."""
    return path.lower().endswith(PUBLISHED)


def is_left_out(path: str) -> bool:
    """Say whether a file below docs/ has no part in the site: an editor's copy, a document of an office program."""
    return not is_published(path) and not path.endswith(READ)
