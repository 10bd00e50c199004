"""The one reading of a page's Markdown: the check sees what it finds, and the build writes what it finds.

CommonMark with GitHub's tables, strikethrough, task lists and alerts, footnotes, definition lists, the admonitions of
MkDocs, abbreviations, formulas between dollar signs, and the site's own blocks, citations and icons.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.rules_block.table import escapedSplit
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.footnote.index import footnote_tail

from innerpersona_site.markdown import arrange, block_rules, inline_rules, leftovers
from innerpersona_site.markdown.dispatch import dispatch

NESTING: Final = 40
"""How deep blocks may stand in one another; deeper ones are reported."""


@dataclass(slots=True)
class Parsed:
    """A page's tokens, in the order in which they are written.

    Attributes:
        tokens: of markdown-it; a `slashes` token is a line of the site's own blocks. The map of each counts lines of the
            body from 0.
        lines: those of the body.
        first_line: the number in the file of the body's first line.
        leftovers: what looks like Markdown and was taken as text.
        notes: each footnote's label with the line of its definition, in the order of the file.
        cited_notes: the labels that the text refers to.
        targets: the names of link definitions.
    """

    tokens: list[Token]
    lines: list[str]
    first_line: int
    leftovers: list[leftovers.Leftover] = field(default_factory=list)
    notes: list[tuple[str, int]] = field(default_factory=list)
    cited_notes: frozenset[str] = frozenset()
    targets: dict[str, Any] = field(default_factory=dict)

    def line_of(self, token: Token, position: int = 0) -> tuple[int, int]:
        """Return line in the file and column, from 1, of a position in an inline token's text."""
        before = token.content[:position]
        first = token.map[0] if token.map else 0
        place = first + before.count("\n")
        start = before.rfind("\n") + 1
        written = token.content[start:].partition("\n")[0]
        column = self.lines[place].find(written) if place < len(self.lines) else -1
        if column < 0:  # the text isn't as it stands in the file, as in a cell with a bar in it
            wanted = token.content[position : position + 8]
            column = max(0, self.lines[place].find(wanted) if place < len(self.lines) else 0)
            return self.first_line + place, column + 1
        return self.first_line + place, column + position - start + 1

    def surplus_cells(self) -> Iterator[tuple[int, int, int]]:
        """Yield each row of a table with more cells than its head: its line in the file, both numbers."""
        width = 0
        for token in self.tokens:
            if token.type != "tr_open" or not token.map:
                continue
            cells = _cells(self.lines[token.map[0]])
            previous = self.lines[token.map[0] + 1] if token.map[0] + 1 < len(self.lines) else ""
            if _RULE.fullmatch(previous) and "-" in previous:
                width = cells
            elif cells > width:
                yield self.first_line + token.map[0], cells, width


_RULE: Final = re.compile(r"[\s>]*[|:\- \t]+")
_QUOTE: Final = re.compile(r"^[\s>]*")


def _cells(line: str) -> int:
    row = _QUOTE.sub("", line).strip()
    cells = escapedSplit(row) if "\\" in row else row.split("|")
    if cells and cells[0] == "":
        cells.pop(0)
    if cells and cells[-1] == "":
        cells.pop()
    return len(cells)


def parse(body: str, first_line: int = 1) -> Parsed:
    """Parse the body of a page, whose first line has that number in its file."""
    env: dict[str, Any] = {}
    tokens = _PARSER.parse(body, env)
    found = env.get("leftovers", [])
    for token in tokens:
        if token.type == "slashes" and "|" in token.meta["header"]:
            found += _parse_title(token)
    notes = env.get("footnotes", {}).get("list", {})
    cited = frozenset(note["label"] for note in notes.values() if "label" in note)
    return Parsed(
        tokens,
        body.split("\n"),
        first_line,
        found,
        env.get("notes", []),
        cited,
        env.get("references", {}),
    )


def _parse_title(token: Token) -> list[leftovers.Leftover]:
    """Put the text after a header's bar beside it as an inline token, and return what is left of Markdown in it."""
    env: dict[str, Any] = {}
    title = _PARSER.parseInline(token.meta["header"].partition("|")[2].strip(), env)[0]
    title.map = [token.map[0], token.map[0] + 1] if token.map else None
    token.meta["title"] = title
    return [found._replace(token=title) for found in env.get("leftovers", [])]


def parse_line(text: str) -> Token:
    """Return the inline token of a text on one line, such as the title of a block."""
    return _PARSER.parseInline(text)[0]


def _note_places(state: StateCore) -> None:
    """Record where footnotes are defined, before they are moved to the end of the page."""
    if "footnotes" not in state.env:
        return
    state.env["notes"] = [
        (token.meta["label"], token.map[0])
        for token in state.tokens
        if token.type == "footnote_reference_open" and token.map
    ]
    footnote_tail(state)


def make_parser() -> MarkdownIt:
    """Return a parser with all of our rules, which tries each of them at each place."""
    md = MarkdownIt(
        "commonmark", {"typographer": True, "alerts": True, "tasklists": True, "maxNesting": NESTING}
    )
    # What an address leads to is the check's business: one that is refused here would be printed as typed.
    md.validateLink = lambda url: True  # type: ignore[method-assign]
    md.normalizeLink = lambda url: url  # type: ignore[method-assign]
    md.enable(["table", "strikethrough", "smartquotes"])
    md.use(footnote_plugin, inline=False)
    md.use(deflist_plugin)
    md.use(admon_plugin)
    md.use(
        dollarmath_plugin, allow_labels=False, allow_space=False, allow_digits=False, allow_blank_lines=False
    )
    md.core.ruler.at("footnote_tail", _note_places)
    block_rules.register(md)
    inline_rules.register(md)
    leftovers.register(md)
    arrange.register(md)
    return md


_PARSER: Final = dispatch(make_parser())
