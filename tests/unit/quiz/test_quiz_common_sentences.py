"""What nearly everyone would read says little to anyone: sentences that many get, and those that all get."""

import html
import os
import random
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

import pytest

from innerpersona_quiz.instruments import load, load_instrument
from innerpersona_quiz.validation.simulation import answers_of, someone
from innerpersona_quiz.validation.texts import leaves
from tests.unit.quiz import shipped

IDS = ("attachment", "conflict", "values")

PEOPLE = 600 if os.environ.get("INNERPERSONA_LONG") else 100

TOO_MANY = 0.6
"""A sentence that scores choose goes to fewer people than this share."""

MOST_FIXED = 0.48
"""Of the words of a report, the share that everyone reads: what scales are, what a picture shows, cautions."""

FOLDED = re.compile(r"<details(?! class=\"ip-report__chapter\").*?</details>", re.S)
"""What is folded away inside a chapter."""

LEFT_OUT = re.compile(
    r"<details[^>]* id=\"[^\"]*-computed\".*?</details>|<nav.*?</nav>|<summary.*?</summary>|<svg.*?</svg>"
    r"|<p class=\"ip-report__ends.*?</p>|<h\d.*?</h\d>|<thead.*?</thead>|<tr data-region.*?</tr>",
    re.S,
)
"""The chapter on the computation, the contents, drawings and their ends, headings, and the chances.

The rows of chances are the same for everyone but for their numbers.
"""

PLACES = re.compile(r"</?(?:p|li|h\d|tr|caption|figcaption|section|ul|div|header)(?=[ >])[^>]*>")
BOTH_WAYS = re.compile(
    r"may depend on|sometimes[^.]* sometimes|at other times|some of each|from time to time", re.I
)


def sentences(fragment: str) -> Iterator[str]:
    """Yield what a report says; a row of a table is read in one."""
    for place in PLACES.split(LEFT_OUT.sub("", FOLDED.sub("", fragment))):
        text = " ".join(html.unescape(re.sub(r"<[^>]+>", " ", place)).split())
        yield from (one for one in re.split(r"(?<=[.?!])\s+(?=[A-Z“])", text) if one)


@cache
def reports(id: str) -> tuple[tuple[str, ...], ...]:
    instrument, source = load_instrument(id), random.Random(5)
    people = (someone(instrument, source) for _ in range(PEOPLE))
    answers = (answers_of(instrument, one, source) for one in people)
    return tuple(tuple(sentences(shipped.fragment(instrument, one))) for one in answers)


def shares(id: str) -> dict[str, float]:
    counts = Counter(sentence for report in reports(id) for sentence in set(report))
    return {sentence: count / PEOPLE for sentence, count in counts.items()}


@pytest.mark.parametrize("id", IDS)
def test_no_sentence_that_scores_choose_goes_to_nearly_everyone(id: str) -> None:
    found = shares(id)
    assert len(found) > 150
    assert [one for one, share in found.items() if TOO_MANY <= share < 1] == []


@pytest.mark.parametrize("id", IDS)
def test_what_everyone_reads_describes_nobody_and_is_about_half_at_most(id: str) -> None:
    fixed = {sentence for sentence, share in shares(id).items() if share == 1}
    assert [one for one in fixed if one.startswith(("You ", "By your answers"))] == []
    words = [(len(one.split()), one in fixed) for report in reports(id) for one in report]
    assert sum(count for count, always in words if always) <= MOST_FIXED * sum(count for count, _ in words)


@pytest.mark.parametrize("id", IDS)
def test_no_description_has_it_both_ways(id: str) -> None:
    """A sentence such as "Sometimes you are calm and sometimes not" is true of everyone, whoever gets it."""
    texts = {path: text for path, text in leaves(load(id).texts["report"]) if path[0] != "bands"}
    assert len(texts) > 80
    assert [path for path, text in texts.items() if BOTH_WAYS.search(text)] == []
