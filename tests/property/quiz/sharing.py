"""Hypothesis strategies for what a code can hold."""

import unicodedata

from hypothesis import strategies as st

from innerpersona_quiz.errors import RequestError
from innerpersona_quiz.instruments import load_instrument
from innerpersona_quiz.share.name import checked_name
from innerpersona_quiz.share.shared import HASH_DIGITS, MOST_SE, UNIT, Mark, Shared, SharedPart
from tests.unit.quiz.shipped import PARTS


def part(id: str) -> st.SearchStrategy[SharedPart]:
    """Return parts of one questionnaire with every score and error that a code can hold."""
    instrument = load_instrument(id)
    low, high = instrument.score_range
    mark = st.none() | st.builds(Mark, st.integers(0, (high - low) * UNIT), st.integers(1, MOST_SE))
    return st.builds(
        SharedPart,
        st.just(id),
        st.just(instrument.version),
        st.just(instrument.hash[:HASH_DIGITS]),
        st.booleans(),
        st.fixed_dictionaries({scale.id: mark for scale in instrument.scales}),
    )


def is_name(text: str) -> bool:
    """Return whether a code can hold this name as it is."""
    try:
        return checked_name(text) == text
    except RequestError:
        return False


letters = st.characters(categories=["L"]).filter(lambda char: unicodedata.normalize("NFC", char) == char)
names = st.just("") | st.text(letters, min_size=1, max_size=24).filter(is_name)
parts = st.tuples(*(st.none() | part(id) for id in PARTS)).filter(any)
people = st.builds(
    lambda some, name: Shared(tuple(one for one in some if one is not None), name), parts, names
)
"""People with any parts, scores and names."""
