"""A small site to build: its own words, bare templates in the theme's place, a stand-in for the engine."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from innerpersona_site import pipeline, sources
from innerpersona_site.build import Options, Report, build
from innerpersona_site.output.engine import Engine
from innerpersona_site.sources import Site as Sources

TODAY = datetime.date(2026, 11, 24)

SETTINGS = """
name = "Test"
url = "https://site.test/base/"
contact = ""
navigation = [
  { title = "Home", page = "index.md" },
  { title = "Relationships", page = "relationships.md" },
  { title = "Quiz", page = "quiz/attachment.md" },
]

[sections]
relationships = "Relationships"

[topics]
awareness = "Awareness"
change = "Change"
conflict = "Conflict"
values = "Values"
partnership = "Partnership"

[authors.ann]
name = "Ann Roe"
kind = "person"
"""

PAGE = """---
title: {title}
description: A description that is long enough to pass the rule of fifty characters.
{more}---

"""
ARTICLE = """date: {date}
section: relationships
topic: awareness
tags: [attachment]
authors: [ann]
"""

HEAD = '<!doctype html><html><head><meta charset="utf-8"><title>{{ page.title }}</title></head>'
TEMPLATES = {
    "main.html": HEAD + "<body>[{{ page.kind }} {{ page.url }}]{{ page.content }}</body></html>",
    "home.html": HEAD
    + "<body>{% for card in page.latest %}[card {{ card.url }}]{% endfor %}{{ page.content }}</body></html>",
    "hub.html": HEAD
    + "<body>{% for topic, cards in page.groups %}[{{ topic.title }}{% for card in cards %} {{ card.slug }}"
    + "{% endfor %}]{% endfor %}{{ page.content }}</body></html>",
    "quiz.html": HEAD
    + '<body>{{ page.content }}<script type="application/json" data-base="{{ page.engine.folder | url }}">'
    + "{{ page.engine.manifest }}</script></body></html>",
    "article.html": HEAD
    + "<body>[{{ page.date | day }} · {{ page.reading_minutes }} min · {{ page.topic.title }}]"
    + "{% call inline_script() %}boot(){% endcall %}{{ page.content }}"
    + "{{ pattern(page.url, page.topic.slug, page.drawing) }}"
    + "{% for card in page.related %}[related {{ card.slug }}]{% endfor %}</body></html>",
    "404.html": HEAD
    + "<body>{{ page.title }}{% for s in page.sections %} {{ s.url }}{% endfor %}</body></html>",
    "partials/quiz-form.html": '<ip-quiz instrument="{{ instrument.id }}" data-hash="{{ engine.hash }}">'
    + '{% for item in instrument["items"] %}<fieldset data-item="{{ item.id }}"></fieldset>{% endfor %}'
    + "</ip-quiz>",
    "sitemap.xml": "{% for page in pages %}<loc>{{ page.canonical_url }}</loc>{% endfor %}",
} | {
    f"texts/en/{file.name}": file.read_text("utf-8")
    for file in (Path(__file__).parents[2] / "overrides" / "texts" / "en").glob("*.toml")
}


def page(title: str, body: str, more: str = "") -> str:
    """Return a page's source."""
    return PAGE.format(title=title, more=more) + body


def article(title: str, body: str, date: str = "2026-11-01", more: str = "") -> str:
    """Return an article's source."""
    return page(title, body, ARTICLE.format(date=date) + more)


DOCS = {
    "index.md": page("Home", "Welcome.\n", "template: home.html\n"),
    "relationships.md": page("Relationships", "About us.\n", "template: hub.html\nhub: relationships\n"),
    "quiz/attachment.md": page(
        "Quiz", "Before.\n\n/// quiz\n    instrument: attachment\n///\n\nAfter.\n", "template: quiz.html\n"
    ),
    "articles/one.md": article(
        "Article one",
        "Lead [@hazan1987romantic]. See [two](two.md), [a draft](draft.md), [a later one](later.md#x).\n\n"
        "/// faq\n\n//// question | Why?\nBecause.\n////\n\n///\n\n"
        "/// call-to-action | Go on\n    to: quiz/attachment.md\n\nText.\n\n///\n",
    ),
    "articles/two.md": article(
        "Article two", "See [why](one.md#faq-why) and [sources](one.md#references).\n"
    ),
    "articles/draft.md": article("A draft", "Draft text.\n", more="draft: true\n"),
    "articles/later.md": article("A later article", "Later text.\n", date="2026-11-25"),
}
BIBLIOGRAPHY = (Path(__file__).parents[1] / "golden" / "site" / "references.bib").read_text("utf-8")


@dataclass
class Site:
    """A folder with a site's sources, and what building it gave."""

    root: Path
    docs: dict[str, str] = field(default_factory=lambda: dict(DOCS))
    templates: dict[str, str] = field(default_factory=lambda: dict(TEMPLATES))
    settings: str = SETTINGS
    jobs: int = 1

    def write(self) -> None:
        """Write the sources."""
        files = {f"docs/{path}": text for path, text in self.docs.items()}
        files |= {f"overrides/{path}": text for path, text in self.templates.items()}
        files |= {"site.toml": self.settings, "docs/references.bib": BIBLIOGRAPHY}
        for path, text in files.items():
            target = self.root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8")

    def build(self, *without: str, **how: Any) -> Report:
        """Write the sources and build them."""
        self.write()
        options = Options(frozenset(without), jobs=self.jobs, **how)
        return build(Sources(self.root, today=TODAY), self.root / "site", options)

    def read(self, path: str) -> str:
        """Return a built file's text."""
        return (self.root / "site" / path).read_text("utf-8")

    def pages(self) -> dict[str, str]:
        """Return every built page by its path."""
        built = self.root / "site"
        return {f.relative_to(built).as_posix(): f.read_text("utf-8") for f in built.rglob("*.html")}


@pytest.fixture(autouse=True)
def nothing_packaged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have no theme but the site's own: each of these tests writes what it needs."""
    monkeypatch.setattr(sources, "packaged_theme", lambda: tmp_path / "nothing")


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    """A stand-in for the engine, which takes long to build."""
    directory = tmp_path / "engine" / "abc123"
    directory.mkdir(parents=True)
    (directory / "worker.mjs").write_text("// worker", "utf-8")
    found = Engine(directory, "abc123", '{"hash": "abc123", "note": "</script>"}')

    def find(root: Path, cache: Path, progress: Callable[[str], None]) -> Engine:
        progress("Building the engine")
        return found

    monkeypatch.setattr(pipeline, "find_engine", find)
    return found


@pytest.fixture
def site(tmp_path: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Site:
    """The small site, not yet built; its folder is the current one."""
    project = tmp_path / "project"
    project.mkdir()
    monkeypatch.chdir(project)
    return Site(project)
