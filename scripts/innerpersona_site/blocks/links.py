"""Links and pictures in the text: the paths of source files become addresses of the built site."""

from __future__ import annotations

import posixpath
import xml.etree.ElementTree as etree
from typing import Final
from urllib.parse import unquote, urlsplit, urlunsplit

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE

from innerpersona_site.blocks.context import RenderContext
from innerpersona_site.content.links import relative_url, source_url

_TARGETS: Final = {"a": "href", "img": "src"}


class SiteLinks(Treeprocessor):
    """Rewrites each relative link to a source file as the way from this page's address to that file's.

    What leads to no file that the context knows stays as it is written; the check reports it.
    """

    def __init__(self, md: Markdown, context: RenderContext) -> None:
        super().__init__(md)
        self._context = context

    def run(self, root: etree.Element) -> None:
        """Go through what is below `root`."""
        for element in root.iter():
            name = _TARGETS.get(element.tag)
            target = element.get(name) if name else None
            if name and target:
                element.set(name, self._address(target))

    def _address(self, target: str) -> str:
        if target.startswith(("#", "https://", "http://")):
            return target
        try:
            scheme, host, path, query, anchor = urlsplit(target)
        except ValueError:  # a host in brackets that is no address
            return target
        # Markdown encodes an address of mail; nothing in it is a path.
        if scheme or host or not path or target.startswith(("/", "\\")) or AMP_SUBSTITUTE in target:
            return target
        source = posixpath.normpath(
            posixpath.join(posixpath.dirname(self._context.src_path), unquote(path)).lstrip("/")
        )
        if not self._context.exists(source):
            return target
        way = relative_url(source_url(source), source_url(self._context.src_path))
        return urlunsplit(("", "", way, query, anchor))


def register(md: Markdown, context: RenderContext) -> None:
    """Run last, when all links are there."""
    md.treeprocessors.register(SiteLinks(md, context), "ip_links", 0)
