"""The rules for the texts of reports: all faults at once, each with its place and its fix."""

import pytest

from innerpersona_quiz.validation import check
from tests.unit.quiz.folders import QUESTIONNAIRE, RATIONALE, TEXTS, Change, changed, files_of, reader

TEXT_CHANGES: list[tuple[str, str, Change, str, str, str]] = [
    (
        "a blank that nothing fills",
        "conflict",
        lambda s: s.replace('open = "No one', 'open = "$who No one', 1),
        "report.lead.open",
        'Nothing is put in for "$who"',
        "Known here: none",
    ),
    (
        "a region without its words",
        "attachment",
        lambda s: s.replace('means = "Standing on', 'meens = "Standing on'),
        "report.regions.dismissing.means",
        "missing",
        "Write it",
    ),
    (
        "a friction without something to try",
        "conflict",
        lambda s: s.replace('try = "Agree on ten', 'tri = "Agree on ten'),
        "comparison.frictions.press_avoid.try",
        "missing",
        "some pairs",
    ),
    (
        "an odd strength of evidence",
        "conflict",
        lambda s: s.replace('strength = "theory"', 'strength = "rumour"', 1),
        "comparison.frictions.two_dominators.strength",
        '"rumour" is not known',
        "meta-analysis",
    ),
    (
        "a level without its text",
        "conflict",
        lambda s: s.replace("very_low.describes = ", "# ", 1),
        "report.scales.integrating.very_low.describes",
        "missing",
        "Write it",
    ),
    (
        "a value's level without its text",
        "values",
        lambda s: s.replace('middle = "Having a say counts no more and no less than the rest."\n', ""),
        "report.values.power.middle",
        "missing",
        "Write it",
    ),
    (
        "a facet's level without its text",
        "attachment",
        lambda s: s.replace('low = "Once you know that you matter, it stays with you."\n', ""),
        "report.facets.reassurance.low",
        "missing",
        "Write it",
    ),
    (
        "an escape for a control character",
        "values",
        lambda s: s.replace('very_low = "Winning leaves', 'very_low = "Winning\\u0001 leaves'),
        "report.values.achievement.very_low",
        "U+0001",
        "Delete",
    ),
    (
        "an empty text",
        "values",
        lambda s: s.replace('very_low = "Winning leaves you cold."', 'very_low = " "'),
        "report.values.achievement.very_low",
        "empty",
        "Write it",
    ),
    (
        "a text that nothing shows",
        "conflict",
        lambda s: s.replace("[report.lead]\n", '[report.lead]\nopne = "x"\n'),
        "report.lead.opne",
        "not known",
        'Did you mean "open"?',
    ),
    (
        "a link without its page",
        "conflict",
        lambda s: s.replace('open = "', 'open = "[words](articles/) ', 1),
        "report.lead.open",
        "brackets that are no link",
        "[words](articles/secure-attachment.md#a-part)",
    ),
    (
        "a source that is not there",
        "values",
        lambda s: s.replace("{forer1949fallacy}", "{forer1948fallacy}"),
        "report.careful",
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
    assert {fault.level for fault in check(reader(files_of(id)), "x", id)} <= {"note"}
    found = [fault for fault in check(reader(changed(id, TEXTS, change)), "x", id) if fault.key == key]
    assert len(found) == 1 and found[0].line > 0 and found[0].file == "x/texts.toml"
    assert problem in found[0].problem and fix in found[0].fix


def test_faults_of_both_files_and_of_the_report_come_together() -> None:
    """A wording that is missing hides nothing of what else the texts lack."""
    files = changed(
        "conflict",
        TEXTS,
        lambda s: (
            s.replace("very_low.describes = ", "# ", 1)
            .replace("int01 = ", "# ", 1)
            .replace("open = ", "opne = ", 1)
        ),
    )
    keys = {fault.key for fault in check(reader(files), "x", "conflict") if fault.level == "error"}
    assert {
        "items.int01",
        "report.scales.integrating.very_low.describes",
        "report.lead.open",
        "report.lead.opne",
    } == keys


def test_a_new_instrument_needs_a_text_for_every_band() -> None:
    files = {
        QUESTIONNAIRE: """
id = "sleep"
version = "0.1.0"
kind = "profile"
minutes = 1
response_scale = "agreement7"
items = [
  { id = "one", scale = "depth", reverse = false, short_form = false },
  { id = "two", scale = "depth", reverse = true, short_form = false },
  { id = "three", scale = "depth", reverse = false, short_form = false },
]
[[scales]]
id = "depth"
""",
        TEXTS: 'title = "Sleep"',
    }
    missing = {fault.key for fault in check(reader(files), "x", "sleep")}
    assert {
        f"report.scales.depth.{band}.describes" for band in ("very_low", "middle", "very_high")
    } <= missing
    assert {"instructions", "scales.depth", "items.one"} <= missing
    assert "title" not in missing and "report.careful" not in missing  # every report has that


def test_what_is_still_to_be_written_is_a_warning() -> None:
    files = changed("conflict", TEXTS, lambda s: s.replace('open = "No one', 'open = "‹what› No one', 1))
    (found,) = [fault for fault in check(reader(files), "x", "conflict") if fault.level == "warning"]
    assert found.key == "report.lead.open" and found.line > 0 and "‹what›" in found.problem


def test_near_pairs_inside_a_short_form_are_noted() -> None:
    def notes(files: dict[str, str]) -> list[str]:
        return [fault.problem for fault in check(reader(files), "x", "attachment") if fault.level == "note"]

    assert notes(files_of("attachment")) == []
    paired = changed("attachment", QUESTIONNAIRE, lambda s: s.replace('"anx05", "anx11"', '"anx02", "anx05"'))
    assert ["anx02 and anx05" in note for note in notes(paired)] == [True]


@pytest.mark.parametrize("id", ["attachment", "conflict", "values"])
def test_no_questionnaire_of_the_package_asks_nearly_the_same_twice_in_its_short_form(id: str) -> None:
    assert not check(reader(files_of(id)), "x", id)


RATIONALES: list[tuple[str, Change, str, str]] = [
    (
        "an item without reasons",
        lambda s: s.replace("[items.dom02]", "[items.dom09]"),
        "items.dom02",
        "missing",
    ),
    (
        "reasons of no item",
        lambda s: s + '\n[items.dom09]\nidea = "x"\nchanged = "x"\n',
        "items.dom09",
        "nothing",
    ),
    ("no idea", lambda s: s.replace("idea = ", "# ", 1), "items.int01.idea", "missing"),
    ("no change", lambda s: s.replace("changed = ", "# ", 1), "items.int01.changed", "missing"),
    (
        "an empty one",
        lambda s: s.replace('idea = "Pressing by', 'idea = ""  # ', 1),
        "items.dom02.idea",
        "empty",
    ),
    (
        "a word too many",
        lambda s: s.replace("idea = ", 'why = "x"\nidea = ', 1),
        "items.int01.why",
        "not known",
    ),
    ("another table", lambda s: s + "\n[more]\n", "more", "not known"),
    ("no list", lambda s: "items = 3\n", "items", "not a table"),
]


@pytest.mark.parametrize(("name", "change", "key", "problem"), RATIONALES, ids=[row[0] for row in RATIONALES])
def test_each_fault_of_the_reasons_has_a_key_and_a_fix(
    name: str, change: Change, key: str, problem: str
) -> None:
    found = check(reader(changed("conflict", RATIONALE, change)), "x", "conflict")
    (fault,) = [one for one in found if one.key == key]
    assert fault.level == "error" and problem in fault.problem and fault.fix
    assert fault.file == "x/rationale.toml"


def test_a_questionnaire_without_reasons_or_with_unwritten_ones_is_reported() -> None:
    files = files_of("conflict")
    del files[RATIONALE]
    (fault,) = check(reader(files), "x", "conflict")
    assert (fault.file, fault.level) == ("x/rationale.toml", "error") and "missing" in fault.problem
    files = changed("conflict", RATIONALE, lambda s: s.replace('changed = "', 'changed = "‹what› ', 1))
    (fault,) = check(reader(files), "x", "conflict")
    assert (fault.key, fault.level) == ("items.int01.changed", "warning") and fault.line > 0
