"""What the Markdown extensions need from outside, handed to them by whoever renders pages."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from innerpersona_site.content.apa import ApaStyle
from innerpersona_site.content.bibliography import Bibliography
from innerpersona_site.content.model import Question


@dataclass(slots=True)
class RenderContext:
    """Set once for a build, but for `src_path`, which the host sets before it renders each page.

    `render_quiz` returns the form of an instrument as HTML. `unpublished` holds the source paths of pages
    that are not part of the site, links to which become text. Paths are relative to the docs folder. `questions`
    are those of the page rendered last. `read_file` returns the text of a file beside the pages, None if there is none.
    """

    bibliography: Bibliography
    render_quiz: Callable[[str], str]
    unpublished: Collection[str] = ()
    src_path: str = "index.md"
    read_file: Callable[[str], str | None] = field(default=lambda path: None)
    questions: list[Question] = field(default_factory=list)
    style: ApaStyle = field(init=False)

    def __post_init__(self) -> None:
        self.style = ApaStyle(self.bibliography)

    def relative(self, target: str) -> str:
        """Return a path relative to the docs folder as a link from the page being rendered."""
        path, mark, anchor = target.partition("#")
        return posixpath.relpath(path, posixpath.dirname(self.src_path) or ".") + mark + anchor

    def resolve(self, href: str) -> str | None:
        """Return the source path that a link on the page at hand leads to, None if it leaves the docs."""
        return resolve_link(self.src_path, href)


def resolve_link(src_path: str, href: str) -> str | None:
    """Return the source path that a relative link to a Markdown file leads to; None for any other link."""
    path = href.split("#", 1)[0].split("?", 1)[0]
    if not path.endswith(".md") or path.startswith("/") or ":" in path.split("/", 1)[0]:
        return None
    return posixpath.normpath(posixpath.join(posixpath.dirname(src_path), path))
