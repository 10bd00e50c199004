"""The questions of a page as plain text."""

from __future__ import annotations

from pathlib import Path

import pytest

from innerpersona_site.content.bibliography import read_bibliography
from innerpersona_site.content.model import Question
from innerpersona_site.markdown.context import RenderContext
from innerpersona_site.pages import markdown

REFERENCES = Path(__file__).parents[2] / "golden" / "site" / "references.bib"


@pytest.fixture
def context() -> RenderContext:
    bibliography, _ = read_bibliography(REFERENCES.read_text("utf-8"), "references.bib")
    return RenderContext(bibliography, lambda instrument: "")


def render(context: RenderContext, body: str) -> list[Question]:
    return list(markdown.render(body, "articles/a.md", context).questions)


def test_a_question_and_its_answer_read_as_they_look(context: RenderContext) -> None:
    body = (
        "/// faq\n\n//// question | Can I *become* secure?\n"
        'Yes & no: it\'s "slow" [@hazan1987romantic], see [here](#x) and `a < b`.\n\n'
        "- One\n- Two\n\n| A | B |\n|---|---|\n| c | d |\n\n////\n\n///\n"
    )
    assert render(context, body) == [
        Question(
            "faq-can-i-become-secure",
            "Can I become secure?",
            "Yes & no: it’s “slow” (Hazan & Shaver, 1987), see here and a < b. One Two A B c d",
        )
    ]


def test_a_loose_list_says_nothing_twice(context: RenderContext) -> None:
    body = "/// faq\n\n//// question | Why?\n- One\n\n- Two\n\n////\n\n///\n"
    assert render(context, body)[0].answer == "One Two"
