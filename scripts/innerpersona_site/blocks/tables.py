"""Tables: how their columns are aligned and which paragraph is their note, as classes that styles can rely on."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from itertools import pairwise

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

NOTE_CLASS = "ip-table-note"
ALIGNED_CLASS = "ip-aligned-{}"


class Tables(Treeprocessor):
    """Gives cells and notes their classes, and an empty header cell the element of an empty cell.

    A note is a paragraph right after a table that is emphasized as a whole; no selector can tell it from one
    that has an emphasized word in it. The attribute `align`, which Markdown writes, is no valid HTML.
    """

    def run(self, root: etree.Element) -> None:
        """Go through the tables below `root`."""
        for cell in root.iter():
            if cell.tag in ("th", "td") and "align" in cell.attrib:
                cell.set("class", ALIGNED_CLASS.format(cell.attrib.pop("align")))
            if cell.tag == "th" and not len(cell) and not (cell.text or "").strip():
                cell.tag = "td"  # a header without words heads nothing, and is announced as one all the same
        for parent in root.iter():
            children = list(parent)
            for before, paragraph in pairwise(children):
                if before.tag == "table" and _is_emphasized(paragraph):
                    paragraph.set("class", NOTE_CLASS)


def _is_emphasized(element: etree.Element) -> bool:
    if element.tag != "p" or len(element) != 1 or (element.text or "").strip():
        return False
    return element[0].tag == "em" and not (element[0].tail or "").strip()


def register(md: Markdown) -> None:
    """Run after inline Markdown (priority 20) has made its elements."""
    md.treeprocessors.register(Tables(md), "ip_tables", 3)
