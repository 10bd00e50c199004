"""The check of a site's content as a command makes it: where nothing has changed, what the last one found holds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from innerpersona_site.cache import Cache, digest, dump, load
from innerpersona_site.diagnostics import Diagnostic
from innerpersona_site.sources import Site, read_inputs, signatures
from innerpersona_site.workers import default_jobs

if TYPE_CHECKING:
    from innerpersona_site.lint.runner import Checked


@dataclass(frozen=True, slots=True)
class Findings:
    """What a check found.

    Attributes:
        pages: how many pages were checked.
        diagnostics: all that was found, in no order.
        checked: the content as it was read; None where nothing had changed and nothing was read.
    """

    pages: int
    diagnostics: tuple[Diagnostic, ...]
    checked: Checked | None = None


def check(site: Site, cache: Cache, *, read: bool = False) -> Findings:
    """Check the sources of a site.

    Args:
        site: the sources.
        cache: where pages and findings are stored.
        read: whether the content must be read even where nothing has changed.

    Raises:
        SourceError: the sources can't be read.
    """
    folder = str(Path.cwd())
    name = f"check {site.root.absolute()}"
    former, known, pages, found = load(cache.record(name) or b"") or ("", {}, 0, ())
    inputs = read_inputs(site, known)
    # Paths in what was found are relative to the folder that the command ran in.
    fingerprint = digest(inputs.fingerprint(), folder, str(site.root), site.day.isoformat())
    if fingerprint == former and not read:
        return Findings(pages, found)
    # What reads and checks pages is imported where there is something to check.
    from innerpersona_site.lint.runner import check_site

    checked = check_site(site, inputs, cache, default_jobs())
    pages, found = len(checked.pages), checked.diagnostics
    touched = signatures([*inputs.docs.values(), *inputs.theme.values()])
    cache.set_record(name, dump((fingerprint, touched, pages, found)))
    return Findings(pages, found, checked)
