"""What was found, in each of its forms."""

from __future__ import annotations

import json
from html.parser import HTMLParser

from innerpersona_site.diagnostics import Diagnostic, Severity
from innerpersona_site.lint.report import as_editor_lines, as_html, as_json, as_text

NOTE = Diagnostic("c-code", Severity.NOTE, "docs/a.md", 1, 1, "Nobody cites it")
WARNING = Diagnostic("b-code", Severity.WARNING, "docs/a.md", 9, 1, "Something is odd")
ERROR = Diagnostic("a-code", Severity.ERROR, "docs/b.md", 3, 4, "<script> & “quotes”", "Write:\n<b>")
ALL = [ERROR, WARNING, NOTE]


def test_text_counts_notes_and_shows_them_where_asked_for() -> None:
    hidden, shown = as_text(ALL, 2), as_text(ALL, 2, notes=True)
    assert "Nobody cites it" not in hidden
    assert hidden.endswith("1 error, 1 warning, 1 note (--notes shows them)")
    assert "docs/a.md:1:1: note[c-code]: Nobody cites it" in shown
    assert shown.endswith("1 error, 1 warning, 1 note")
    assert as_text([], 2) == "2 pages checked, nothing found."


def test_json_holds_everything_in_reading_order() -> None:
    assert [fault["code"] for fault in json.loads(as_json(ALL, 2))] == ["c-code", "b-code", "a-code"]
    assert json.loads(as_json([], 2)) == []


def test_editor_lines_are_lines_and_nothing_else() -> None:
    assert as_editor_lines(ALL, 2).splitlines() == [
        "docs/a.md:9:1: warning: Something is odd [b-code]",
        "docs/b.md:3:4: error: <script> & “quotes” [a-code]",
    ]
    assert as_editor_lines([], 2) == ""


def test_the_page_shows_errors_first_loads_nothing_and_runs_nothing() -> None:
    tags: list[tuple[str, list[str]]] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            tags.append((tag, [name for name, _ in attrs]))

    html = as_html(ALL, "The site can't be built", "Mend these:")
    Reader().feed(html)
    assert {"script", "link", "img", "b"}.isdisjoint(tag for tag, _ in tags)
    assert not any(name.startswith("on") or name in ("src", "href") for _, names in tags for name in names)
    assert "&lt;script&gt; &amp; “quotes”" in html
    assert html.index("a-code") < html.index("b-code") < html.index("c-code")
    assert "Mend these: 1 error, 1 warning, 1 note." in html
