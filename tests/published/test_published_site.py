"""The whole site as it is published: what its pages load, and under which policy."""

import base64
import hashlib
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

from tests.fixtures.address import BASE

LOADING = {
    "script": {"src"},
    "img": {"src", "srcset"},
    "iframe": {"src", "srcdoc"},
    "audio": {"src"},
    "video": {"src", "poster"},
    "source": {"src", "srcset"},
    "track": {"src"},
    "embed": {"src"},
    "object": {"data"},
    "form": {"action"},
    "input": {"src", "formaction"},
    "button": {"formaction"},
    "use": {"href", "xlink:href"},
    "image": {"href", "xlink:href"},
    "base": {"href"},
}
"""Attributes whose address the browser fetches, or sends to, unasked; links to other pages are not among them."""

QUIET_RELATIONS = {"canonical", "alternate", "author", "license", "next", "prev", "help", "search"}
"""Values of <link rel> that load nothing."""


class _Page(HTMLParser):
    """Collects what a page loads, its inline scripts and styles, and its policies."""

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.policies: list[str] = []
        self.inline: list[tuple[str, str]] = []
        self.order: list[str] = []
        self._open: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.order.append(tag)
        assert "style" not in given and not [name for name in given if name.startswith("on")], (tag, given)
        self.loads += [given[name] for name in LOADING.get(tag, ()) if name in given]
        if tag == "link" and not set(given.get("rel", "").split()) <= QUIET_RELATIONS:
            self.loads.append(given["href"])
        if given.get("http-equiv", "").lower() == "content-security-policy":
            self.policies.append(given["content"])
        data = tag == "script" and given.get("type", "") in ("application/json", "application/ld+json")
        if tag in ("script", "style") and "src" not in given and not data:
            self._open = tag

    def handle_data(self, data: str) -> None:
        if self._open:
            self.inline.append((self._open, data))

    def handle_endtag(self, tag: str) -> None:
        self._open = None


def _read(path: Path) -> _Page:
    page = _Page()
    page.feed(path.read_text(encoding="utf-8"))
    return page


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, _Page]:
    """Every HTML file of the site, by its path."""
    found = {path.relative_to(site).as_posix(): _read(path) for path in sorted(site.rglob("*.html"))}
    expected = {
        "index.html",
        "404.html",
        "quiz/attachment/index.html",
        "articles/secure-attachment/index.html",
    }
    assert expected <= set(found)
    return found


def test_no_page_loads_anything_from_another_host(pages: dict[str, _Page], site: Path) -> None:
    for name, page in pages.items():
        assert page.loads, name
        for address in page.loads:
            parts = urlsplit(address)
            assert parts.scheme in ("", "data") and not parts.netloc, (name, address)


def test_every_file_that_a_page_loads_is_there(pages: dict[str, _Page], site: Path) -> None:
    for name, page in pages.items():
        for address in page.loads:
            if address.startswith("data:"):
                continue
            path = urlsplit(urljoin(BASE + name, address)).path
            assert (site / path.removeprefix(BASE)).is_file(), (name, address)


def _foreign_addresses(text: str) -> Iterator[str]:
    yield from re.findall(r"url\(\s*['\"]?((?:https?:)?//[^'\")]+)", text)
    yield from re.findall(r"@import\s+['\"]((?:https?:)?//[^'\"]+)", text)


def test_no_stylesheet_names_another_host(site: Path) -> None:
    sheets = list(site.rglob("*.css"))
    assert sheets
    for sheet in sheets:
        assert list(_foreign_addresses(sheet.read_text(encoding="utf-8"))) == [], sheet


def test_every_page_begins_with_one_policy_that_allows_just_its_own_inline_code(
    pages: dict[str, _Page],
) -> None:
    for name, page in pages.items():
        (policy,) = page.policies
        directives = dict(part.strip().split(" ", 1) for part in policy.split(";"))
        assert directives["default-src"] == "'none'", name
        assert page.order[:4] == ["html", "head", "meta", "meta"], (name, page.order[:4])
        assert not re.search(r"unsafe-(inline|eval|hashes)", policy.replace("'wasm-unsafe-eval'", "")), name
        assert not re.search(r"https?:|\*", policy), name
        hashes = {
            kind: {
                f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
                for tag, text in page.inline
                if tag == kind
            }
            for kind in ("script", "style")
        }
        for kind, needed in hashes.items():
            allowed = {word for word in directives[f"{kind}-src"].split() if word.startswith("'sha256-")}
            assert allowed == needed, (name, kind)


def test_the_engine_is_published_under_its_hash_with_precompressed_copies(site: Path) -> None:
    (folder,) = (site / "assets" / "engine").iterdir()
    names = {path.name for path in folder.iterdir()}
    assert "manifest.json" in names
    for name in [name for name in names if not name.endswith((".br", ".gz"))]:
        assert {f"{name}.br", f"{name}.gz"} <= names
