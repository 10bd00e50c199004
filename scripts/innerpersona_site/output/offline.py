"""What the service worker keeps for a visit without a network: the quiz pages and all that they load but the engine."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from html import escape
from typing import Final

from innerpersona_site.content.texts import Texts
from innerpersona_site.output.tree import OutputTree

WORKER: Final = "sw.js"
FOLDERS: Final = (
    "assets/stylesheets/",
    "assets/javascripts/",
    "assets/quiz/",
    "assets/fonts/",
    "assets/images/",
)
KINDS: Final = (".css", ".js", ".mjs", ".woff2", ".svg")


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
    release = {
        "release": digest.hexdigest()[:16],
        "pages": [{"url": url, "title": escape(title)} for url, title in kept],
        "files": files,
        "language": texts.language,
        "texts": {name: escape(text) for name, text in texts.entries["offline"].items()},
    }
    text = f"const RELEASE = {json.dumps(release)};\n{source}"
    tree.add_text(WORKER, text)
