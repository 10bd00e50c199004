"""The hashes of a release's files, in integrity.json, and the hash of that file, which every page names.

A page that names the hash of a list which has the page's own hash would have to know it beforehand. So a page is hashed
with zeros where the name stands: it is built with zeros, and the last step of a release puts the hash in their place.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.error import HTTPError, URLError
from urllib.parse import quote, unquote, urljoin, urlsplit
from urllib.request import Request, urlopen

FILE: Final = "integrity.json"
BLANK: Final = "0" * 64
"""What stands for the hash of the list in a page that is no part of a release."""

NAMING: Final = (".html", ".md")
"""Endings of the files that may name the hash."""

PAGE: Final = "index.html"
AT_ONCE: Final = 8
LONGEST: Final = 30
"""Seconds that an answer may take."""

_NAMED: Final = re.compile(rb'data-integrity="([0-9a-f]{64})"')
_ENGINE: Final = re.compile(r"(assets/engine/[0-9a-f]{16})/([^/]+)")

type Read = Callable[[str], bytes | None]
"""Returns the content of a file by its path in the site; None where there is none."""


class IntegrityError(RuntimeError):
    """There is nothing to compare with; the text says why."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What comparing found.

    Attributes:
        hash: of the list that was compared with.
        files: how many it names.
        faults: kind (`differs`, `missing`, `extra`), path, and what else is known of it.
        former: engines of former releases, which a server keeps for pages that were opened before.
    """

    hash: str
    files: int
    faults: tuple[tuple[str, str, str], ...]
    former: int = 0


def write_integrity(site: Path) -> str:
    """Write the list of a built site's files, put its hash into the pages that name it, and return that hash."""
    files = {path: (site / path).read_bytes() for path in _files(site) if path != FILE}
    hashes = {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}
    text = json.dumps({"format": 1, "sha256": hashes}, indent=0, ensure_ascii=False) + "\n"
    own = hashlib.sha256(text.encode()).hexdigest()
    for path, data in files.items():
        if path.endswith(NAMING) and BLANK.encode() in data:
            _replace(site / path, data.replace(BLANK.encode(), own.encode()))
    _replace(site / FILE, text.encode())
    return own


def verify_folder(folder: Path, expected: bytes | None = None) -> Verdict:
    """Compare a folder with its list of files, or with another one.

    Raises:
        IntegrityError: it has none, or one that can't be read.
    """

    def read(path: str) -> bytes | None:
        file = folder / path
        return file.read_bytes() if file.is_file() and not file.is_symlink() else None

    hashes, own = _list(expected or read(FILE), folder / FILE)
    faults = list(_compare(hashes, own, read, expected is not None))
    extra = [path for path in _files(folder) if path not in hashes and path != FILE]
    former = _former_engines(extra, read)
    faults += [("extra", path, "") for path in extra if path.rpartition("/")[0] not in former]
    return Verdict(own, len(hashes), tuple(sorted(faults)), len(former))


def verify_url(address: str, expected: bytes | None = None) -> Verdict:
    """Compare what a server answers with its list of files, or with another one, as a visitor would get it.

    What isn't on the list is found where a page that differs refers to it: a server gives no list of what it has.

    Raises:
        IntegrityError: there is no list, or no server.
    """
    base = address if address.endswith("/") else f"{address}/"

    def read(path: str) -> bytes | None:
        address = path.removesuffix(PAGE) if PurePosixPath(path).name == PAGE else path
        return _get(urljoin(base, quote(address)))

    hashes, own = _list(expected or read(FILE), base + FILE)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        contents = dict(zip(hashes, pool.map(read, hashes), strict=True))
    faults = list(
        _compare(hashes, own, lambda path: contents.get(path) if path != FILE else read(path), bool(expected))
    )
    differing = [path for kind, path, _ in faults if kind == "differs" and path.endswith(".html")]
    named = {found for path in differing for found in _references(contents[path] or b"", path)}
    known = {*hashes, *(path.removesuffix(PAGE) for path in hashes), FILE}
    faults += [("extra", path, "") for path in sorted(named - known) if read(path) is not None]
    return Verdict(own, len(hashes), tuple(sorted(faults)))


def _compare(
    hashes: Mapping[str, str], own: str, read: Read, foreign: bool
) -> Iterator[tuple[str, str, str]]:
    if foreign and (content := read(FILE)) is not None and hashlib.sha256(content).hexdigest() != own:
        yield "differs", FILE, ""
    for path, wanted in hashes.items():
        data = read(path)
        if data is None:
            yield "missing", path, ""
        elif hashlib.sha256(_blanked(path, data, own)).hexdigest() != wanted:
            other = _NAMED.search(data) if path.endswith(NAMING) else None
            release = other[1].decode() if other else own
            yield "differs", path, "" if release in (own, BLANK) else f"of the release {release[:16]}…"


def _blanked(path: str, data: bytes, own: str) -> bytes:
    return data.replace(own.encode(), BLANK.encode()) if path.endswith(NAMING) else data


def _list(content: bytes | None, where: object) -> tuple[dict[str, str], str]:
    if content is None:
        raise IntegrityError(f"There is no {where}. A release has one: innerpersona build --publish FILE")
    try:
        hashes = json.loads(content)["sha256"]
        if not all(isinstance(path, str) and isinstance(value, str) for path, value in hashes.items()):
            raise ValueError("its values are no hashes")
    except (ValueError, TypeError, KeyError, AttributeError) as fault:
        raise IntegrityError(f"{where} is no list of hashes ({fault}).") from fault
    return dict(hashes), hashlib.sha256(content).hexdigest()


def _former_engines(paths: Iterable[str], read: Read) -> set[str]:
    """Return the folders of engines among files that are whole by their own manifest, whose hash is the folder's name."""
    found: dict[str, set[str]] = {}
    for path in paths:
        if engine := _ENGINE.fullmatch(path):
            found.setdefault(engine[1], set()).add(engine[2])
    return {folder for folder, names in found.items() if _is_engine(folder, names, read)}


def _is_engine(folder: str, names: set[str], read: Read) -> bool:
    try:
        manifest = json.loads(read(f"{folder}/manifest.json") or b"")
        content = {key: value for key, value in manifest.items() if key != "hash"}
        hash = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]
        stated = {file["name"]: file["sha256"] for file in manifest["files"]}
    except (ValueError, TypeError, KeyError, AttributeError):
        return False
    whole = all(
        hashlib.sha256(read(f"{folder}/{name}") or b"").hexdigest() == value for name, value in stated.items()
    )
    known = {*stated, "manifest.json"}
    return (
        whole
        and hash == PurePosixPath(folder).name
        and all(re.sub(r"\.(br|gz)$", "", n) in known for n in names)
    )


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what the element refers to."""
        self.found += [value for name, value in attrs if name in ("src", "href") and value]


def _references(page: bytes, path: str) -> Iterator[str]:
    """Yield the paths in the site that a page refers to."""
    parser = _Links()
    parser.feed(page.decode("utf-8", "replace"))
    for reference in parser.found:
        joined = urlsplit(urljoin(f"http://site.invalid/{path}", reference))
        if joined.netloc == "site.invalid":
            yield unquote(joined.path).lstrip("/")


def _get(address: str) -> bytes | None:
    request = Request(address, headers={"Accept-Encoding": "identity", "User-Agent": "innerpersona-verify"})
    try:
        with urlopen(request, timeout=LONGEST) as response:
            content: bytes = response.read()
            return content
    except HTTPError:
        return None
    except (URLError, OSError) as fault:
        raise IntegrityError(f"{address} could not be fetched: {fault}") from fault


def _files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())


def _replace(file: Path, data: bytes) -> None:
    scratch = file.with_name(f"{file.name}.next")
    scratch.write_bytes(data)
    scratch.replace(file)
