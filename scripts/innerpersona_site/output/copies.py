"""A page's text for reading elsewhere: as Markdown beside the page, as HTML in a feed.

Both leave out what only works on the page: forms, scripts, drawings, permalinks, the ways back from the references.
"""

from __future__ import annotations

from html import escape
from typing import Final
from urllib.parse import urljoin

from lxml import etree
from markupsafe import Markup

from innerpersona_site.content.texts import Texts
from innerpersona_site.content.xml_text import xml_text
from innerpersona_site.output.markdown_writer import MarkdownWriter

_TAGS: Final = frozenset(
    ("script", "style", "template", "form", "button", "input", "select", "textarea", "progress", "svg")
)
_CLASSES: Final = frozenset(("headerlink", "ip-backlinks", "ip-terms", "ip-visually-hidden"))
_ATTRIBUTES: Final = frozenset(
    ("href", "src", "alt", "id", "colspan", "rowspan", "scope", "start", "lang", "datetime", "align")
)
"""What an element keeps in a feed; looks and behavior stay on the page."""

_QUIZ: Final = ("<ip-quiz ", "</ip-quiz>")


def markdown_text(content: str, address: str, texts: Texts) -> str:
    """Return a page's content as CommonMark with GFM's tables, which renders to the text of the page.

    Disclosures are unfolded, citations are plain text (the works are listed below them), links are absolute.

    Args:
        content: the HTML that the page's template gets, with URLs relative to the page.
        address: the page's absolute URL.
        texts: those of the site's language.

    Returns:
        Markdown that ends with a line break; "" for a page without text.
    """
    text = MarkdownWriter(address).write(_parsed(content, address, texts))
    return f"{text}\n" if text else ""


def feed_html(content: str, address: str, texts: Texts) -> str:
    """Return a page's content as HTML without classes, styles and scripts, with absolute URLs.

    Args:
        content: the HTML that the page's template gets, with URLs relative to the page.
        address: the page's absolute URL.
        texts: those of the site's language.
    """
    body = _parsed(content, address, texts)
    for element in body.iter():
        for name in set(element.attrib) - _ATTRIBUTES:
            del element.attrib[name]
        for name in ("href", "src"):
            if (url := element.get(name)) is not None:
                element.set(name, xml_text(urljoin(address, url)))
    around, *rest = body
    parts = [escape(around.text or "", quote=False)]
    parts += [etree.tostring(child, encoding="unicode", method="html") for child in around]
    parts.append(escape(around.tail or "", quote=False))
    parts += [etree.tostring(child, encoding="unicode", method="html") for child in rest]
    return "".join(parts).strip()


def _parsed(content: str, address: str, texts: Texts) -> etree._Element:
    """Return a body with the content in a `div`, without the elements that only work on the page.

    What follows a closing tag too many stands after the `div`.
    """
    # A parser that meets bare text would put it in a paragraph; inside the `div` it leaves it alone.
    # Quizzes go first: they are most of a page, and need not be parsed.
    parser = etree.HTMLParser(remove_comments=True, remove_pis=True)
    document = etree.fromstring(f"<div>{_without_quizzes(content, address, texts)}</div>", parser)
    body = document.find("body")
    for term in body.xpath("//button[@class='ip-term']"):
        term.tag = "span"  # the words of the text, which opened their definition
    for element in [element for element in body.iter() if _works_only_on_the_page(element)]:
        _drop(element)
    return body


def _works_only_on_the_page(element: etree._Element) -> bool:
    classes = element.get("class")
    return (
        element.tag in _TAGS
        or (classes is not None and not _CLASSES.isdisjoint(classes.split()))
        or element.get("hidden") is not None
    )


def _drop(element: etree._Element) -> None:
    """Take an element out of its parent, and leave the text after it."""
    before, parent = element.getprevious(), element.getparent()
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    parent.remove(element)


def _without_quizzes(content: str, address: str, texts: Texts) -> str:
    first, *rest = content.split(_QUIZ[0])
    if not rest:
        return content
    link = Markup(f'<a href="{escape(address)}">{texts.markup("pages.copies.quiz_link")}</a>')
    pointer = f"<p>{texts.markup('pages.copies.quiz', link=link)}</p>"
    return first + "".join(pointer + part.partition(_QUIZ[1])[2] for part in rest)
