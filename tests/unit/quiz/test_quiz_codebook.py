"""The codebook: the page is what the command prints, and the command prints every item."""

from pathlib import Path

import pytest

from innerpersona_quiz.cli import main
from innerpersona_quiz.instruments import instrument_ids, load_instrument
from innerpersona_quiz.wire import research

PAGE = Path(__file__).parents[3] / "docs/about/codebook.md"


def printed(capfdbinary: pytest.CaptureFixture[bytes], *ids: str) -> str:
    assert main(["codebook", *ids]) == 0
    return capfdbinary.readouterr().out.decode("utf-8")


def test_the_page_is_current(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    _, _, body = PAGE.read_text(encoding="utf-8").split("---\n", 2)
    assert body.strip() == printed(capfdbinary).strip(), "write it anew: innerpersona-quiz codebook"


def test_every_variable_is_there(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    found = printed(capfdbinary)
    for id in instrument_ids():
        for item in load_instrument(id).items:
            assert f"| `{item.id}` | {item.text} |" in found
    for field in research._KNOWN:
        assert f"| `{field}` |" in found


def test_one_questionnaire_alone(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    found = printed(capfdbinary, "conflict")
    assert "int01" in found and "anx01" not in found
