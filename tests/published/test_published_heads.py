"""What the head of every page tells those who link to it."""

import struct
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.fixtures.address import SITE


class _Head(HTMLParser):
    """The meta elements and links of a page, by name, property or relation."""

    def __init__(self) -> None:
        super().__init__()
        self.meta: dict[str, list[str]] = {}
        self.links: dict[str, list[dict[str, str | None]]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "meta" and (name := given.get("property") or given.get("name")):
            self.meta.setdefault(name, []).append(given["content"] or "")
        elif tag == "link":
            self.links.setdefault(given["rel"] or "", []).append(given)


@pytest.fixture(scope="session")
def heads(site: Path) -> dict[str, _Head]:
    """Every page that search engines may list, by its address below the site's."""
    found = {}
    for path in sorted(site.rglob("index.html")):
        head = _Head()
        head.feed(path.read_text(encoding="utf-8"))
        if "robots" not in head.meta:
            folder = path.relative_to(site).parent.as_posix()
            found["" if folder == "." else f"{folder}/"] = head
    assert {"", "quiz/attachment/", "articles/secure-attachment/"} <= set(found)
    return found


def test_every_page_has_one_address_one_title_and_one_description(heads: dict[str, _Head]) -> None:
    for name, head in heads.items():
        assert [link["href"] for link in head.links["canonical"]] == [SITE + name]
        assert head.meta["og:url"] == [SITE + name]
        assert head.meta["og:type"] == ["article" if name.startswith("articles/") else "website"], name
        assert head.meta["og:description"] == head.meta["description"], name
        assert 50 <= len(head.meta["description"][0]) <= 160, name
        (title,) = head.meta["og:title"]
        assert title, name
    for shown in ("og:title", "description"):
        texts = [head.meta[shown][0] for head in heads.values()]
        assert len(set(texts)) == len(texts), shown


def test_every_page_has_a_card_of_its_own(heads: dict[str, _Head], site: Path) -> None:
    pictures = set()
    for name, head in heads.items():
        (address,) = head.meta["og:image"]
        assert address.startswith(SITE), name
        data = (site / address.removeprefix(SITE)).read_bytes()
        size = tuple(int(head.meta[f"og:image:{side}"][0]) for side in ("width", "height"))
        assert struct.unpack(">II", data[16:24]) == size == (1200, 630), name
        assert len(data) < 300_000, name
        assert head.meta["og:title"][0] in head.meta["og:image:alt"][0] or name == "", name
        assert head.meta["twitter:card"] == ["summary_large_image"], name
        pictures.add(data)
    assert len(pictures) == len(heads)
