"""What the service worker keeps for a visit without a network: the quiz pages and all that they load but the engine.

It also puts the header on these pages that lists what they may reach: the site's own files, and their links, one by one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from html import escape
from typing import Final

from innerpersona_site.content.headers import (
    SEALED_HEADER,
    connection_allowlist,
    foreign_addresses,
    own_pattern,
)
from innerpersona_site.content.texts import Texts
from innerpersona_site.output.tree import OutputTree

WORKER: Final = "sw.js"
FOLDERS: Final = (
    "assets/stylesheets/",
    "assets/javascripts/",
    "assets/quiz/",
    "assets/ways/",
    "assets/fonts/",
    "assets/images/",
)
KINDS: Final = (".css", ".js", ".mjs", ".woff2", ".svg")
OWN: Final = "OWN"
"""Where the worker puts the site's own addresses: it alone knows under which one it is published."""
PROBES: Final = ("assets/quiz/probe-listed", "assets/quiz/probe-unlisted")
"""Addresses that the worker answers itself: a page that can ask for the first alone is bound by the list."""
_NOT_ASKED_FOR: Final = (".br", ".md", ".txt", "sitemap.xml")


def emit_worker(tree: OutputTree, source: str, pages: Iterable[tuple[str, str]], texts: Texts) -> None:
    """Put the service worker into a site, with the list of its files and a hash over all of them at its head.

    Args:
        tree: the site, complete but for the worker.
        source: the worker as the theme has it.
        pages: (URL relative to the site's root, title) of each page to be kept.
        texts: those of the site's language.
    """
    kept = sorted(pages)
    files = [path for path in tree.paths if path.startswith(FOLDERS) and path.endswith(KINDS)]
    digest = hashlib.sha256()
    for name in [*(f"{url}index.html" for url, _ in kept), *files]:
        digest.update(f"{name}\n".encode())
        digest.update(tree.read(name))
    links = {url: foreign_addresses(tree.read(f"{url}index.html").decode("utf-8")) for url, _ in kept}
    reachable = [path for path in tree.paths if not path.endswith(_NOT_ASKED_FOR)]
    own = [own_pattern(path.removesuffix("index.html")) for path in [*reachable, WORKER, PROBES[0]]]
    release = {
        "release": digest.hexdigest()[:16],
        "pages": [{"url": url, "title": escape(title)} for url, title in kept],
        "files": files,
        "probes": PROBES,
        "own": own,
        "sealed": {
            "header": SEALED_HEADER,
            "allowlists": {url: connection_allowlist(addresses, OWN) for url, addresses in links.items()},
        },
        "language": texts.language,
        "texts": {name: escape(text) for name, text in texts.entries["offline"].items()},
    }
    text = f"const RELEASE = {json.dumps(release)};\n{source}"
    tree.add_text(WORKER, text)
