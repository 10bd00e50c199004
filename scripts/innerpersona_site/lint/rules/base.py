"""What every rule is given and gives."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from innerpersona_site.content.bibliography import Bibliography
from innerpersona_site.content.vocabulary import Vocabulary
from innerpersona_site.diagnostics import Diagnostic, Severity
from innerpersona_site.lint.page import Reading, ReadPage, own_runs
from innerpersona_site.lint.repeats import Repeated


@dataclass(frozen=True, slots=True)
class Site:
    """What rules may know beyond the page at hand. Paths are relative to the docs folder.

    `files` are the files that are no pages, such as pictures; None where nobody has looked, and then links to them
    aren't judged. `read_text` returns the text of a page's file, which is asked for only to quote from it.
    `repeated` is what an earlier check found of words that stand in two articles; this one puts in what it finds.
    `load_runs` returns the hashes of articles' runs of words. `vocabulary` is what front matter may name; None where
    the settings can't be read, and then it isn't judged. `today` is the day of the check.
    """

    bibliography: Bibliography
    instruments: Collection[str]
    pages: Mapping[str, ReadPage]
    unpublished: Collection[str] = ()
    files: Collection[str] | None = None
    read_text: Callable[[str], str] = field(default=lambda path: "")
    repeated: dict[str, Repeated] = field(default_factory=dict)
    load_runs: Callable[[Sequence[ReadPage]], list[bytes]] = own_runs
    vocabulary: Vocabulary | None = None
    today: datetime.date = datetime.date.min

    def articles(self) -> list[ReadPage]:
        """Return the articles, oldest first; those of one day, and those whose date can't be read, by path."""

        def age(page: ReadPage) -> tuple[str, str]:
            date = page.document.front.date if page.document else None
            return (date.isoformat() if date else "", page.src_path)

        return sorted((page for page in self.pages.values() if page.is_article), key=age)


type PageRule = Callable[[Reading], Iterator[Diagnostic]]
"""From a page as it is read to faults that depend on it alone."""

type Rule = Callable[[ReadPage, Site], Iterator[Diagnostic]]
"""From a page that was read and what is known of the site to faults that depend on both."""

type SiteRule = Callable[[Site], Iterator[Diagnostic]]
"""From the site to faults that show only when its pages are seen together."""


def error(code: str, page: Reading | ReadPage, line: int, column: int, message: str, hint: str) -> Diagnostic:
    """Return a fault that must be mended."""
    return Diagnostic(code, Severity.ERROR, page.path, line, column, message, hint)


def warning(
    code: str, page: Reading | ReadPage, line: int, column: int, message: str, hint: str
) -> Diagnostic:
    """Return a fault that somebody should look at."""
    return Diagnostic(code, Severity.WARNING, page.path, line, column, message, hint)
