"""The search index: what readers can find, made by Pagefind from the text of the pages, in shards that are cached."""

from __future__ import annotations

import json
import logging
import os
import re
import shutil
import tempfile
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
    ".ip-onward",
    ".ip-siblings",
    ".ip-contents",
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
    r'|aside [^>]*class="ip-profile-note".*?</aside>'
    r'|article class="ip-card.*?</article>'
    r'|details class="ip-contents-folded".*?</details>'
    r'|a class="headerlink".*?</a>'
    r'|a (?:class="ip-cite" |rel="author" )?(?:href|id)=[^>]*>|/a>'
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


def write_index(
    digests: Mapping[str, str],
    read: Callable[[str], str],
    out: Path,
    cache: Path,
    *,
    language: str = "en",
    shard_pages: int = SHARD_PAGES,
    workers: int | None = None,
) -> None:
    """Write the index of a site into its folder `pagefind`; the same pages give the same files.

    Only shards with a changed page are made anew, and only the text of their pages is read; the others come from the
    cache, or are in `out` already. What is loaded first is written last, and the former files go at the end, so that a
    site that is being served has an index at every moment. Two builds may use one cache at the same time.

    Args:
        digests: address from the site's root, such as "articles/one/", to a hash of the page's text. Without any page,
            the site has no index.
        read: returns the text of the page at an address, as `searchable` makes it. Called in other threads.
        out: the folder of the built site.
        cache: a folder of this function's own.
        language: of all pages, as a subtag.
        shard_pages: how many pages a shard has on average.
        workers: how many processes of Pagefind may run at a time, each of which needs up to 130 MB; None for one on each
            processor.

    Raises:
        SearchError: if Pagefind fails, with what it said.
        OSError: if the cache or the site can't be written.
    """
    if not digests:
        shutil.rmtree(out / FOLDER, ignore_errors=True)
        return
    site = partial(_write_site, digests, read, out / FOLDER, cache, language, shard_pages, workers)
    for _ in range(shard_count(len(digests), shard_pages) + 1):
        try:
            return site()
        except DamagedShardError as damage:
            # It is out of the cache now: damaged, or removed by another build.
            log.warning("%s It is made anew.", damage)
    site()


def _write_site(
    digests: Mapping[str, str],
    read: Callable[[str], str],
    target: Path,
    cache: Path,
    language: str,
    shard_pages: int,
    workers: int | None,
) -> None:
    count = shard_count(len(digests), shard_pages)
    made_with = (FORMAT, version("pagefind-bin"), language, chunk_size(count), NO_CONTENT)
    named = {shard_name(own, digests, made_with): own for own in divide(digests, count)}
    program = f"program-{FORMAT}-{version('pagefind-bin')}-{language}"
    missing = {name: own for name, own in named.items() if load(cache, name) is None}
    if missing:
        _make_shards(missing, read, cache, language, chunk_size(count), workers)
    if load(cache, program) is None:
        persist(cache, *_make_program(program, language))
    shards = [load_again(cache, name) for name in named]
    target.mkdir(parents=True, exist_ok=True)
    for shard in shards:
        _write_shard(cache, shard, target)
    files = dict(read_files(cache, program))
    files |= join(shards, FIELDS, json.loads(files.pop(ENTRY)))
    for name, content in files.items():
        _write(target / name, content)
    _remove_others(target, set(files), {shard.name for shard in shards})
    if missing:
        prune(cache, 3 * count + 8)


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


def _write_shard(cache: Path, shard: Shard, target: Path) -> None:
    folders = {
        target / "fragment" / shard.name: len(shard.pages),
        target / "index" / shard.name: len(shard.pieces),
    }
    if all(folder.is_dir() and len(list(folder.iterdir())) == files for folder, files in folders.items()):
        return
    files = list(read_files(cache, shard.name))
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
        folder.parent.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".new-", dir=target) as scratch:
            whole = Path(scratch) / shard.name
            whole.mkdir()
            for path, content in files:
                kind, _, name = path.partition("/")
                if kind == folder.parent.name:
                    (whole / name).write_bytes(content)
            whole.rename(folder)


def _write(path: Path, content: bytes) -> None:
    if path.is_file() and path.read_bytes() == content:
        return
    new = path.with_name(f".new-{path.name}")
    new.write_bytes(content)
    new.replace(path)


def _remove_others(target: Path, names: set[str], shards: set[str]) -> None:
    expected = {target / name for name in names}
    for kind in ("fragment", "index"):
        expected.add(target / kind)
        expected |= {target / kind / shard for shard in shards}
    for path in [*target.glob("*"), *target.glob("*/*")]:
        if path in expected or path.parent not in (target, *expected):
            continue
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
