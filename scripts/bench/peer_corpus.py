"""The articles as any generator reads them: Markdown without our blocks, citations and attributes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

LEFT_OUT = ("quiz", "call-to-action", "profile-note")
"""Blocks that are forms, buttons or for some readers only."""

_FENCE = re.compile(r"(/{3,}) *(?:([\w-]+) *(?:\| *(.*?) *)?)?")
_OPTION = re.compile(r" {4}[\w-]+: ")
_CITATION = re.compile(r" ?\[-?@[^\]]*\]")
_ATTRIBUTES = re.compile(r" *\{:[^}]*\}")
_LINK = re.compile(r"\]\((?!https?:|#|/)([^)\s#]*?)(?:\.md)?(#[^)\s]*)?\)")


@dataclass(frozen=True, slots=True)
class Article:
    """One article: its place in addresses, and what every generator takes."""

    slug: str
    title: str
    date: str
    description: str
    body: str


def articles(folder: Path) -> Iterator[Article]:
    """Yield the articles of a folder, without what only this site's build reads."""
    for path in sorted(folder.glob("*.md")):
        _, matter, body = path.read_text("utf-8").split("---\n", 2)
        facts = yaml.safe_load(matter)
        yield Article(
            path.stem, facts["title"], str(facts["date"]), facts["description"], plain_markdown(body)
        )


def plain_markdown(body: str) -> str:
    """Return an article's body as plain Markdown.

    What stands in blocks is kept, a question as a heading, but for `LEFT_OUT`; links between pages become addresses
    from the root, which each generator leaves as they are.
    """
    kept: list[str] = []
    open_blocks: list[tuple[str, str]] = []
    options = False
    for line in body.splitlines():
        fence = _FENCE.fullmatch(line)
        if fence is None:
            options = options and _OPTION.match(line) is not None
            if not options and not any(kind in LEFT_OUT for _, kind in open_blocks):
                kept.append(_plain_line(line))
            continue
        options = fence[2] is not None
        if fence[2] is None:
            while open_blocks and open_blocks.pop()[0] != fence[1]:
                pass
            continue
        open_blocks.append((fence[1], fence[2]))
        kept += ["", f"### {fence[3]}", ""] if fence[2] == "question" else [""]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip() + "\n"


def _plain_line(line: str) -> str:
    line = _ATTRIBUTES.sub("", _CITATION.sub("", line))
    return _LINK.sub(_from_the_root, line)


def _from_the_root(link: re.Match[str]) -> str:
    target = link[1].removeprefix("../")
    folder = "" if link[1].startswith("../") else "articles/"
    slash = "" if "." in target else "/"
    return f"](/{folder}{target}{slash}{link[2] or ''})"
