"""The report for two: markup, what it says of which pair, what it never says, and that order does not matter."""

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from innerpersona_quiz import report
from innerpersona_quiz.instruments import instrument_ids, load, load_instrument
from innerpersona_quiz.kinds import kind_of
from innerpersona_quiz.kinds.marks.density import LEVELS
from innerpersona_quiz.report import comparison
from innerpersona_quiz.report.comparison_view import ComparisonView, view
from innerpersona_quiz.report.exchange import announcement, preview
from innerpersona_quiz.resources import read_text
from innerpersona_quiz.share.code import decode, encode
from innerpersona_quiz.share.shared import Mark, Shared
from innerpersona_quiz.texts import Passage, package_texts
from tests.unit.quiz.pages import Page, as_read, assert_sound
from tests.unit.quiz.pairs import pairs

DOCS = Path(__file__).parents[3] / "docs"
TEXTS = package_texts("comparison")
OWN = {id: load(id).texts["comparison"] for id in instrument_ids()}
ANNA, BEN = pairs(1)[0]


def with_scores(shared: Shared, instrument: str, **scores: float) -> Shared:
    """Return a person with these scores, in response scale units, their errors kept at 0.3."""
    low = load_instrument(instrument).score_range[0]
    parts = []
    for part in shared.parts:
        marks = {id: Mark(round(1000 * (score - low)), 300) for id, score in scores.items()}
        parts.append(
            replace(part, scales={**part.scales, **marks}) if part.instrument == instrument else part
        )
    return replace(shared, parts=tuple(parts))


def only(shared: Shared, *instruments: str) -> Shared:
    return replace(shared, parts=tuple(part for part in shared.parts if part.instrument in instruments))


PURSUER = with_scores(ANNA, "attachment", anxiety=5.6, avoidance=2.5)
WITHDRAWER = with_scores(BEN, "attachment", anxiety=2.4, avoidance=5.4)
BOTH = with_scores(ANNA, "attachment", anxiety=5.6, avoidance=5.5)
UNKNOWN = replace(ANNA, parts=tuple(replace(part, scales=dict.fromkeys(part.scales)) for part in ANNA.parts))
ONE_SCALE = replace(
    only(ANNA, "attachment"),
    parts=(replace(ANNA.parts[0], scales={"anxiety": Mark(2000, 300), "avoidance": None}),),
)
GUESSES: tuple[Any, Any] = ({"attachment": {"anxiety": 7.0, "avoidance": 1.0}}, {"values": {"power": -4}})

CASES: dict[str, tuple[Shared, Shared, dict[str, Any]]] = {
    "all": (ANNA, BEN, {}),
    "pursuit": (PURSUER, WITHDRAWER, {"guesses": GUESSES, "committed": "kept"}),
    "both ways": (BOTH, replace(BOTH, name="Ben"), {"committed": "broken"}),
    "nobody's names": (replace(ANNA, name=""), replace(BEN, name=""), {}),
    "one name": (ANNA, replace(BEN, name="anna"), {}),
    "right to left": (replace(ANNA, name="محمد"), replace(BEN, name="עדי"), {}),
    "parts not shared": (only(ANNA, "attachment", "conflict"), only(BEN, "attachment"), {}),
    "nothing in common": (only(ANNA, "conflict"), only(BEN, "attachment"), {}),
    "withheld": (UNKNOWN, BEN, {}),
    "one scale": (ONE_SCALE, BEN, {}),
}
EACH = pytest.mark.parametrize(("a", "b", "options"), CASES.values(), ids=CASES)


def fragment(a: Shared, b: Shared, options: dict[str, Any]) -> str:
    return comparison.fragment(a, b, **options)


@EACH
def test_markup_is_sound_and_loads_nothing(a: Shared, b: Shared, options: dict[str, Any]) -> None:
    for html in (fragment(a, b, options), comparison.document(a, b, **options)):
        assert_sound(html)


@EACH
def test_it_holds_only_what_the_page_lets_through(a: Shared, b: Shared, options: dict[str, Any]) -> None:
    source = (DOCS.parent / "overrides/assets/quiz/report-rules.mjs").read_text(encoding="utf-8")
    listed = source[source.index("ELEMENTS") : source.index("ATTRIBUTES")]
    allowed = {name for line in re.findall(r"'([^']*)'", listed) for name in line.split()}
    assert {"article", "svg", "desc"} <= allowed
    assert {tag for tag, _ in Page(fragment(a, b, options)).elements} <= allowed


@EACH
def test_headings_step_down_one_level_at_a_time(a: Shared, b: Shared, options: dict[str, Any]) -> None:
    levels = [int(tag[1]) for tag, _ in Page(fragment(a, b, options)).elements if re.match(r"h\d$", tag)]
    assert levels[0] == 2 and levels.count(2) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_class_is_styled_and_every_style_used() -> None:
    css = read_text("report/comparison.css")
    html = "".join([*(fragment(*case) for case in CASES.values()), preview(ANNA), announcement(BEN)])
    used = {name for found in Page(html).having("class") for name in found["class"].split()}
    styled = {*re.findall(r"\.(ip-[\w-]+)", css)}
    known = {*re.findall(r"\.(ip-[\w-]+)", read_text("report/report.css"))}
    bare = {
        "ip-pair",
        "ip-pair__row",
        "ip-pair__verdict--alike",
        "ip-pair__verdict--open",
        "ip-pair__verdict--none",
    }
    assert used - styled - known <= bare
    assert styled - used == set()


def test_prepare_reads_every_template_that_it_needs() -> None:
    folder = Path(report.__file__).parent / "templates"
    pending, reached = ["comparison.html.j2", "document.html.j2"], set[str]()
    while pending:
        name = pending.pop()
        reached.add(name)
        pending += re.findall(r'{%-? (?:include|import) "([^"]+)"', (folder / name).read_text("utf-8"))
    assert reached | {"preview.html.j2", "announcement.html.j2", "qr.svg.j2"} == set(comparison.TEMPLATES)
    comparison.prepare()


def texts_of(shown: ComparisonView) -> list[str]:
    """Return every passage that the scores chose, as its readers see it."""
    chosen: list[Passage] = [*shown.alike, *shown.apart]
    for one in shown.frictions:
        chosen += [one.what, one.evidence, *one.talk, one.advice]
    return [as_read(passage) for passage in chosen]


def test_no_text_fits_nearly_every_pair() -> None:
    """Of the texts that scores choose none is for 60 in 100 simulated pairs or more, whichever names are in it."""
    count = Counter[str]()
    for a, b in pairs(400):
        found = view(a, b)
        told = {re.sub(r"\b(Anna|Ben)\b", "…", text) for text in texts_of(found)}
        count.update(told if found.frictions else {*told, found.no_friction})
    assert len(count) > 60
    assert max(count.values()) / 400 < 0.6, count.most_common(3)


def test_every_pair_gets_its_own_selection() -> None:
    assert len({tuple(texts_of(view(a, b))) for a, b in pairs(400)}) == 400


@pytest.mark.parametrize("place", range(40))
def test_the_other_order_gives_the_same_report_with_the_columns_swapped(place: int) -> None:
    a, b = pairs(400)[place]
    here, there = view(a, b, GUESSES), view(b, a, (GUESSES[1], GUESSES[0]))
    assert [as_read(one) for one in here.alike] == [as_read(one) for one in there.alike]
    assert texts_of(here) == texts_of(there)
    assert here.sources == there.sources and here.more == there.more
    assert (
        here.gaps == there.gaps[::-1] and here.names == there.names[::-1] and here.codes == there.codes[::-1]
    )
    for one, other in zip(here.parts, there.parts, strict=True):
        assert one.missing == other.missing
        for row, turned in zip(one.rows, other.rows, strict=True):
            assert (row.a, row.b) == (turned.b, turned.a) and row.verdict == turned.verdict
            assert row.difference.strip("+−") == turned.difference.strip("+−") and row.se == turned.se


def test_it_comes_from_the_codes_alone() -> None:
    again = decode(encode(ANNA)), decode(encode(BEN))
    assert comparison.document(*again) == comparison.document(ANNA, BEN)
    for code in (encode(ANNA), encode(BEN)):
        assert code in comparison.document(ANNA, BEN)


@EACH
def test_it_gives_no_grade_and_leads_to_help(a: Shared, b: Shared, options: dict[str, Any]) -> None:
    html = fragment(a, b, options)
    text = Page(html).text
    assert not re.search(r"compatib", text, re.I)
    assert not re.search(r"\bmatch|score together|made for each other", text, re.I)
    assert re.findall(r"(\d+)\s*(?:%|percent)", text) == ["21"]  # of differences in satisfaction, in a study
    assert "Joel et al., 2020" in text and "Furler et al., 2013" in text
    assert f'href="/{TEXTS["help_path"]}"' in html
    assert html.index(TEXTS["help_path"]) < html.index("ip-pair-attachment")
    assert text.count("Not shared.") == sum(not part.rows for part in view(a, b).parts)


def test_what_is_not_shared_says_by_whom() -> None:
    parts = {part.id: part.missing for part in view(*CASES["parts not shared"][:2]).parts}
    assert parts["attachment"] == ""
    assert parts["conflict"].startswith("Ben did not share") and parts["values"].startswith("Neither of you")
    assert view(*CASES["parts not shared"][:2]).no_friction == "friction_part"


@pytest.mark.parametrize(
    ("case", "names"),
    [
        ("all", ("Anna", "Ben")),
        ("nobody's names", ("Person A", "Person B")),
        ("one name", ("Anna (A)", "anna (B)")),
        ("right to left", ("\u2068محمد\u2069", "\u2068עדי\u2069")),
    ],
)
def test_what_the_two_are_called(case: str, names: tuple[str, str]) -> None:
    a, b, options = CASES[case]
    assert view(a, b).names == names
    page = Page(fragment(a, b, options))
    assert page.text.count(names[0]) > 10 and page.text.count(names[1]) > 10


def test_markup_in_a_name_stays_text() -> None:
    # No code can hold such a name; the template does not rely on that.
    html = comparison.fragment(replace(ANNA, name="<b onclick=x>&amp;"), BEN)
    assert "<b onclick" not in html and "&lt;b onclick=x&gt;&amp;amp;" in html


def test_a_combination_is_told_with_who_is_who_and_all_that_belongs_to_it() -> None:
    first = view(PURSUER, WITHDRAWER).frictions[0]
    assert first.id == "pursue_withdraw"
    assert "Anna worries about the bond easily and Ben feels safer" in as_read(first.what)
    assert as_read(first.evidence).count("Li & Chan") == 1 and len(first.talk) == 3 and first.advice
    assert any(
        segment.page == "articles/pursue-and-withdraw/#opening-the-circuit" for segment in first.evidence
    )
    both = {one.id: one for one in view(*CASES["both ways"][:2]).frictions}
    assert as_read(both["pursue_withdraw"].what).startswith("By your answers, each of you worries")


@pytest.mark.parametrize("id", instrument_ids())
def test_every_combination_has_its_texts_and_two_or_three_things_to_talk_about(id: str) -> None:
    for friction in load_instrument(id).frictions:
        texts = OWN[id]["frictions"][friction.id]
        assert set(texts) - {"both"} == {"title", "what", "evidence", "strength", "talk", "try"}
        assert ("both" in texts) is (friction.one_each is not None)
        for one in (texts, texts.get("both", texts)):
            assert 2 <= len(one["talk"]) <= 3 and one["what"]
            blanks = {*re.findall(r"\$\w+", str(one["what"]))}
            nobody = friction.both is not None or one is texts.get("both")
            assert blanks == (set() if nobody else {"$first", "$second"})
        assert texts["strength"].replace(" ", "-") in TEXTS["strengths"]
        assert "{" in texts["evidence"] and re.search(r"\]\(articles/", texts["evidence"])


def test_strengths_are_those_of_the_articles() -> None:
    module = (DOCS.parent / "scripts/innerpersona_site/content/gathering.py").read_text(encoding="utf-8")
    found = re.search(r"STRENGTHS: Final = \(([^)]*)\)", module)
    assert found
    assert {
        name.replace("-", " ").replace("meta analysis", "meta-analysis") for name in TEXTS["strengths"]
    } == {*re.findall(r'"([^"]+)"', found[1])}


@pytest.mark.parametrize("id", instrument_ids())
def test_every_scale_has_a_text_for_being_alike_at_each_place_and_for_being_apart(id: str) -> None:
    instrument = load_instrument(id)
    [group] = [group for group in kind_of(instrument).groups(instrument) if group.told]
    assert set(OWN[id]["alike"]) == set(OWN[id]["apart"]) == set(group.scales)
    for scale in group.scales:
        assert set(OWN[id]["alike"][scale]) == {"low", "middle", "high"}
        apart = OWN[id]["apart"][scale]
        for text in apart.values() if isinstance(apart, dict) else [apart]:
            assert {*re.findall(r"\$\w+", text)} == {"$high", "$low"} and "?" in text
        if isinstance(apart, dict):
            assert set(apart) == {"across", "beside"}


def anchor(heading: str) -> str:
    return re.sub(r"[\s-]+", "-", re.sub(r"[^\w\s-]", "", heading.lower())).strip("-")


def test_the_way_to_help_leads_to_its_heading() -> None:
    page, part = TEXTS["help_path"].split("/#")
    headings = re.findall(r"^## (.*)$", (DOCS / f"{page}.md").read_text(encoding="utf-8"), re.M)
    assert part in {anchor(heading) for heading in headings}


def test_guesses_are_held_against_what_the_other_says() -> None:
    gaps = view(PURSUER, WITHDRAWER, GUESSES).gaps
    assert [one.who for one in gaps] == ["Anna", "Ben"]
    assert [(as_read(row.guess), row.score, row.outside) for row in gaps[0].rows] == [
        ("guess 7.0, outside", "2.4", True),
        ("guess 1.0, outside", "5.4", True),
    ]
    told = as_read(gaps[0].words)
    assert "Anna’s guess missed on 2 of 2 scales" in told and "“Anxiety”: the guess is higher" in told
    right = view(PURSUER, WITHDRAWER, ({"attachment": {"anxiety": 2.5}}, {})).gaps
    assert [as_read(one.words) for one in right] == [
        "Every guess by Anna lies within the range of the other’s own answers."
    ]
    # Nothing to hold a guess against:
    assert view(ANNA, only(BEN, "values"), ({"attachment": {"anxiety": 2.5}}, {})).gaps == ()


@pytest.mark.parametrize("committed", ["kept", "broken"])
def test_a_commitment_is_told_of_the_one_who_made_it(committed: str) -> None:
    told = as_read(view(ANNA, BEN, committed=committed).commitment)
    assert told.startswith("The code of Ben is ") and ("not" in told.split(":")[0].split(".")[0]) is (
        committed == "broken"
    )
    assert view(ANNA, BEN).commitment == ()


@EACH
def test_every_point_of_the_picture_is_inside_of_it(a: Shared, b: Shared, options: dict[str, Any]) -> None:
    page = Page(fragment(a, b, options))
    pictures = [found for tag, found in page.elements if tag == "svg" and found.get("role") == "img"]
    if view(a, b).parts[0].picture is None:
        assert pictures == []
        return
    [picture] = pictures
    start = page.elements.index(("svg", picture))
    end = next(place for place in range(start, len(page.elements)) if page.elements[place][0] == "figcaption")
    marks = [found for _, found in page.elements[start:end] if "ip-pair__mark" in found.get("class", "")]
    levels = [found for _, found in page.elements[start:end] if "ip-pair__level" in found.get("class", "")]
    assert len(levels) == 2 * len(LEVELS) and len(marks) == sum(
        one.x is not None and one.y is not None
        for one in view(a, b).parts[0].picture.planes  # type: ignore[union-attr]  # a plane
    )
    for found in marks:
        x = float(found["cx"]) if "cx" in found else float(found["x"]) + float(found["width"]) / 2
        y = float(found["cy"]) if "cy" in found else float(found["y"]) + float(found["height"]) / 2
        assert 0 <= x <= 320 and 0 <= y <= 320


def test_both_ranges_are_drawn_for_every_scale_that_both_have() -> None:
    page = Page(fragment(ANNA, BEN, {}))
    ranges = Counter(
        name for found in page.having("class") for name in found["class"].split() if "__bar--" in name
    )
    assert ranges == {"ip-pair__bar--1": 21, "ip-pair__bar--2": 21}
