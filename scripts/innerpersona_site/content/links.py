"""Paths of source files, the links between them, and the addresses that they have in the built site."""

from __future__ import annotations

import difflib
import posixpath
import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import quote


def page_url(src_path: str, base: str = "/") -> str:
    """Return the root-relative URL of a page's source file; `base` is the site's own path, between slashes."""
    path = src_path.removesuffix(".md")
    if path == "index" or path.endswith("/index"):
        return base + path.removesuffix("index")
    return f"{base}{path}/"


def former_path(address: str) -> str:
    """Return the path from the site's root of an entry of `formerly`: the slug of an article, or a path of its own.

    A path whose last part has no ending is that of a folder.
    """
    if not address.startswith("/"):
        return page_url(f"articles/{address}.md", "")
    return f"{address.strip('/')}/" if "." not in address.rpartition("/")[2] else address[1:]


def source_url(src_path: str) -> str:
    """Return the percent-encoded address of any source file relative to the site's root; "" for the first page."""
    return quote(page_url(src_path, "") if src_path.endswith(".md") else src_path)


def resolve_link(src_path: str, href: str) -> str | None:
    """Return the source path that a relative link to a Markdown file leads to; None for any other link."""
    path = href.split("#", 1)[0].split("?", 1)[0]
    if not path.endswith(".md") or path.startswith("/") or ":" in path.split("/", 1)[0]:
        return None
    return _joined(posixpath.dirname(src_path), path)


@lru_cache(maxsize=65536)
def _joined(folder: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(folder, path))


@lru_cache(maxsize=65536)
def relative_url(url: str, page: str) -> str:
    """Return the way from the address of a page to another one, both relative to the site's root.

    It ends in a slash where it leads to a folder, and is "./" where it leads to the page's own.
    """
    own, other = _folders(page), _folders(url)
    common = 0
    for one, two in zip(own, other, strict=False):
        if one != two:
            break
        common += 1
    way = "/".join([".."] * (len(own) - common) + other[common:]) or "."
    return f"{way}/" if not url or url.endswith("/") else way


def _folders(url: str) -> list[str]:
    return [part for part in url.split("/") if part]


def meant_path(target: str, known: Iterable[str]) -> str:
    """Return which of the known paths was meant by one that isn't among them; empty where none is likely.

    A file of the same name in another folder comes first, then one whose name differs in a letter or two.
    """
    by_name: dict[str, str] = {}
    for path in sorted(known, key=lambda path: (len(posixpath.commonprefix([path, target])), path)):
        by_name[_bare(path)] = path  # of several with one name, that in the nearest folder
    if found := by_name.get(_bare(target)):
        return found
    close = difflib.get_close_matches(_bare(target), sorted(by_name), n=1, cutoff=0.82)
    return by_name[close[0]] if close else ""


def _bare(path: str) -> str:
    """Return a file's name without what is easily mistyped: capitals, blanks, hyphens, underscores."""
    return re.sub(r"[\s_-]|%20", "", posixpath.basename(path).casefold())
