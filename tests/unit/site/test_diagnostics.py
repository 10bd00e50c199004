"""How diagnostics are shown."""

from __future__ import annotations

from innerpersona_site.diagnostics import Diagnostic, Severity, did_you_mean, errors, format_all, ordered

ERROR = Diagnostic("a-code", Severity.ERROR, "docs/b.md", 3, 4, "Something is wrong", "Write:\n\n    this")
WARNING = Diagnostic("b-code", Severity.WARNING, "docs/a.md", 9, 1, "Something is odd")


def test_what_somebody_pushed_commands_no_terminal() -> None:
    named = "docs/a\nb\x1b[2J.md"
    fault = Diagnostic("code", Severity.ERROR, named, 1, 1, "\u202eis \udcff", "Write:\n\x1b]0;x\x07 a")
    assert fault.format() == (
        "docs/a\\nb\\x1b[2J.md:1:1: error[code]: \\u202eis \\udcff\n    Write:\n    ]0;x a"
    )


def test_text_gives_place_then_fault_then_remedy() -> None:
    assert ERROR.format() == "docs/b.md:3:4: error[a-code]: Something is wrong\n    Write:\n\n        this"
    assert WARNING.format() == "docs/a.md:9:1: warning[b-code]: Something is odd"


def test_all_are_shown_in_reading_order_once_and_counted() -> None:
    assert ordered([ERROR, WARNING, ERROR]) == [WARNING, ERROR]
    assert format_all([ERROR, WARNING, ERROR]).splitlines()[-1] == "1 error, 1 warning"
    assert format_all([]) == ""
    assert errors([ERROR, WARNING]) == [ERROR]


def test_json_has_plain_values() -> None:
    assert WARNING.as_json() == {
        "code": "b-code",
        "severity": "warning",
        "path": "docs/a.md",
        "line": 9,
        "column": 1,
        "message": "Something is odd",
        "hint": "",
    }


def test_the_nearest_word_is_offered_only_where_it_is_near() -> None:
    assert did_you_mean("takeaway", ["takeaways", "faq"]) == ' (did you mean "takeaways"?)'
    assert did_you_mean("zebra", ["takeaways", "faq"]) == ""
