"""The search index: what readers can find, made by Pagefind from the text of the pages, in shards that are cached."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Final

from innerpersona_site.output.pagefind import Pagefind, SearchError
from innerpersona_site.output.search_shards import (
    ENTRY,
    DamagedShardError,
    Shard,
    chunk_size,
    divide,
    join,
    load,
    load_again,
    persist,
    prune,
    read_files,
    shard_count,
    shard_name,
    to_shard,
)
from innerpersona_site.output.tree import OutputTree

log = logging.getLogger(__name__)

FOLDER: Final = "pagefind"
"""Where the index is, below the site's root."""

SHARD_PAGES: Final = 128
"""How many pages a shard has on average: one changed page has so many indexed anew."""

FORMAT: Final = 1
"""Of what is cached; to be raised with every change of how it is made."""

FIELDS: Final = ("place", "title")
"""The metadata of every page: the section of the site that it belongs to, or "", and its heading."""

BODY: Final = "data-pagefind-body"
"""The attribute of the element whose text is indexed; a page without it is not found."""

NO_CONTENT: Final = (
    ".ip-profile-note",  # what is for some readers only
    "ip-quiz",  # questions and buttons say nothing that an article doesn't
    "ip-compatibility",
    ".ip-references",  # titles of other people's works would outrank our own pages
    ".ip-cta",
    ".ip-terms",  # the glossary's words, on each page that uses them
    ".ip-onward",
    ".ip-siblings",
    ".ip-contents",
    ".ip-minute",
    ".ip-keeping",
    ".ip-exit",
    ".ip-correction",
    ".ip-start__paths",
    ".ip-contents-folded",
    ".ip-ways",
    ".ip-card",
    ".ip-empty",
    ".ip-hub__topic",
    ".ip-meta",
    ".ip-article__section",
    ".ip-article__updated",
    ".ip-home__newest",
    ".ip-home__quizzes",
    ".ip-home__sections",
    ".ip-onlink",
    ".ip-backlinks",
    ".ip-print-only",
    ".headerlink",
)
"""What stands on a page and belongs to its frame, or is another page's text, as selectors."""

_PLACE: Final = re.compile(r'data-pagefind-meta="place:([^"]*)"')
_NEVER_READ: Final = re.compile(
    r"<(?:"
    r"(ip-quiz|ip-compatibility|svg|nav)\b.*?</\1>"
    r'|section [^>]*class="ip-references".*?</section>'
    r'|aside [^>]*class="ip-(?:profile-note|terms)".*?</aside>'
    r'|article class="ip-card.*?</article>'
    r'|details class="ip-contents-folded".*?</details>'
    r'|a class="headerlink".*?</a>'
    r'|a (?:class="ip-cite" |rel="author" )?(?:href|id)=[^>]*>|/a>'
    r'|button type="button" class="ip-term"[^>]*>|/button>'
    r"|img [^>]*>|/?em>|/?strong>"
    r")",
    re.S,
)
_INDENTATION: Final = re.compile(r"\n\s+")
_QUESTION: Final = re.compile(
    r'(?P<open><details class="ip-faq__item") id="(?P<id>[^"]+)">\s*<summary>\s*<h3>'
)


def searchable(html: str) -> str | None:
    """Return the text of a finished page as a small page for Pagefind, or None if nothing on it is to be found.

    Of a page's bytes a fifth are read and indexed. What has no part in that is cut here where a pattern finds it, which
    takes a tenth of the time that Pagefind would take to read it; `NO_CONTENT` decides. Citations lose their links, whose
    ids no result leads to. Pagefind takes a section from a heading that has an id: a question's id stands on its
    disclosure, so it is moved to the heading.
    """
    start, end = html.find("<main"), html.rfind("</main>")
    opening, text = html[start : html.find(">", start) + 1], html[start:end]
    if start < 0 or BODY not in opening:
        return None
    place = _PLACE.search(opening)
    text = _INDENTATION.sub("\n", _NEVER_READ.sub("", text.removeprefix(opening)))
    text = _QUESTION.sub(r'\g<open>><summary><h3 id="\g<id>">', text)
    # Every page has the same metadata, so that its numbers mean the same in all shards.
    meta = f'data-pagefind-default-meta="title:" data-pagefind-meta="place:{place[1] if place else ""}"'
    return f"<html><body {BODY} {meta}>{text}</body></html>"


def emit_index(
    tree: OutputTree,
    digests: Mapping[str, str],
    read: Callable[[str], str],
    cache: Path,
    *,
    language: str = "en",
    shard_pages: int = SHARD_PAGES,
    workers: int | None = None,
) -> None:
    """Emit the index of a site into its folder `pagefind`; the same pages give the same files.

    Only shards with a changed page are made anew, and only the text of their pages is read; the others come from the
    cache, or lie in the site already. Two builds may use one cache at the same time.

    Args:
        tree: the site. Other threads may emit into it meanwhile.
        digests: address from the site's root, such as "articles/one/", to a hash of the page's text. Without any page,
            the site has no index.
        read: returns the text of the page at an address, as `searchable` makes it. Called in other threads.
        cache: a folder of this function's own.
        language: of all pages, as a subtag.
        shard_pages: how many pages a shard has on average.
        workers: how many processes of Pagefind may run at a time, each of which needs up to 130 MB; None for one on each
            processor.

    Raises:
        SearchError: if Pagefind fails, with what it said.
        OSError: if the cache can't be written.
        OutputError: if the site can't be.
    """
    if not digests:
        return
    shards = divide(digests, shard_count(len(digests), shard_pages))
    emit = partial(_emit, tree, shards, digests, read, cache, language, workers)
    for _ in range(len(shards) + 1):  # as many as the cache has files for this
        try:
            return emit()
        except DamagedShardError as damage:
            # It is out of the cache now: damaged, or removed by another build.
            log.warning("%s It is made anew.", damage)
    emit()


def _emit(
    tree: OutputTree,
    divided: Sequence[Sequence[str]],
    digests: Mapping[str, str],
    read: Callable[[str], str],
    cache: Path,
    language: str,
    workers: int | None,
) -> None:
    size = chunk_size(len(divided))
    made_with = (FORMAT, version("pagefind-bin"), language, size, NO_CONTENT)
    named = {shard_name(urls, digests, made_with): urls for urls in divided}
    missing = {name: urls for name, urls in named.items() if load(cache, name) is None}
    if missing:
        _make_shards(missing, read, cache, language, size, workers)
        prune(cache, 3 * len(named) + 8)
    program = f"program-{FORMAT}-{version('pagefind-bin')}-{language}"
    if load(cache, program) is None:
        persist(cache, *_make_program(program, language))
    shards = [load_again(cache, name) for name in named]
    for shard in shards:
        _emit_shard(tree, cache, shard)
    files = dict(read_files(cache, program))
    files |= join(shards, FIELDS, json.loads(files.pop(ENTRY)))
    for path, content in files.items():
        key = hashlib.sha256(content).hexdigest()
        if not tree.is_current(f"{FOLDER}/{path}", key):
            tree.add(f"{FOLDER}/{path}", content, key)


def _emit_shard(tree: OutputTree, cache: Path, shard: Shard) -> None:
    waiting = {
        path: place
        for path in shard.paths()
        if not tree.is_current(place := f"{FOLDER}/{shard.place(path)}", shard.name)
    }
    if waiting:
        for path, content in read_files(cache, shard.name):
            if path in waiting:
                tree.add(waiting[path], content, shard.name)


def _make_shards(
    named: Mapping[str, Sequence[str]],
    read: Callable[[str], str],
    cache: Path,
    language: str,
    size: int,
    workers: int | None,
) -> None:
    workers = min(len(named), workers or os.process_cpu_count() or 1)

    def make(names: Sequence[str]) -> None:
        with Pagefind(language, NO_CONTENT, size) as pagefind:
            for name in names:
                pages = ((f"/{url.lstrip('/')}", read(url)) for url in named[name])
                persist(cache, *to_shard(name, pagefind.index(pages), FIELDS))

    with ThreadPoolExecutor(workers) as pool:
        names = list(named)
        list(pool.map(make, [names[start::workers] for start in range(workers)]))


def _make_program(name: str, language: str) -> tuple[Shard, dict[str, bytes]]:
    """Return Pagefind's program for browsers, which it gives with every index."""
    with Pagefind(language, (), chunk_size(1)) as pagefind:
        files = pagefind.index([("/", f"<html><body>{name}</body></html>")])
    script = files["pagefind.js"].decode()
    if not re.search(r"\bPagefindInstance=class\b", script):
        raise SearchError(f"The search of this site can't use Pagefind {version('pagefind-bin')}.")
    # Its class for one index, which it keeps to itself: words.mjs joins the pieces of shards before they go into it.
    kept = {path: files[path] for path in (ENTRY, f"wasm.{language}.pagefind")}
    return Shard(name, [], []), kept | {"pagefind.js": f"{script}export{{PagefindInstance}};\n".encode()}
