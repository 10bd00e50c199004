"""Questionnaires as the files of their folders, to be changed and read."""

from collections.abc import Callable

from innerpersona_quiz.instruments.parsing import Read
from innerpersona_quiz.resources import read_text

QUESTIONNAIRE, TEXTS, RATIONALE = "questionnaire.toml", "texts.toml", "rationale.toml"

type Change = Callable[[str], str]


def files_of(id: str) -> dict[str, str]:
    """Return the files of one of the package's questionnaires, by name."""
    return {name: read_text(f"instruments/{id}/{name}") for name in (QUESTIONNAIRE, TEXTS, RATIONALE)}


def changed(id: str, name: str, change: Change) -> dict[str, str]:
    """Return the files with one of them changed, which the change must do something to."""
    files = files_of(id)
    after = change(files[name])
    assert after != files[name], "the change changes nothing"
    return files | {name: after}


def reader(files: dict[str, str]) -> Read:
    """Return what reads these files; OSError for any other, as for a file that is not there."""

    def read(name: str) -> str:
        if name not in files:
            raise FileNotFoundError(name)
        return files[name]

    return read
