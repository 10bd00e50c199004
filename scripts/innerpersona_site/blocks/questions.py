"""The questions of a page's FAQ as facts: what structured data says of them is what a reader sees."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from html import unescape

from markdown import Markdown
from markdown.extensions.toc import render_inner_html, strip_tags
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE, STX

from innerpersona_site.blocks.context import RenderContext
from innerpersona_site.content.model import Question

_MARK = re.compile(f"{AMP_SUBSTITUTE}([a-z]+);")
_PASSAGES = ("p", "li", "td", "th", "pre")


class QuestionFacts(Treeprocessor):
    """Notes each question of the page with its answer, as plain text, in the context's `questions`."""

    def __init__(self, md: Markdown, context: RenderContext) -> None:
        super().__init__(md)
        self._context = context

    def run(self, root: etree.Element) -> None:
        """Read the disclosures below `root`; the page before it had its own."""
        self._context.questions = [
            Question(item.get("id", ""), self._text(item[0][0]), self._answer(item[1]))
            for item in root.iter("details")
            if item.get("class") == "ip-faq__item"
        ]

    def _answer(self, element: etree.Element) -> str:
        # A list item that holds paragraphs would say everything twice.
        passages = [e for e in element.iter() if e.tag in _PASSAGES and not any(c.tag == "p" for c in e)]
        return " ".join(self._text(passage) for passage in passages)

    def _text(self, element: etree.Element) -> str:
        text = _MARK.sub(self._plain, "".join(element.itertext()))
        if (
            "&" in text or STX in text
        ):  # entities and raw HTML mean what they mean only once it is written as HTML
            text = unescape(strip_tags(render_inner_html(element, self.md)))
        return " ".join(text.split())

    def _plain(self, mark: re.Match[str]) -> str:
        return unescape(f"&{mark[1]};")


def register(md: Markdown, context: RenderContext) -> None:
    """Run when citations are filled (15) and the stand-ins for headings are headings (4)."""
    md.treeprocessors.register(QuestionFacts(md, context), "ip_question_facts", 3)
