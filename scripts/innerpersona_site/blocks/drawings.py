"""Drawings in the text: how large each is, so that a page keeps its place free and nothing moves when it comes."""

from __future__ import annotations

import posixpath
import xml.etree.ElementTree as etree
from urllib.parse import unquote

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from innerpersona_site.blocks.context import RenderContext


class Sizes(Treeprocessor):
    """Writes the width and height of SVG files into their images; other formats are left as they are."""

    def __init__(self, md: Markdown, context: RenderContext) -> None:
        super().__init__(md)
        self._context = context

    def run(self, root: etree.Element) -> None:
        """Go through what is below `root`, before paths become addresses."""
        for image in root.iter("img"):
            source = unquote(image.get("src", ""))
            if not source.endswith(".svg") or ":" in source or {"width", "height"} & image.attrib.keys():
                continue
            path = posixpath.normpath(posixpath.join(posixpath.dirname(self._context.src_path), source))
            size = self._context.drawing_size(path)
            if size:
                image.set("width", str(size[0]))
                image.set("height", str(size[1]))


def register(md: Markdown, context: RenderContext) -> None:
    """Run after inline Markdown (priority 20) and before links are rewritten (0)."""
    md.treeprocessors.register(Sizes(md, context), "ip_drawings", 4)
