"""Headings that the table of contents leaves out: an FAQ's questions and a call to action's."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

_PREFIX = "ip-heading-"


def quiet_heading(parent: etree.Element, level: int, text: str) -> etree.Element:
    """Add a heading under `parent` that the table of contents won't list nor put a permalink into."""
    heading = etree.SubElement(parent, f"{_PREFIX}{level}")
    heading.text = text
    return heading


class QuietHeadings(Treeprocessor):
    """Turns the stand-ins into headings, once the table of contents has been made."""

    def run(self, root: etree.Element) -> None:
        """Rename the stand-ins below `root`."""
        for element in root.iter():
            if isinstance(element.tag, str) and element.tag.startswith(_PREFIX):
                element.tag = f"h{element.tag.removeprefix(_PREFIX)}"


def register(md: Markdown) -> None:
    """Run after `toc` (priority 5) and before links are rewritten (0)."""
    md.treeprocessors.register(QuietHeadings(md), "ip_quiet_headings", 4)
