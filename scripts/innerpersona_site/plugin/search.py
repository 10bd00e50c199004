"""The search index of a site that MkDocs has built."""

from __future__ import annotations

import hashlib
from pathlib import Path

from innerpersona_site.output import search


def index_built_site(site: Path, cache: Path) -> None:
    """Index the pages in the folder of a built site."""
    texts = {}
    for page in sorted(site.rglob("*.html")):
        text = search.searchable(page.read_text("utf-8"))
        if text is not None:
            texts[page.relative_to(site).as_posix().removesuffix("index.html")] = text
    digests = {url: hashlib.sha256(text.encode()).hexdigest() for url, text in texts.items()}
    search.write_index(digests, texts.__getitem__, site, cache)
