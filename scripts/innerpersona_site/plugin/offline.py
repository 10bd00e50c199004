"""What the service worker keeps for a visit without a network: the quiz pages and all that they load but the engine."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from html import escape
from pathlib import Path

from innerpersona_site.content.texts import Texts

WORKER = "sw.js"
FOLDERS = ("assets/stylesheets", "assets/javascripts", "assets/quiz", "assets/fonts", "assets/images")
KINDS = {".css", ".js", ".mjs", ".woff2", ".svg"}


def write_release(site: Path, pages: Iterable[tuple[str, str]], texts: Texts) -> None:
    """Put the list of files, and a hash over all of them, at the head of the built service worker.

    Args:
        site: the finished site, with `sw.js` in it as the theme has it; a theme without one is left without.
        pages: (URL relative to the site's root, title) of each page to be kept.
        texts: those of the site's language.
    """
    worker = site / WORKER
    if not worker.is_file():
        return
    kept = sorted(pages)
    files = sorted(
        path.relative_to(site).as_posix()
        for folder in FOLDERS
        for path in (site / folder).rglob("*")
        if path.suffix in KINDS
    )
    digest = hashlib.sha256()
    for name in [*(f"{url}index.html" for url, _ in kept), *files]:
        digest.update(f"{name}\n".encode())
        digest.update((site / name).read_bytes())
    release = {
        "release": digest.hexdigest()[:16],
        "pages": [{"url": url, "title": escape(title)} for url, title in kept],
        "files": files,
        "language": texts.language,
        "texts": {name: escape(text) for name, text in texts.table("offline").items()},
    }
    source = worker.read_text(encoding="utf-8")
    worker.write_text(f"const RELEASE = {json.dumps(release)};\n{source}", encoding="utf-8")
