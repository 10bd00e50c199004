"""The search index in shards: each is made from its own pages and cached, and one table of contents joins them.

A shard is a whole index of Pagefind's, of some hundred pages. What Pagefind calls its metadata (the pages, and which
piece of the index holds which words) is joined here, so that a browser reads one table for all shards; the pieces
are joined in the browser, where only a question's words are fetched (overrides/assets/javascripts/search/words.mjs).
The result of a question is that of one index over all pages.
"""

from __future__ import annotations

import gzip
import hashlib
import itertools
import json
import logging
import os
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import cbor2

from innerpersona_site.output.pagefind import SearchError

log = logging.getLogger(__name__)

ENTRY: Final = "pagefind-entry.json"
"""What a browser reads first: it names the table of contents and the program."""

SIGNATURE: Final = b"pagefind_dcd"
"""What stands before the content of each of Pagefind's files, once decompressed."""

LAST: Final = "\U0010ffff"
"""Sorts behind every word."""

_FACTS: Final = "shard.json"

FULL_CHUNK, SMALLEST_CHUNK = 20_000, 2_000
"""Places of words in a piece of the index: Pagefind's own choice for one index, and the least worth a request."""


class DamagedShardError(SearchError):
    """A cached shard can't be read."""


@dataclass(frozen=True, slots=True)
class Shard:
    """What the table of contents has of a shard.

    Attributes:
        name: hash of all that it was made from; the folder of its files.
        pages: number of words of each page, in the order of the numbers by which its pieces name them.
        pieces: (first word, last word) of each piece, in the order of the words, which may be shortened.
    """

    name: str
    pages: list[int]
    pieces: list[tuple[str, str]]

    def paths(self) -> list[str]:
        """Return its files, as the cache has them."""
        fragments = [f"fragment/{number}.pf_fragment" for number in range(len(self.pages))]
        return [*fragments, *(f"index/{number}.pf_index" for number in range(len(self.pieces)))]

    def place(self, path: str) -> str:
        """Return where in the index's folder a file of its is."""
        kind, _, file = path.partition("/")
        return f"{kind}/{self.name}/{file}"


def shard_count(pages: int, shard_pages: int) -> int:
    """Return how many shards a site of so many pages has."""
    return max(1, -(-pages // shard_pages))


def chunk_size(shards: int) -> int:
    """Return how many places a piece of the index holds, so that the pieces of all shards together weigh as one."""
    return max(SMALLEST_CHUNK, FULL_CHUNK >> (shards - 1).bit_length())


def divide(urls: Iterable[str], shards: int) -> list[list[str]]:
    """Divide addresses among shards by a hash of each, and leave out shards without any.

    One shard more splits one of the others in two and leaves the rest as they are (linear hashing, Litwin 1980).
    """
    low = 1 << (shards.bit_length() - 1)
    divided: list[list[str]] = [[] for _ in range(shards)]
    for url in sorted(urls):
        number = int.from_bytes(hashlib.sha256(url.encode()).digest()[:8])
        place = number % (2 * low)
        divided[place if place < shards else number % low].append(url)
    return [shard for shard in divided if shard]


def shard_name(urls: Iterable[str], digests: Mapping[str, str], made_with: object) -> str:
    """Return the hash of what a shard is made from: its pages, and what they are made into an index with."""
    inputs = repr(([(url, digests[url]) for url in urls], made_with))
    return hashlib.sha256(inputs.encode()).hexdigest()[:12]


def to_shard(name: str, made: Mapping[str, bytes], fields: Sequence[str]) -> tuple[Shard, dict[str, bytes]]:
    """Take from what Pagefind made what a site needs: the shard, and its files by path below the index's folder.

    The files are numbered, where Pagefind names each by a hash: the shard's name has one, and numbers compress.

    Args:
        name: as `shard_name` gives it.
        made: the files of a whole index in one language.
        fields: the metadata that each page is to have, by name, sorted. Pieces name them by number.

    Raises:
        SearchError: if a page has other metadata.
    """
    metas = [content for path, content in made.items() if path.endswith(".pf_meta")]
    if not metas:
        return Shard(name, [], []), {}
    (meta,) = metas
    _, pages, pieces, _, _, own_fields = cbor2.loads(gzip.decompress(meta).removeprefix(SIGNATURE))
    if own_fields != list(fields):
        raise SearchError(f"The search index could not be made: pages have {own_fields}, not {list(fields)}.")
    files = {
        f"fragment/{number}.pf_fragment": made[f"fragment/{page}.pf_fragment"]
        for number, (page, _) in enumerate(pages)
    } | {
        f"index/{number}.pf_index": made[f"index/{piece}.pf_index"]
        for number, (_, _, piece) in enumerate(pieces)
    }
    shard = Shard(name, [words for _, words in pages], [(first, last) for first, last, _ in pieces])
    return shard, files


def join(shards: Sequence[Shard], fields: Sequence[str], entry: Mapping[str, Any]) -> dict[str, bytes]:
    """Return the files that all shards share: the table of their pages and pieces, and the entry that names it.

    Args:
        shards: in the order in which their pages are to be numbered.
        fields: as for `to_shard`.
        entry: Pagefind's own entry of an index in the same language.
    """
    pages = [
        (f"{shard.name}/{number}", words) for shard in shards for number, words in enumerate(shard.pages)
    ]
    pieces = [piece for shard in shards for piece in _ranges(shard)]
    table = cbor2.dumps([entry["version"], pages, pieces, [], [], list(fields)])
    ((language, facts),) = entry["languages"].items()
    name = f"{language}_{hashlib.sha256(table).hexdigest()[:10]}"
    joined = {
        **entry,
        "languages": {language: facts | {"hash": name, "page_count": len(pages)}},
        "shards": [(shard.name, len(shard.pages)) for shard in shards],
    }
    return {
        f"pagefind.{name}.pf_meta": gzip.compress(SIGNATURE + table, 9, mtime=0),
        ENTRY: json.dumps(joined, separators=(",", ":")).encode(),
    }


def _ranges(shard: Shard) -> list[tuple[str, str, str]]:
    """Widen the ranges of words until they hold every word that the shard may have.

    Pagefind looks for pieces whose range holds a word, and only if there are none for such as might. With one
    table for all shards, a range that holds the word in one would hide those that might in the others.
    """
    last_piece = len(shard.pieces) - 1
    return [
        (first if number else "", LAST if number == last_piece else last + LAST, f"{shard.name}/{number}")
        for number, (first, last) in enumerate(shard.pieces)
    ]


def load(cache: Path, name: str) -> Shard | None:
    """Return a shard from the cache, or None if it isn't there or is damaged."""
    try:
        with zipfile.ZipFile(_file(cache, name)) as archive:
            data = archive.read(_FACTS)
            if not archive.comment.startswith(_hash([(_FACTS, data)])):
                raise ValueError("its hash is another")
            facts: dict[str, Any] = json.loads(data)
        shard = Shard(**facts)
        os.utime(_file(cache, name))
    except FileNotFoundError:
        return None
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, TypeError) as fault:
        log.warning("The search's cache is damaged in %s (%s). It is made anew.", _file(cache, name), fault)
        return None
    return shard


def load_again(cache: Path, name: str) -> Shard:
    """Return a shard that was in the cache before.

    Raises:
        DamagedShardError: if it isn't there any more.
    """
    shard = load(cache, name)
    if shard is None:
        raise DamagedShardError(f"The search's cache has lost {_file(cache, name)}.")
    return shard


def read_files(cache: Path, name: str) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of a cached shard's files.

    Raises:
        DamagedShardError: if they can't be read; the shard is then out of the cache.
    """
    try:
        with zipfile.ZipFile(_file(cache, name)) as archive:
            files = [(path, archive.read(path)) for path in archive.namelist() if path != _FACTS]
            if not archive.comment.endswith(_hash(files)):
                raise ValueError("its hash is another")
        yield from files
    except (OSError, zipfile.BadZipFile, ValueError) as fault:
        _file(cache, name).unlink(missing_ok=True)
        raise DamagedShardError(
            f"The search's cache is damaged in {_file(cache, name)} ({fault})."
        ) from fault


def persist(cache: Path, shard: Shard, files: Mapping[str, bytes]) -> None:
    """Put a shard into the cache; another build may do the same at the same time."""
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=cache, delete=False) as file:
        try:
            with zipfile.ZipFile(file, "w") as archive:
                facts = json.dumps(asdict(shard)).encode()
                archive.comment = _hash([(_FACTS, facts)]) + _hash(files.items())
                archive.writestr(_FACTS, facts)
                for path, content in files.items():
                    archive.writestr(path, content)
            Path(file.name).replace(_file(cache, shard.name))
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise


def prune(cache: Path, most: int) -> None:
    """Remove the shards used longest ago, and leave so many."""
    files = []
    for path in cache.iterdir() if cache.is_dir() else ():
        try:
            files.append((path.stat().st_mtime, path))
        except FileNotFoundError:
            continue  # another build removed it
    for _, path in itertools.islice(sorted(files, reverse=True), most, None):
        path.unlink(missing_ok=True)


def _hash(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Return a hash of files and their paths, in order: a checksum finds accidents, and no intent."""
    digest = hashlib.sha256()
    for path, content in files:
        digest.update(f"{path}\n{len(content)}\n".encode())
        digest.update(content)
    return digest.digest()


def _file(cache: Path, name: str) -> Path:
    return cache / f"{name}.zip"
