"""Tables and figures: how columns are aligned and which paragraph is a caption, as classes that styles can rely on."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from itertools import pairwise

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

CAPTION_CLASS = "ip-caption"
ALIGNED_CLASS = "ip-aligned-{}"


class Captions(Treeprocessor):
    """Gives cells and captions their classes, and an empty header cell the element of an empty cell.

    A caption is a paragraph right after a table or an image that is emphasized as a whole; no selector can tell it
    from one that has an emphasized word in it. The attribute `align`, which Markdown writes, is no valid HTML.
    """

    def run(self, root: etree.Element) -> None:
        """Go through what is below `root`."""
        for cell in (*root.iter("th"), *root.iter("td")):
            if "align" in cell.attrib:
                cell.set("class", ALIGNED_CLASS.format(cell.attrib.pop("align")))
            if cell.tag == "th" and not len(cell) and not (cell.text or "").strip():
                cell.tag = "td"  # a header without words heads nothing, and is announced as one all the same
        if next(root.iter("table"), None) is None and next(root.iter("img"), None) is None:
            return
        for parent in root.iter():
            if len(parent) > 1:
                for before, paragraph in pairwise(parent):
                    if paragraph.tag == "p" and _is_only(paragraph, "em") and _has_caption(before):
                        paragraph.set("class", CAPTION_CLASS)


def _has_caption(element: etree.Element) -> bool:
    return element.tag == "table" or _is_only(element, "img")


def _is_only(paragraph: etree.Element, tag: str) -> bool:
    """Say whether this is a paragraph that holds one element of the tag and no other words."""
    if paragraph.tag != "p" or len(paragraph) != 1 or (paragraph.text or "").strip():
        return False
    return paragraph[0].tag == tag and not (paragraph[0].tail or "").strip()


def register(md: Markdown) -> None:
    """Run after inline Markdown (priority 20) has made its elements."""
    md.treeprocessors.register(Captions(md), "ip_captions", 3)
