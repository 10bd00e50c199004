"""The documents for contributors: their links lead somewhere, decisions are listed and dated, and named modules exist."""

import re
from pathlib import Path

import pytest

from tests.browser.channel_table import BEGIN, END, table

DOCUMENTS = ("README", "ARCHITECTURE", "CONTRIBUTING", "PUBLISHING", "SECURITY", "CHANGELOG")


def _documents(root: Path) -> list[Path]:
    return [*(root / f"{name}.md" for name in DOCUMENTS), *sorted((root / "adr").glob("*.md"))]


def _anchors(text: str) -> set[str]:
    """Return the anchors of a document's headings as forges make them."""
    headings = re.findall(r"(?m)^#+ (.+)$", text)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_every_link_leads_to_a_file_and_a_heading(root: Path) -> None:
    lost = []
    for file in _documents(root):
        for target in re.findall(r"\]\((?!https?:)([^)\s]+)\)", file.read_text("utf-8")):
            path, _, anchor = target.partition("#")
            there = file.parent / path if path else file
            if not there.exists() or (
                anchor and there.suffix == ".md" and anchor not in _anchors(there.read_text("utf-8"))
            ):
                lost.append(f"{file.name}: {target}")
    assert lost == []


def test_every_decision_is_listed_dated_and_short(root: Path) -> None:
    index = (root / "adr" / "README.md").read_text("utf-8")
    decisions = sorted((root / "adr").glob("0*.md"))
    assert decisions
    for file in decisions:  # numbers may be left out, where two were written at a time
        lines = file.read_text("utf-8").splitlines()
        assert lines[0].startswith(f"# {int(file.name[:4])}. ")
        assert re.match(r"(Accepted|Replaced by \d+), \d{4}-\d\d-\d\d\.", lines[2]), file.name
        assert {"## Context", "## Decision", "## Consequences", "## What would change it"} <= set(lines)
        assert len(lines) <= 40, f"{file.name} is long"
        assert f"]({file.name})" in index


ROOTS = (
    "",
    "scripts/innerpersona_site",
    "quiz/src/innerpersona_quiz",
    "overrides",
    "overrides/assets",
    "overrides/assets/quiz",
    "overrides/assets/quiz/exchange",
)
"""Folders that ARCHITECTURE.md's paths are relative to."""

MADE = ("texts.mjs",)
"""Files that the build makes."""


@pytest.mark.parametrize("name", ["ARCHITECTURE", "CONTRIBUTING"])
def test_every_file_that_is_named_is_there(root: Path, name: str) -> None:
    text = re.sub(r"(?ms)^```.*?^```", "", (root / f"{name}.md").read_text("utf-8"))
    named = set(re.findall(r"`([\w./-]+\.(?:py|mjs|js|css|toml|yml|pin|txt|html))`", text)) - {*MADE}
    patterns = [path for path in named if "<" not in path]
    assert len(patterns) > (50 if name == "ARCHITECTURE" else 5)
    bare = {
        file.name for folder in ("scripts", "quiz/src", "overrides") for file in (root / folder).rglob("*")
    }
    assert [
        path
        for path in sorted(patterns)
        if not any((root / folder / path).exists() for folder in ROOTS) and ("/" in path or path not in bare)
    ] == []


def test_the_table_of_channels_is_that_of_the_tests(root: Path) -> None:
    text = (root / "SECURITY.md").read_text("utf-8")
    assert text[text.index(BEGIN) : text.index(END) + len(END)] == table()
