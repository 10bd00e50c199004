"""The files that a site takes over as they are: of the theme what pages load, of docs/ what is no page."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping
from typing import Final

import rjsmin

from innerpersona_site.content.published_files import is_published
from innerpersona_site.content.texts import Texts
from innerpersona_site.output.tree import OutputTree
from innerpersona_site.sources import SourceFile, Theme

THEME_KINDS: Final = {
    "assets/fonts/": (".woff2", ".txt"),  # typefaces and their licences
    "assets/images/": (".svg", ".png", ".webp", ".avif"),
    "assets/javascripts/": (".js", ".mjs"),
    "assets/quiz/": (".mjs",),
    "assets/ways/": (".mjs",),
}
"""What of the theme is published: endings by folder. Stylesheets come joined, templates are rendered."""


def theme_files(theme: Mapping[str, SourceFile]) -> list[SourceFile]:
    """Return the files of the theme that are published under their own paths."""
    return [
        file
        for path, file in theme.items()
        if any(path.startswith(folder) and path.endswith(kinds) for folder, kinds in THEME_KINDS.items())
    ]


def docs_files(docs: Mapping[str, SourceFile]) -> list[SourceFile]:
    """Return the files of docs/ that are published under their own paths."""
    return [file for path, file in docs.items() if is_published(path)]


def minified(script: bytes) -> bytes:
    """Return a script without comments and blanks that it doesn't need."""
    return str(rjsmin.jsmin(script.decode("utf-8"))).encode("utf-8")


class Integrity:
    """From a script's path below the site's root to the hash of what is published there, as a page names it."""

    def __init__(self, theme: Theme, texts: Texts) -> None:
        self._theme = theme
        self._texts = texts.browser_modules()

    def __call__(self, path: str) -> str:
        """Return the hash of the script at a path below the site's root."""
        text = self._texts.get(path)
        script = text.encode() if text is not None else minified(self._theme.file(path).read_bytes())
        return f"sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}"


def emit_scripts(files: Iterable[SourceFile], tree: OutputTree) -> list[SourceFile]:
    """Emit the scripts among files without their comments, a third of them; return the other files."""
    others = []
    for file in files:
        if not file.path.endswith((".js", ".mjs")):
            others.append(file)
        elif not tree.is_current(file.path, key := f"{file.digest} {rjsmin.__version__}"):
            tree.add(file.path, minified(file.file.read_bytes()), key)
    return others


def emit_files(files: Iterable[SourceFile], tree: OutputTree) -> None:
    """Copy files into a site. They are copied and not linked: their owner may write into them at any time."""
    for file in files:
        if not tree.is_current(file.path, file.digest):
            tree.add(file.path, file.file.read_bytes(), file.digest)
