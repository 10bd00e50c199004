"""Pages that offer a quiz claim nothing that a medical device does."""

import pytest

from innerpersona_site.lint.reading import read_page

QUIZ = "\n/// quiz\n    instrument: attachment\n///\n"


def found(path: str, text: str, title: str = "A quiz", more: str = "") -> list[tuple[int, int, str]]:
    front = f"---\ntitle: {title}\ndescription: {'Words to fill it. ' * 4}\n{more}---\n\n"
    page = read_page(path, f"docs/{path}", front + text)
    return [(f.line, f.column, f.message.split('"')[1]) for f in page.faults if f.code == "medical-claim"]


def test_the_text_of_a_page_with_a_quiz_is_read() -> None:
    text = (
        f"This is no diagnosis.\nIt treats [insomnia](x.md) and\ncures it.\n{QUIZ}\n## A screening for you\n"
    )
    assert sorted(found("quiz/a.md", text)) == [(7, 4, "treats"), (8, 1, "cures"), (14, 3, "screening")]


def test_its_title_and_description_are_read_too() -> None:
    assert found("quiz/a.md", QUIZ, title="Your diagnosis") == [(2, 6, "diagnosis")]


def test_a_page_of_quizzes_is_read_by_its_template() -> None:
    assert found("quiz/index.md", "A screening.", more="template: quizzes.html\n") == [(7, 3, "screening")]


@pytest.mark.parametrize("path", ["about/method.md", "articles/a.md"])
def test_other_pages_may_write_of_treatment(path: str) -> None:
    assert found(path, "Treatment helps many; a diagnosis comes first.") == []


def test_what_leads_from_an_article_to_a_quiz_is_read() -> None:
    text = "/// call-to-action | Get your diagnosis\n    to: quiz/attachment.md\n\nIt cures you.\n///\n"
    assert {words for _, _, words in found("articles/a.md", text)} == {"diagnosis", "cures"}
