"""What holds for the report of any two people whose codes can be read."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from innerpersona_quiz.compatibility.gap import Guesses
from innerpersona_quiz.instruments import instrument_ids, load_instrument
from innerpersona_quiz.report import comparison
from innerpersona_quiz.report.comparison_view import view
from innerpersona_quiz.share.code import decode, encode
from innerpersona_quiz.share.shared import Shared
from tests.property.quiz.sharing import people
from tests.unit.quiz.pages import Page, as_read

guesses: st.SearchStrategy[Guesses] = st.fixed_dictionaries(
    {},
    optional={
        id: st.fixed_dictionaries(
            {},
            optional={
                scale.id: st.floats(*load_instrument(id).score_range) for scale in load_instrument(id).scales
            },
        )
        for id in instrument_ids()
    },
)


@given(people, people, guesses, guesses)
def test_the_order_of_two_people_only_swaps_the_columns(
    a: Shared, b: Shared, of_a: Guesses, of_b: Guesses
) -> None:
    anna, ben = replace(a, name="Anna"), replace(b, name="Ben")
    here, there = view(anna, ben, (of_a, of_b)), view(ben, anna, (of_b, of_a))
    assert (here.alike, here.apart, here.frictions, here.more) == (
        there.alike,
        there.apart,
        there.frictions,
        there.more,
    )
    assert (here.no_friction, here.sources, here.editions) == (
        there.no_friction,
        there.sources,
        there.editions,
    )
    assert (here.names, here.codes, here.gaps) == (there.names[::-1], there.codes[::-1], there.gaps[::-1])
    for one, other in zip(here.parts, there.parts, strict=True):
        assert one.missing == other.missing
        assert (one.picture is None) is (other.picture is None)
        if one.picture is not None and other.picture is not None:
            assert one.picture.planes == other.picture.planes[::-1]  # type: ignore[attr-defined]  # a plane
        for row, turned in zip(one.rows, other.rows, strict=True):
            assert (row.a, row.b, row.verdict, row.se) == (turned.b, turned.a, turned.verdict, turned.se)
            assert row.difference.translate({ord("+"): "−", ord("−"): "+"}) == turned.difference


@settings(max_examples=40)
@given(people, people, guesses, st.sampled_from([None, "kept", "broken"]))
def test_any_two_codes_give_a_sound_report_that_depends_on_them_alone(
    a: Shared, b: Shared, given_guesses: Guesses, committed: str | None
) -> None:
    html = comparison.fragment(a, b, (given_guesses, {}), committed)
    assert html == comparison.fragment(decode(encode(a)), decode(encode(b)), (given_guesses, {}), committed)
    page = Page(html)
    assert "$" not in page.text and "nan" not in page.text.split()
    shown = view(a, b, (given_guesses, {}), committed)
    assert all(as_read(passage) in page.text for passage in (*shown.alike, *shown.apart))
