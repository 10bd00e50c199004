"""Icons by name, from the icon set of Material for MkDocs: drawn into the page, so that nothing of it ships."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, cached_property, lru_cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Final

from innerpersona_site.diagnostics import did_you_mean

SETS: Final = ("material", "fontawesome", "octicons", "simple")

SHORTCODE: Final = re.compile(rf":((?:{'|'.join(SETS)})-[a-z0-9]+(?:-[a-z0-9]+)*):")
"""An icon in a text: `:material-heart:`."""

_SVG: Final = re.compile(r'<svg\b[^>]*?viewBox="(?P<box>[^"]+)"[^>]*>(?P<drawing>.*)</svg>', re.S)
_COMMENT: Final = re.compile(r"<!--.*?-->", re.S)


class IconError(ValueError):
    """There is no icon of that name; the text says which name is close."""


class IconSet:
    """The icons below a folder: `material-heart` is its file `material/heart.svg`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._svg = lru_cache(maxsize=None)(self._draw)

    def svg(self, name: str) -> str:
        """Return an icon as an SVG element that assistive technology passes over.

        Raises:
            IconError: if there is none of that name.
        """
        return self._svg(name)

    def fault(self, name: str) -> str:
        """Return what is wrong with an icon's name, for the check; nothing for one that there is."""
        if self._file(name):
            return ""
        return f'there is no icon "{name}"{did_you_mean(name, self.names)}'

    @cached_property
    def names(self) -> frozenset[str]:
        """Every icon's name."""
        files = (file for kind in SETS for file in (self._folder / kind).rglob("*.svg"))
        return frozenset("-".join(file.relative_to(self._folder).with_suffix("").parts) for file in files)

    def _draw(self, name: str) -> str:
        if not (file := self._file(name)):
            raise IconError(f"{self.fault(name)}.".capitalize())
        if not (drawn := _SVG.search(_COMMENT.sub("", file.read_text("utf-8")))):
            raise IconError(f"The icon {file} is no SVG drawing with a view box.")
        box, drawing = drawn["box"], drawn["drawing"].strip()
        return f'<svg class="ip-icon" viewBox="{box}" aria-hidden="true" focusable="false">{drawing}</svg>'

    def _file(self, name: str) -> Path | None:
        # A folder's name and a file's may both hold hyphens: each way to part the name is tried.
        parts = name.split("-")
        if parts[0] not in SETS:
            return None
        paths = (self._folder / parts[0] / way for way in _ways(parts[1:]))
        return next((path for path in paths if path.is_file()), None)


@cache
def material_icons() -> IconSet:
    """Return the icons of the installed Material for MkDocs.

    Raises:
        IconError: if it isn't installed.
    """
    try:
        folder = distribution("mkdocs-material").locate_file("material/templates/.icons")
    except PackageNotFoundError as fault:
        raise IconError(
            "Icons come from mkdocs-material, which isn't installed: run `make setup`."
        ) from fault
    return IconSet(Path(str(folder)))


def _ways(parts: list[str]) -> Iterator[str]:
    """Yield the paths that a name may stand for: in the set's own folder, then in one below it."""
    yield f"{'-'.join(parts)}.svg"
    for end in range(1, len(parts)):
        yield f"{'-'.join(parts[:end])}/{'-'.join(parts[end:])}.svg"
