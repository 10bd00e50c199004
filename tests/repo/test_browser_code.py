"""The browser code stays small: what a quiz page loads besides the engine."""

from pathlib import Path

from browser_code import measure

MOST_BYTES = 30_000


def test_a_quiz_page_loads_no_more_than_it_may(root: Path) -> None:
    code = measure(root)
    assert {"main.mjs", "client.mjs", "session.mjs", "quiz.css", "report.css"} <= set(code.files)
    assert "worker.mjs" not in code.files
    assert code.compressed <= MOST_BYTES
