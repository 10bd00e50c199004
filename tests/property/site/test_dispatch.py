"""Rules that are asked by character read the same as rules that are all tried."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from innerpersona_site.markdown.dispatch import dispatch
from innerpersona_site.markdown.parser import make_parser

PIECES = (
    *"\n\n\n abcI19 .,:;!?()[]{}<>|*_`~$^=+-#/\\&@\"'",
    *(
        "\n\n",
        "    ",
        "- ",
        "1. ",
        "> ",
        "| a | b |\n|---|---|\n",
        "```\n",
        "[a](b)",
        "![a](b)",
        "[^a]",
        "[^a]: ",
        ":   ",
    ),
    *(
        "[@smith1990title]",
        "/// note | A\n",
        "///\n",
        "<div>",
        "</div>",
        "<b>",
        "&amp;",
        "https://a.b",
        "**",
        "\\[",
        "---\n",
    ),
    *(
        ":material-heart:",
        "*[APA]: A",
        '!!! note "A"\n',
        "??? tip\n",
        "> [!NOTE]\n",
        "$x$",
        "$$\n",
        "{#a .b}",
        "[a]: b\n",
    ),
)
TRIED = make_parser()
ASKED = dispatch(make_parser())


def _read(parser: MarkdownIt, text: str) -> tuple[list[Any], list[Any]]:
    environment: dict[str, Any] = {}
    tokens = [token.as_dict() for token in parser.parse(text, environment)]
    return tokens, [(found.kind, found.text, found.position) for found in environment.get("leftovers", [])]


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
@example("- [a *b](c) d*\n  1. e\n> ![f][g]\n\n[g]: h\n\na\n: b\n\nT\n===")
@settings(max_examples=300, deadline=None)
def test_both_ways_read_the_same(text: str) -> None:
    assert _read(ASKED, text) == _read(TRIED, text)


@pytest.mark.parametrize("kind", ["inline", "block"])
def test_a_rule_of_unknown_beginning_is_refused(kind: str) -> None:
    parser = make_parser()
    getattr(parser, kind).ruler.push("unheard-of", lambda *given: False)
    with pytest.raises(KeyError, match="unheard-of"):
        dispatch(parser)
