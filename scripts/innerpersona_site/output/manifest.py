"""The web app manifest, by which browsers install a site: its name, its icons, and the page that it opens with."""

from __future__ import annotations

import json
from collections.abc import Container
from typing import Final

from innerpersona_quiz.palette import SHIPPED
from innerpersona_site.content.model import SiteFacts
from innerpersona_site.output.tree import OutputTree

PATH: Final = "manifest.webmanifest"
ICONS: Final = (
    ("assets/images/favicon.svg", "any", "image/svg+xml", "any"),
    ("assets/images/icon-192.png", "192x192", "image/png", "any"),
    ("assets/images/icon-512.png", "512x512", "image/png", "any"),
    ("assets/images/icon-maskable-512.png", "512x512", "image/png", "maskable"),
)
"""Path in the theme, size, media type and purpose of each icon; those that a theme lacks are left out.

The bitmaps show the two circles in the theme's colors: a site with a mark or colors of its own is installed with its SVG.
"""
PAPER: Final = "#fbf8f3"
"""Color of the window and of the screen before the first page: --ip-paper, which no manifest can read."""


def emit_manifest(tree: OutputTree, site: SiteFacts, start: str, theme: Container[str]) -> None:
    """Emit the manifest.

    Args:
        tree: the site.
        site: its facts.
        start: URL relative to the site's root of the page to open with, one that the service worker keeps.
        theme: the paths of the theme's files.
    """
    is_shipped = not site.own_mark and site.colors == SHIPPED
    manifest = {
        "name": site.name,
        "short_name": site.name,
        "description": site.description,
        "lang": site.language,
        "id": site.base,
        "scope": site.base,
        "start_url": site.base + start,
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [
            {"src": site.base + path, "sizes": sizes, "type": type, "purpose": purpose}
            for path, sizes, type, purpose in ICONS
            if path in theme and (type == "image/svg+xml" or is_shipped)
        ],
    }
    tree.add_text(PATH, json.dumps(manifest, indent=1, ensure_ascii=False) + "\n")
