"""Reads the markup of reports strictly."""

import re
from html.parser import HTMLParser
from typing import Any

from innerpersona_quiz.instruments import instrument_ids, load
from innerpersona_quiz.texts import Passage, Writer, package_texts, report_writer

VOID = {"meta", "br", "hr", "img", "link", "input"}


def as_read(passage: Passage) -> str:
    """Return a passage as its reader sees it, without what marks citations and links."""
    return "".join(segment.text for segment in passage)


def writer_of(name: str) -> Writer:
    """Return a writer of the texts of a questionnaire's report, or of one of the package's text files."""
    if name in instrument_ids():
        return report_writer(name, load(name).instrument.kind)
    return Writer((package_texts(name),), (package_texts(name).get("sources", {}),))


def texts_of(name: str) -> dict[str, Any]:
    """Return the texts of a questionnaire's report, or one of the package's text files."""
    if name not in instrument_ids():
        return package_texts(name)
    texts = load(name).texts
    return {**texts["report"], "sources": texts["sources"]}


def written(name: str, *path: str) -> str:
    """Return a text of a report as its reader sees it."""
    return as_read(writer_of(name).passage(*path))


class Page(HTMLParser):
    """Reads markup strictly: every element closed in order, every attribute noted."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert not self._open, f"never closed: {self._open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"an attribute twice on <{tag}>"
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self._open and self._open[-1] == tag, f"</{tag}> closes {self._open}"
        self._open.pop()

    def handle_data(self, data: str) -> None:
        self.text += data

    def having(self, attribute: str) -> list[dict[str, str]]:
        return [attributes for _, attributes in self.elements if attribute in attributes]


def assert_sound(html: str) -> None:
    """Check that a report's markup is sound, asks for nothing, and shows nothing that only programs read."""
    page = Page(html)
    ids = [attributes["id"] for attributes in page.having("id")]
    assert len(ids) == len(set(ids)) and all(id.startswith("ip-") for id in ids)
    for attributes in page.having("aria-labelledby"):
        assert set(attributes["aria-labelledby"].split()) <= set(ids)
    assert not page.having("style") and not page.having("src")
    assert not any(name.startswith("on") for _, found in page.elements for name in found)
    assert not {tag for tag, _ in page.elements} & {"script", "link", "img", "iframe", "form", "base"}
    assert "http" not in html.replace("http-equiv", "")
    assert "url(" not in html and "@import" not in html
    assert not re.search(r"\b(None(?! of )|nan)\b", page.text)
    assert "$" not in page.text and "{" not in re.sub(r"<style>.*?</style>", "", html, flags=re.S)
