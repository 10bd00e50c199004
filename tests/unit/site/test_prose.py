"""What a reader reads of a page, and where it stands."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from innerpersona_site.content.prose import Passage, sentences
from innerpersona_site.lint.gather import gather
from innerpersona_site.markdown.parser import parse

BODY = """Lead with [a link](other.md#part "Title") and a source [@one2000two,
p. 12]. A second sentence.

## A heading is no prose

/// call-to-action | Neither is this
    to: quiz/attachment.md

But this is.
///

- An item
  that goes on
- Another

1. A numbered one

| Head | Row |
|---|---:|
| Ann | 12 percent |
| Bo | 3 [@one2000two] |

Underlined
----------

![An image alone](a.svg)

[name]: https://example.org/

***

```
no code
```
Last <b>bold</b> words{.note}.
"""


def find_passages(body: str, first_line: int) -> list[Passage]:
    return gather(parse(body, first_line), "a.md").passages


def visible(passage: Passage) -> str:
    return " ".join(passage.visible.replace("\ue000", "").split())


def test_passages_are_what_a_reader_reads_with_their_lines() -> None:
    found = [(p.kind.value, p.line, visible(p)) for p in find_passages(BODY, 10)]
    assert found == [
        ("paragraph", 10, "Lead with [a link and a source . A second sentence."),
        ("paragraph", 18, "But this is."),
        ("item", 21, "An item that goes on"),
        ("item", 23, "Another"),
        ("item", 25, "A numbered one"),
        ("row", 29, "Ann | 12 percent"),
        ("row", 30, "Bo | 3"),
        ("paragraph", 44, "Last bold words."),
    ]


def test_what_is_blotted_out_keeps_every_position() -> None:
    for passage in find_passages(BODY, 1):
        assert len(passage.visible) == len(passage.text)
        assert passage.visible.count("\n") == passage.text.count("\n")


@given(st.text(alphabet="ab [](){}<>@;.,\n|-*#/1", max_size=80))
def test_any_text_is_read_without_a_crash_and_with_every_position(text: str) -> None:
    lines = text.count("\n") + 1
    for passage in find_passages(text, 1):
        assert len(passage.visible) == len(passage.text)
        assert 1 <= passage.line <= lines
        for sentence in sentences(passage):
            assert 1 <= sentence.line <= lines


def split(text: str) -> list[str]:
    return [sentence.text for passage in find_passages(text, 1) for sentence in sentences(passage)]


def test_sentences_end_at_stops_and_keep_their_citation() -> None:
    assert split("One [@a2000b]. Two! “Three?” Four.") == ["One [@a2000b].", "Two!", "“Three?”", "Four."]


def test_abbreviations_decimals_and_places_in_works_end_nothing() -> None:
    text = "Dr. Hazan, e.g. In p. 4 of it [@a2000b, p. 3. Fig. 2], found 3.5 of J. Smith et al. The rest."
    assert split(text) == [text]


def test_a_sentence_knows_its_line() -> None:
    (passage,) = find_passages("One\ntwo. Three\nfour.\nFive.", 5)
    assert [(s.line, s.words) for s in sentences(passage)] == [
        (5, ["one", "two"]),
        (6, ["three", "four"]),
        (8, ["five"]),
    ]
