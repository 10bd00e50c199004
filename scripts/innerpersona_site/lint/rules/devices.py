"""Rules on turns of style that wear out when many articles have them: each warning says how many do."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator
from typing import Final

from innerpersona_site.diagnostics import Diagnostic
from innerpersona_site.lint.devices import find_start
from innerpersona_site.lint.page import ReadPage
from innerpersona_site.lint.quoting import passages_of
from innerpersona_site.lint.rules.base import Site, warning

SCENES: Final = 4
"""One article in so many may open with a scene of two people by name."""
STOCK: Final = 2
"""How often an article may say "goes with"."""
INVENTED: Final = 1
"""How many remarks in italics that something is made up an article may have."""
ALIKE: Final = 4
"""In how many articles a sentence may begin with the same four words; in larger libraries, in a tenth of them."""


def opening_scenes(site: Site) -> Iterator[Diagnostic]:
    """One article in four may open with a scene of two people by name; the youngest above that are told."""
    articles = site.articles()
    found = [page for page in articles if len(page.devices.people) > 1]
    allowed = max(1, len(articles) // SCENES)
    for page in found[allowed:]:
        people = " and ".join(page.devices.people[:2])
        message = (
            f"it opens with a scene of two people by name, {people}, as {len(found)} of {len(articles)} "
            f"articles do; {allowed} may"
        )
        hint = "Open with the reader (you), with one person, or with a question, and bring the two in later."
        yield warning("style-opening", page, page.devices.scene, 1, message, hint)


def stock_phrases(site: Site) -> Iterator[Diagnostic]:
    """A phrase that every finding could be told in, and remarks that examples are made up, are for use now and then."""
    articles = site.articles()
    stock = sum(len(page.devices.stock) for page in articles)
    invented = sum(len(page.devices.invented) for page in articles)
    for page in articles:
        if (count := len(page.devices.stock)) > STOCK:
            message = f'"goes with" stands here {count} times, and {stock} times in all articles; {STOCK} an article do'
            hint = "Say what was found: people who … also …; is linked to; the more …, the less …."
            yield warning("style-stock-phrase", page, page.devices.stock[STOCK], 1, message, hint)
        if (count := len(page.devices.invented)) > INVENTED:
            message = f"{count} remarks in italics say that something is made up, {invented} in all articles; one may"
            hint = "The editorial page says it for every example; say it where a reader could take a table for a test."
            yield warning("style-invented", page, page.devices.invented[INVENTED], 1, message, hint)


def sentence_starts(site: Site) -> Iterator[Diagnostic]:
    """Sentences that begin alike in many articles; the youngest of them is told."""
    articles = site.articles()
    counts = Counter(start for page in articles for start in _starts(page))
    allowed = max(ALIKE, len(articles) // 10)
    worn = {start for start, count in counts.items() if count > allowed}
    for page in reversed(articles if worn else ()):
        for start in sorted(worn.intersection(_starts(page))):
            worn.discard(start)
            line, words = find_start(passages_of(site.read_text(page.src_path)), start)
            message = f'a sentence begins "{words} …", as one does in {counts[start]} articles; {allowed} may'
            yield warning("style-start", page, line, 1, message, "Begin it with what is new in it.")


def _starts(page: ReadPage) -> array[int]:
    return array("I", page.devices.starts)
