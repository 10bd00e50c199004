"""What a page needs from outside, and what of it a page has used."""

from __future__ import annotations

import hashlib
import json
import posixpath
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field

from innerpersona_site.content.apa import ApaStyle, Entries
from innerpersona_site.content.bibliography import Bibliography
from innerpersona_site.content.gathered import Term
from innerpersona_site.content.glossary import Glossary
from innerpersona_site.content.links import resolve_link
from innerpersona_site.content.model import is_article
from innerpersona_site.content.pictures import Shown


@dataclass(slots=True)
class Inputs:
    """What a page's HTML depends on beside its own text, each as it was asked for.

    `works` are bibliography keys, `instruments` quiz ids, `targets` the source paths that links lead to, and `pictures`
    the paths of pictures whose size was read. All are relative to the docs folder. `terms` are the anchors of those that
    were explained, `prose` says whether terms were looked for.
    """

    works: set[str] = field(default_factory=set)
    instruments: set[str] = field(default_factory=set)
    targets: set[str] = field(default_factory=set)
    pictures: set[str] = field(default_factory=set)
    terms: set[str] = field(default_factory=set)
    prose: bool = False


@dataclass(slots=True)
class RenderContext:
    """What all pages of a build share; `src_path` and `inputs` belong to the page being rendered.

    `render_quiz` returns the form of an instrument as HTML, `form_digest` a hash of what it is made from. `unpublished`
    holds the source paths of pages that are not part of the site, links to which become text. `files` are the source
    paths of all pages and other files with a hash of their content, links to which become addresses; paths are relative
    to the docs folder. `picture_of` returns how a picture is shown, None for what is no picture. `entries` keep what the
    style's processor makes of works. `text` returns a text of the catalogue by its key; without one, keys stand where
    the texts would. `glossary` holds the terms that articles explain.
    """

    bibliography: Bibliography
    render_quiz: Callable[[str], str]
    form_digest: Callable[[str], str] = str
    unpublished: Collection[str] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    picture_of: Callable[[str], Shown | None] = field(default=lambda path: None)
    entries: Entries | None = None
    text: Callable[..., str] = field(default=lambda key, **values: key)
    glossary: Glossary = field(default_factory=Glossary)
    style: ApaStyle = field(init=False)
    src_path: str = "index.md"
    inputs: Inputs = field(default_factory=Inputs)
    _works: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.style = ApaStyle(self.bibliography, self.entries)

    def begin(self, src_path: str) -> None:
        """Make ready for the page with this source path."""
        self.src_path = src_path
        self.inputs = Inputs()

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

    def picture(self, path: str) -> Shown | None:
        """Return how a picture is shown, None for one that can't be read."""
        self.inputs.pictures.add(path)
        return self.picture_of(path)

    def terms_in(self, text: str) -> Iterator[tuple[int, int, Term]]:
        """Yield the terms that an article uses in a text and has not used before; other pages explain none."""
        if not is_article(self.src_path):
            return
        self.inputs.prose = True
        for start, end, term in self.glossary.uses(text):
            if term.anchor not in self.inputs.terms:
                self.inputs.terms.add(term.anchor)
                yield start, end, term

    def source_of(self, path: str) -> str:
        """Return the path relative to the docs folder of what is named relative to the page being rendered."""
        return posixpath.normpath(posixpath.join(posixpath.dirname(self.src_path), path))

    def _work(self, key: str) -> str:
        """Return a work's key with a digest of the work, of "" if there is none; many pages cite the same."""
        if key not in self._works:
            known = key in self.bibliography
            work = json.dumps(self.bibliography.works[key].csl) if known else ""
            self._works[key] = f"{key} {hashlib.blake2b(work.encode(), digest_size=16).hexdigest()}"
        return self._works[key]

    def digest(self, inputs: Inputs) -> str:
        """Return a digest of what these inputs are now: the same as long as a page that used them need not be rendered.

        What a citation or an entry looks like also depends on the version of the style and of its processor.
        """
        state = (
            [self._work(key) for key in sorted(inputs.works)],
            [(id, self.form_digest(id)) for id in sorted(inputs.instruments)],
            [(path, path in self.files, path in self.unpublished) for path in sorted(inputs.targets)],
            [(path, self.files.get(path, "")) for path in sorted(inputs.pictures)],
            self.glossary.names if inputs.prose else "",
            [(anchor, self.glossary.digest(anchor)) for anchor in sorted(inputs.terms)],
        )
        return hashlib.blake2b(repr(state).encode(), digest_size=16).hexdigest()
