"""A sentence that is read without a parser reads the same as with one."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from innerpersona_site.lint.collecting import plain
from innerpersona_site.markdown.parser import parse_line
from innerpersona_site.markdown.texts import plain_text

PIECES = (
    *" aBé9.,:;!?()[]{}<>|*_`~$^=+-#/\\&\"'’…–\0\u0301\u00a0",
    *(
        " don't ",
        "people's",
        ": a",
        "...",
        "--",
        "&amp;",
        "[a](b)",
        ":material-heart:",
        "**",
        "1. ",
        "# ",
        "> ",
    ),
)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@example("It's what 'we' call a rock 'n' roll: the 90's, aren't it?")
@settings(max_examples=500, deadline=None)
def test_both_ways_read_the_same(text: str) -> None:
    line = " ".join(text.split())
    assert plain(text) == plain_text(parse_line(line).children or ())
