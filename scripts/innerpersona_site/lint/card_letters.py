"""Whether social cards can show the letters of titles: their typefaces are the theme's, which have few alphabets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from innerpersona_site.cache import Cache
from innerpersona_site.diagnostics import Diagnostic, Severity
from innerpersona_site.lint.page import ReadPage
from innerpersona_site.sources import SourceFile

TITLES: Final = "assets/fonts/serif-semibold.woff2"
"""The typeface that titles are set in."""
_SHOWN: Final = 12


def check_card_letters(
    pages: Iterable[ReadPage], letters: Callable[[], frozenset[str]]
) -> Iterator[Diagnostic]:
    """Yield a warning for each title with letters that its card would leave out; `letters` returns those it has."""
    titled = [page for page in pages if page.document is not None and not page.document.front.title.isascii()]
    if not titled:
        return
    known = letters()
    for page in titled:
        title = page.document.front.title if page.document else ""
        missing = [sign for sign in dict.fromkeys(title) if sign not in known and not sign.isspace()]
        if missing:
            shown = " ".join(missing[:_SHOWN])
            message = f"the picture for other sites leaves out what its typeface lacks: {shown}"
            hint = 'Give the article a picture of its own: image: {file: images/repair.svg, alt: "What it shows"}'
            place = page.key_position("title")
            yield Diagnostic("title-letters", Severity.WARNING, page.path, *place, message, hint)


def letters_of(font: SourceFile, cache: Cache) -> frozenset[str]:
    """Return the characters that a typeface has; the cache remembers them."""
    name = f"letters:{font.digest}"
    stored = cache.get(name)
    if stored is None:
        stored = "".join(map(chr, _read(font.file))).encode("utf-8", "surrogatepass")
        cache.put_many({name: stored})
    return frozenset(stored.decode("utf-8", "surrogatepass"))


def _read(file: Path) -> Iterable[int]:
    from fontTools.ttLib import TTFont  # most sites are in Latin letters

    cmap: dict[int, str] = TTFont(file).getBestCmap()
    return cmap.keys()
