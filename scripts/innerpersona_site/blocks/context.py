"""What rendering a page needs from outside, and what of it a page has used."""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Final

from innerpersona_site.content.apa import ApaStyle, Entries
from innerpersona_site.content.bibliography import Bibliography
from innerpersona_site.content.links import resolve_link
from innerpersona_site.content.model import Question


@dataclass(slots=True)
class Inputs:
    """What a page's HTML depends on beside its own text, each as it was asked for.

    `works` are bibliography keys, `instruments` quiz ids, `targets` the source paths that links lead to, and `drawings`
    the paths of pictures whose size was read. All are relative to the docs folder.
    """

    works: set[str] = field(default_factory=set)
    instruments: set[str] = field(default_factory=set)
    targets: set[str] = field(default_factory=set)
    drawings: set[str] = field(default_factory=set)


@dataclass(slots=True)
class RenderContext:
    """What all pages of a build share; the fields from `src_path` on belong to the page being rendered.

    `render_quiz` returns the form of an instrument as HTML, `form_digest` a hash of what it is made from. `unpublished`
    holds the source paths of pages that are not part of the site, links to which become text. `files` are the source
    paths of all pages and other files, links to which become addresses; paths are relative to the docs folder.
    `read_file` returns the text of one, None if there is none. `entries` keep what the style's processor makes of
    works. `text` returns a text of the catalogue by its key; without one, keys stand where the texts would. `questions`
    are those of the page rendered last, `profile_note` says whether it has one, `inputs` what it asked for, and
    `anchors` are the ids in it.
    """

    bibliography: Bibliography
    render_quiz: Callable[[str], str]
    form_digest: Callable[[str], str] = str
    unpublished: Collection[str] = ()
    files: Collection[str] = ()
    read_file: Callable[[str], str | None] = field(default=lambda path: None)
    entries: Entries | None = None
    text: Callable[..., str] = field(default=lambda key, **values: key)
    style: ApaStyle = field(init=False)
    src_path: str = "index.md"
    questions: list[Question] = field(default_factory=list)
    profile_note: bool = False
    inputs: Inputs = field(default_factory=Inputs)
    anchors: set[str] = field(default_factory=set)
    _sizes: dict[str, tuple[int, int] | None] = field(default_factory=dict)
    _works: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.style = ApaStyle(self.bibliography, self.entries)

    def begin(self, src_path: str) -> None:
        """Make ready for the page with this source path."""
        self.src_path = src_path
        self.questions = []
        self.profile_note = False
        self.inputs = Inputs()
        self.anchors = set()

    def quiz(self, instrument: str) -> str:
        """Return the form of an instrument as HTML."""
        self.inputs.instruments.add(instrument)
        return self.render_quiz(instrument)

    def knows_work(self, key: str) -> bool:
        """Whether the bibliography has a work of that key."""
        self.inputs.works.add(key)
        return key in self.bibliography

    def exists(self, path: str) -> bool:
        """Whether there is a page or another file with that path."""
        self.inputs.targets.add(path)
        return path in self.files

    def leads_nowhere(self, href: str) -> bool:
        """Whether a link on the page at hand leads to a page that is not part of the site."""
        target = resolve_link(self.src_path, href)
        if target is None:
            return False
        self.inputs.targets.add(target)
        return target in self.unpublished

    def drawing_size(self, path: str) -> tuple[int, int] | None:
        """Return width and height of an SVG file, in whole units of its view box; None where it has none."""
        self.inputs.drawings.add(path)
        return self._size(path)

    def _size(self, path: str) -> tuple[int, int] | None:
        if path not in self._sizes:
            self._sizes[path] = svg_size(self.read_file(path) or "")
        return self._sizes[path]

    def relative(self, target: str) -> str:
        """Return a path relative to the docs folder as a link from the page being rendered."""
        path, mark, anchor = target.partition("#")
        return posixpath.relpath(path, posixpath.dirname(self.src_path) or ".") + mark + anchor

    def _work(self, key: str) -> str:
        """Return a work as JSON, empty if there is none; many pages cite the same."""
        if key not in self._works:
            known = key in self.bibliography
            self._works[key] = json.dumps(self.bibliography.works[key].csl) if known else ""
        return self._works[key]

    def digest(self, inputs: Inputs) -> str:
        """Return a digest of what these inputs are now: the same as long as a page that used them need not be rendered.

        What a citation or an entry looks like also depends on the version of the style and of its processor.
        """
        state = (
            [(key, self._work(key)) for key in sorted(inputs.works)],
            [(id, self.form_digest(id)) for id in sorted(inputs.instruments)],
            [(path, path in self.files, path in self.unpublished) for path in sorted(inputs.targets)],
            [(path, self.read_file(path)) for path in sorted(inputs.drawings)],
        )
        return hashlib.blake2b(json.dumps(state).encode(), digest_size=16).hexdigest()


_VIEW_BOX: Final = re.compile(
    r"<svg\b[^>]*?\sviewBox=\"\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)\s*\""
)


def svg_size(source: str) -> tuple[int, int] | None:
    """Return width and height of a drawing, in whole units of its view box; None where it has none."""
    found = _VIEW_BOX.search(source)
    return (round(float(found[1])), round(float(found[2]))) if found else None
