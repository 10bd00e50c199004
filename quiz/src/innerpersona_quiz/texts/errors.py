"""What is wrong with a request, in the words of texts/errors.toml."""

from collections.abc import Iterable

from innerpersona_quiz.errors import RequestError
from innerpersona_quiz.texts import fill, package_texts, package_writer


def sentence(*path: str, **values: object) -> str:
    """Return what texts/errors.toml has at a path, filled; KeyError if there is nothing."""
    return package_writer("errors").plain(*path, **values)


def request_error(code: str, field: str | None, /, *path: str, **values: object) -> RequestError:
    """Return an error in the words at a path of texts/errors.toml, those of its code where no path is given."""
    return RequestError(code, field, sentence(*(path or (code,)), **values))


def quoted_list(names: Iterable[str]) -> str:
    """Return names as an error lists them: “one”, “other”."""
    from innerpersona_quiz.texts.numbers import enumerated

    item = package_texts("errors")["list"]["item"]
    return enumerated([fill(item, {"name": name}) for name in names])
