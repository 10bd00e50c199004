"""The one way to make a site: `build(site, out)`, for the command line, the preview, the publisher and the tests.

Sources are read and checked, facts made, pages rendered on all processors or taken from the cache, and everything else
that the site holds is emitted beside them. The folder of the site changes only at the very end, so a build that fails
leaves it as it was.
"""

from __future__ import annotations

import fcntl
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from innerpersona_site.cache import Cache, digest, dump, load
from innerpersona_site.diagnostics import Diagnostic, format_all, ordered
from innerpersona_site.output.tree import Changes, Emitted, OutputError, OutputTree, recover, refuse_foreign
from innerpersona_site.sources import Signature, Site, SourceError, read_inputs, signatures
from innerpersona_site.workers import default_jobs

OUTPUTS: Final = ("engine", "search", "cards", "copies")
"""What a build may leave out: the quiz's engine, the search index, social cards, and Markdown copies with feeds."""


class BuildError(RuntimeError):
    """The site can't be built; the text says why and what to do."""


class ContentFaults(BuildError):
    """The content has errors; `diagnostics` holds all that was found."""

    def __init__(self, diagnostics: list[Diagnostic]) -> None:
        super().__init__(f"The content has errors, so the site was not built.\n{format_all(diagnostics)}")
        self.diagnostics = tuple(ordered(diagnostics))


@dataclass(frozen=True, slots=True)
class Options:
    """How a site is built, none of which changes what is built but `without`.

    Attributes:
        without: outputs to leave out, of `OUTPUTS`.
        jobs: how many processes work on pages.
        cache: whether pages are taken from the cache and put there.
        progress: called with a line before what takes long.
    """

    without: frozenset[str] = frozenset()
    jobs: int = 0
    cache: bool = True
    progress: Callable[[str], None] = lambda line: None


@dataclass(frozen=True, slots=True)
class Report:
    """What a build did.

    Attributes:
        pages: how many pages the site has.
        rendered: how many of them had to be rendered.
        changes: how many files were written, left alone and removed.
        diagnostics: warnings and notes on the content, and in a preview errors of single pages.
        unpublished: source path, as a diagnostic has it, and root-relative URL of each page that isn't published.
        refused: the same of each page that errors keep out of a preview.
        waiting: articles whose day is to come: day, source path, title.
        left_out: files below docs/ that are no part of the site.
        trouble: a sentence on what is wrong with the cache, empty where nothing is.
    """

    pages: int
    rendered: int
    changes: Changes
    diagnostics: tuple[Diagnostic, ...] = ()
    unpublished: tuple[tuple[str, str], ...] = ()
    waiting: tuple[tuple[str, str, str], ...] = ()
    left_out: tuple[str, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is recorded of a built folder: of what it was made, by which files, and the report.

    `search` holds the digest of each page's search text by the page's path in the site.
    """

    fingerprint: str = ""
    files: dict[str, Emitted] = field(default_factory=dict)
    signatures: dict[str, tuple[Signature, str]] = field(default_factory=dict)
    search: dict[str, str] = field(default_factory=dict)
    report: Report | None = None


def build(site: Site, out: Path, options: Options = Options()) -> Report:
    """Build a site into a folder, which then holds that site and nothing else.

    Args:
        site: the sources.
        out: made if it isn't there. What it holds of a former build is used again where nothing has changed.
        options: how.

    Raises:
        ContentFaults: the content has errors; in a preview, only where they aren't those of single pages.
        BuildError: something else is in the way. In both cases the folder is as it was.
    """
    out = out.absolute()
    cache = Cache(site.cache / "build" if options.cache else None)
    try:
        with _locked(out):
            recover(out)
            manifest = load(cache.record(f"site {out}") or b"") or Manifest()
            refuse_foreign(out, manifest.files)
            inputs = read_inputs(site, manifest.signatures)
            how = (
                str(site.root),
                site.url,
                site.day.isoformat(),
                str(site.preview),
                *sorted(options.without),
            )
            fingerprint = digest(inputs.fingerprint(), *how)
            tree = OutputTree(out, manifest.files)
            if manifest.report and manifest.fingerprint == fingerprint and tree.is_untouched():
                changes = Changes(0, len(manifest.files), 0)
                return replace(manifest.report, rendered=0, changes=changes, trouble=cache.trouble)
            # What makes a site is imported where there is one to make.
            from innerpersona_site.pipeline import make

            try:
                report, search = make(site, inputs, tree, manifest, cache, options)
                changes, files = tree.commit()
            finally:
                tree.discard()
            report = replace(report, changes=changes, trouble=cache.trouble)
            known = signatures([*inputs.docs.values(), *inputs.theme.values()])
            cache.set_record(f"site {out}", dump(Manifest(fingerprint, files, known, search, report)))
            cache.finish()
            return replace(report, trouble=cache.trouble)
    except (OutputError, SourceError) as fault:
        raise BuildError(str(fault)) from fault
    finally:
        cache.close()


def jobs_of(options: Options) -> int:
    """Return how many processes a build may use."""
    return options.jobs or default_jobs()


@contextmanager
def _locked(out: Path) -> Iterator[None]:
    """Let one build at a time write into a folder; the lock goes with the process that holds it."""
    # Beside the folder it would be in the way, and the cache may be off.
    name = f"innerpersona-{os.getuid()}-{digest(str(out))[:16]}.lock"
    handle = os.open(Path(tempfile.gettempdir()) / name, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print(f"Another build writes into {out}; waiting for it …", file=sys.stderr, flush=True)
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
