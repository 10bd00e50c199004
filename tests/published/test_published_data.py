"""What pages tell search engines about themselves: true to the page, and in the words of schema.org."""

import json
import re
import subprocess
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from innerpersona_site.content.authors import AI_PART
from tests.fixtures.address import AUTHORS

TYPES = {
    *("Organization", "WebSite", "BreadcrumbList"),
    *("Article", "Quiz", "FAQPage", "ItemList", "LearningResource", "DefinedTermSet"),
}

UNSEEN = {"@context", "@type", "@id", "inLanguage", "digitalSourceType", "inDefinedTermSet"}
"""Names of the vocabulary, of the language and of a digital source; all else that a page says is shown."""

ADDRESSES = {"url", "item", "logo", "image", "license", "sameAs", "mainEntityOfPage"}
DATES = {"datePublished", "dateModified"}

VOID = {"meta", "link", "img", "br", "hr", "input", "source", "wbr"}


class _Page(HTMLParser):
    """A page's structured data, its text without hidden parts, and the addresses and days it names."""

    def __init__(self) -> None:
        super().__init__()
        self.data = ""
        self.words: list[str] = []
        self.addresses: set[str] = set()
        self.days: set[str] = set()
        self.canonical = ""
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.addresses |= {given[name] or "" for name in ("href", "src", "content") if name in given}
        self.addresses |= {f"#{given['id']}"} if "id" in given else set()
        self.days |= {given["datetime"] or ""} if "datetime" in given else set()
        if given.get("rel") == "canonical":
            self.canonical = given["href"] or ""
        if tag in VOID:
            return
        seen = self._open[-1][1] if self._open else True
        self._open.append(
            (tag, seen and tag not in ("script", "style", "template", "head") and "hidden" not in given)
        )
        self._in_data = tag == "script" and given.get("type") == "application/ld+json"

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][0] == "script":
            self.data += data if self._in_data else ""
        elif self._open and self._open[-1][1]:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, _Page]:
    """Every page but the one for an address that leads nowhere."""
    found = {}
    for path in sorted(site.rglob("index.html")):
        page = _Page()
        page.feed(path.read_text(encoding="utf-8"))
        if not any("noindex" in address for address in page.addresses):
            found[path.relative_to(site).parent.as_posix()] = page
    assert {".", "relationships", "quiz/attachment", "articles/secure-attachment"} <= set(found)
    return found


def _nodes(page: _Page) -> list[dict[str, Any]]:
    data = json.loads(page.data)
    assert data["@context"] == "https://schema.org"
    nodes: list[dict[str, Any]] = data["@graph"]
    return nodes


def _values(node: object, name: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _values(value, key)
    elif isinstance(node, list):
        for value in node:
            yield from _values(value, name)
    else:
        yield name, node


def test_every_page_says_what_it_is(pages: dict[str, _Page]) -> None:
    found = {name: {node["@type"] for node in _nodes(page)} for name, page in pages.items()}
    assert {"WebSite", "Organization"} == found["."]
    for name, types in found.items():
        assert types <= TYPES, name
        assert ("Article" in types) == name.startswith("articles/"), name
        assert "BreadcrumbList" in types or name == ".", name
    assert "FAQPage" in found["articles/secure-attachment"]
    assert "Quiz" in found["quiz/attachment"]
    assert "ItemList" in found["paths/i-worry"]
    assert "LearningResource" in found["worksheets/repair-card"]


def test_every_text_is_visible_on_its_page(pages: dict[str, _Page]) -> None:
    for name, page in pages.items():
        text = page.text
        texts = 0
        for key, value in _values(_nodes(page)):
            if key in UNSEEN | ADDRESSES | DATES or not isinstance(value, str):
                continue
            # The definition of a term leaves out the citation that stands before a sentence's end.
            parts = value.split(". ") if name == "library/glossary" else [value]
            for part in parts:
                assert " ".join(part.rstrip(".").split()) in text, (name, key, part)
            texts += 1
        assert texts, name


def test_every_day_and_every_address_is_on_its_page(pages: dict[str, _Page]) -> None:
    for name, page in pages.items():
        for key, value in _values(_nodes(page)):
            if key in DATES:
                assert value in page.days or f"({value}" in page.text, (name, value)
            elif key == "sameAs":
                assert value in page.addresses, (name, value)
            elif key in ADDRESSES and value.partition("#")[0] == page.canonical:
                assert "#" not in value or f"#{value.partition('#')[2]}" in page.addresses, (name, value)
        assert page.canonical in {value for _, value in _values(_nodes(page))}, name


def test_every_author_has_a_part_of_the_authors_page_under_the_name_in_the_byline(site: Path) -> None:
    path = site / "about" / "authors" / "index.html"
    headings = dict(re.findall(r'<h2 id="([^"]+)">([^<]+)', unescape(path.read_text(encoding="utf-8"))))
    signed = 0
    for article in (site / "articles").glob("*/index.html"):
        text = unescape(article.read_text(encoding="utf-8"))
        byline = re.findall(r'<a rel="author" href="\.\./\.\./about/authors/#([^"]+)">([^<]+)</a>', text)
        assert byline, article
        for anchor, name in byline:
            assert headings[anchor] == name, article
            signed += 1
    assert signed
    assert set(headings) >= {*AUTHORS, AI_PART}


def _refused(root: Path, folder: Path, statements: list[str]) -> str:
    """Have the compiler hold JSON-LD against the published types of schema.org; return what it refuses."""
    source = [f'import type {{ {", ".join(sorted(TYPES))} }} from "schema-dts";', *statements]
    (folder / "data.ts").write_text("\n".join(source), encoding="utf-8")
    types = root / "node_modules" / "schema-dts" / "dist" / "schema.d.ts"
    options = {
        "strict": True,
        "noEmit": True,
        "skipLibCheck": True,
        "module": "ESNext",
        "moduleResolution": "bundler",
        "types": [],
        "paths": {"schema-dts": [str(types)]},
    }
    (folder / "tsconfig.json").write_text(json.dumps({"compilerOptions": options, "files": ["data.ts"]}))
    compiler = root / "node_modules" / ".bin" / "tsc"
    assert compiler.exists() and types.exists(), (
        "the compiler or the types of schema.org are missing: run the tests with `make test`, which installs both"
    )
    command = [str(compiler), "--project", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout


def test_everything_said_is_of_the_vocabulary(pages: dict[str, _Page], root: Path, tmp_path: Path) -> None:
    statements = [
        f"export const node{place}: {node['@type']} = {json.dumps(node)};"
        for place, node in enumerate(node for page in pages.values() for node in _nodes(page))
    ]
    assert len(statements) > 2 * len(pages)
    assert _refused(root, tmp_path, statements) == ""


@pytest.mark.parametrize(
    "wrong",
    [
        {"@type": "Article", "headlin": "A property that there isn't"},
        {"@type": "Article", "citation": {"@type": "ScholarlyArticle", "isbn": "9781462525546"}},
        {"@type": "Article", "author": {"@type": "Periodical", "name": "Of a type that can't stand there"}},
    ],
)
def test_what_is_not_of_the_vocabulary_is_refused(root: Path, tmp_path: Path, wrong: Any) -> None:
    assert "error TS" in _refused(root, tmp_path, [f"export const node: Article = {json.dumps(wrong)};"])
