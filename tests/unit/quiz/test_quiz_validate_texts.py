"""The rules for the texts of reports: all faults at once, each with its place and its fix."""

from collections.abc import Callable

import pytest

from innerpersona_quiz.instruments import instrument_ids
from innerpersona_quiz.resources import parse_toml, read_text
from innerpersona_quiz.validation.texts import text_faults

TEXTS = {id: read_text(f"report/texts/{id}.toml") for id in instrument_ids()}

type Change = Callable[[str], str]


def scales_of(id: str) -> dict[str, list[str]]:
    table = parse_toml(read_text(f"instruments/{id}.toml"))
    return {scale["id"]: [facet["id"] for facet in scale.get("facets", [])] for scale in table["scales"]}


TEXT_CHANGES: list[tuple[str, str, Change, str, str, str]] = [
    (
        "a level without its text",
        "conflict",
        lambda s: s.replace("very_low.describes = ", "# ", 1),
        "scales.integrating.very_low.describes",
        "missing",
        "Write it",
    ),
    (
        "a value's level without its text",
        "values",
        lambda s: s.replace('middle = "You take charge when somebody has to."\n', ""),
        "values.power.middle",
        "missing",
        "Write it",
    ),
    (
        "a facet's level without its text",
        "attachment",
        lambda s: s.replace('low = "Once you know that you matter, the knowledge lasts."\n', ""),
        "facets.reassurance.low",
        "missing",
        "Write it",
    ),
    (
        "an empty text",
        "values",
        lambda s: s.replace('very_low = "Winning leaves you cold."', 'very_low = " "'),
        "values.achievement.very_low",
        "empty",
        "Write it",
    ),
    (
        "a text that nothing shows",
        "conflict",
        lambda s: s.replace("[lead]\n", '[lead]\nopne = "x"\n'),
        "lead.opne",
        "not known",
        'Did you mean "open"?',
    ),
    (
        "a link without its page",
        "conflict",
        lambda s: s.replace('open = "', 'open = "[words](articles/) ', 1),
        "lead.open",
        "brackets that are no link",
        "[words](articles/secure-attachment.md#a-part)",
    ),
    (
        "a source that is not there",
        "values",
        lambda s: s.replace("{forer1949fallacy}", "{forer1948fallacy}"),
        "careful",
        'cites "forer1948fallacy"',
        'Did you mean "forer1949fallacy"?',
    ),
    (
        "a source that nothing cites",
        "values",
        lambda s: s.replace(" {vanderwal2024values}", ""),
        "sources.vanderwal2024values",
        "No text cites it",
        "Cite it",
    ),
    (
        "a source without its full form",
        "conflict",
        lambda s: s.replace('{ short = "Rahim, 1983", full', '{ short = "Rahim, 1983", long'),
        "sources.rahim1983measure",
        "just `short` and `full`",
        "short =",
    ),
]


@pytest.mark.parametrize(
    ("id", "change", "key", "problem", "fix"),
    [case[1:] for case in TEXT_CHANGES],
    ids=[case[0] for case in TEXT_CHANGES],
)
def test_each_fault_of_the_texts_has_a_key_a_line_and_a_fix(
    id: str, change: Change, key: str, problem: str, fix: str
) -> None:
    source = TEXTS[id]
    assert text_faults(id, scales_of(id), source, "t.toml") == ()
    changed = change(source)
    assert changed != source
    found = [fault for fault in text_faults(id, scales_of(id), changed, "t.toml") if fault.key == key]
    assert len(found) == 1 and found[0].line > 0
    assert problem in found[0].problem and fix in found[0].fix


def test_broken_texts_are_one_fault() -> None:
    (fault,) = text_faults("values", scales_of("values"), "title = ", "t.toml")
    assert "not valid TOML" in fault.problem


def test_a_new_instrument_needs_a_text_for_every_band() -> None:
    faults = text_faults("sleep", {"depth": []}, 'title = "Sleep"', "t.toml")
    missing = {fault.key for fault in faults}
    assert {f"scales.depth.{band}.describes" for band in ("very_low", "middle", "very_high")} <= missing
    assert "title" not in missing and "careful" in missing
