"""Drawings in the text: how large each is, so that a page keeps its place free and nothing moves when it comes."""

from __future__ import annotations

import posixpath
import re
import xml.etree.ElementTree as etree
from typing import Final
from urllib.parse import unquote

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from innerpersona_site.blocks.context import RenderContext

_VIEW_BOX: Final = re.compile(
    r"<svg\b[^>]*?\sviewBox=\"\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)\s*\""
)


class Sizes(Treeprocessor):
    """Writes the width and height of SVG files into their images; other formats are left as they are."""

    def __init__(self, md: Markdown, context: RenderContext) -> None:
        super().__init__(md)
        self._context = context

    def run(self, root: etree.Element) -> None:
        """Go through what is below `root`, before MkDocs turns paths into addresses."""
        for image in root.iter("img"):
            source = unquote(image.get("src", ""))
            if not source.endswith(".svg") or ":" in source or {"width", "height"} & image.attrib.keys():
                continue
            path = posixpath.normpath(posixpath.join(posixpath.dirname(self._context.src_path), source))
            size = svg_size(self._context.read_file(path) or "")
            if size:
                image.set("width", str(size[0]))
                image.set("height", str(size[1]))


def svg_size(source: str) -> tuple[int, int] | None:
    """Return width and height of a drawing, in whole units of its view box; None where it has none."""
    found = _VIEW_BOX.search(source)
    return (round(float(found[1])), round(float(found[2]))) if found else None


def register(md: Markdown, context: RenderContext) -> None:
    """Run after inline Markdown (priority 20) and before MkDocs' links (0)."""
    md.treeprocessors.register(Sizes(md, context), "ip_drawings", 4)
