"""Read the data files that ship inside the package, from a folder or from a zip on sys.path."""

from typing import Any, Protocol, cast


class _DataLoader(Protocol):
    """The part of an import loader that this module needs (file system and zip importers both have it)."""

    def get_data(self, path: str) -> bytes: ...


def package_folder() -> str:
    """Return the folder of this package; inside a zip it is a path that no file system has."""
    return __file__.replace("\\", "/").rpartition("/")[0]


def read_text(name: str) -> str:
    """Return the text of the package file `name`, for instance "texts/report.toml".

    The package's own loader reads it: importlib.resources would pull zipfile, tempfile and more into the
    browser's start-up for the same bytes.

    Raises OSError when the package holds no such file.
    """
    loader = cast(_DataLoader, __spec__.loader)
    return loader.get_data(f"{package_folder()}/{name}").decode("utf-8")


def parse_toml(source: str) -> dict[str, Any]:
    """Return the table written in TOML; tomllib.TOMLDecodeError, a ValueError, if it is not valid.

    The parser is imported on first use: it brings datetime along, and an engine that is starting up has no
    use for either yet.
    """
    import tomllib

    return tomllib.loads(source)
