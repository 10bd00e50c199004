"""A page's text for reading elsewhere: as HTML in a feed, as Markdown beside the page.

What only works on the page goes (forms, scripts, links to a place on it that has no text), addresses become absolute.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from dataclasses import asdict, dataclass
from html import escape
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from markdownify import MarkdownConverter
from markupsafe import Markup

from innerpersona_site.content.texts import Texts

_DROPPED: Final = (
    ".headerlink, .ip-backlinks, .ip-visually-hidden, [hidden], script, style, template, form, button, svg"
)
_QUIZ: Final = re.compile(r"<ip-quiz\b.*?</ip-quiz>", re.S)
_KEPT: Final = {
    "href",
    "src",
    "alt",
    "id",
    "colspan",
    "rowspan",
    "scope",
    "start",
    "lang",
    "datetime",
    "align",
}

_MAKERS: Final = [
    hashlib.sha256(Path(__file__).read_bytes()).hexdigest(),
    *(f"{name} {version(name)}" for name in ("beautifulsoup4", "lxml", "markdownify")),
]
"""What else than a page decides its text: this module and the libraries that it uses."""


@dataclass(frozen=True, slots=True)
class PortableText:
    """A page's text as HTML without classes and with absolute addresses, and as Markdown."""

    html: str
    markdown: str


def portable(html: str, address: str, texts: Texts) -> PortableText:
    """Take a page's content to where its styles and scripts are not.

    Args:
        html: the content as the page's template gets it, with addresses relative to the page.
        address: the page's absolute URL.
        texts: those of the site's language.
    """
    soup = BeautifulSoup(_QUIZ.sub(lambda _: _pointer(address, texts), html), "lxml")
    for element in soup.select(_DROPPED):
        element.decompose()
    for element in soup.find_all(True):
        _clean(element, address)
    body = soup.body
    if body is None:
        return PortableText("", "")
    plain = body.decode_contents().strip()
    for details in body.find_all("details"):
        _unfold(details)
    text = _Markdown(heading_style="ATX", bullets="-", escape_misc=False).convert_soup(body)
    return PortableText(plain, re.sub(r"\n{3,}", "\n\n", text).strip() + "\n")


class KeptTexts:
    """Texts of earlier builds, kept in `cache` by what they were made from: most pages are as they were."""

    def __init__(self, cache: Path) -> None:
        self._cache = cache

    def portable(self, html: str, address: str, texts: Texts) -> PortableText:
        """Return what `portable` does."""
        made_from = json.dumps([_MAKERS, address, html, _pointer(address, texts)])
        kept = self._cache / f"{hashlib.sha256(made_from.encode()).hexdigest()}.json"
        try:
            return PortableText(**json.loads(kept.read_text("utf-8")))
        except FileNotFoundError:
            text = portable(html, address, texts)
        kept.parent.mkdir(parents=True, exist_ok=True)
        part = kept.with_name(f"{kept.name}.{os.getpid()}")
        part.write_text(json.dumps(asdict(text)), "utf-8")
        part.replace(kept)  # whole, whatever another build does at the same time
        return text


def _pointer(address: str, texts: Texts) -> str:
    link = Markup(f'<a href="{escape(address)}">{texts.markup("pages.copies.quiz_link")}</a>')
    return f"<p>{texts.markup('pages.copies.quiz', link=link)}</p>"


def _clean(element: Tag, address: str) -> None:
    for name in list(element.attrs):
        if name not in _KEPT:
            del element.attrs[name]
    for name in ("href", "src"):
        if name in element.attrs:
            element.attrs[name] = urljoin(address, str(element.attrs[name]))


def _unfold(details: Tag) -> None:
    """Turn a disclosure into what it discloses, under the heading that its summary holds."""
    if details.summary:
        details.summary.unwrap()
    details.unwrap()


class _Markdown(MarkdownConverter):
    """Cites in plain text: the works are listed below it, and a link to a place on the page would lead nowhere."""

    def convert_a(self, el: Tag, text: str, parent_tags: Any) -> str:
        """Keep a link that leads to another page."""
        if "#ref-" in str(el.get("href", "")):
            return text
        return str(super().convert_a(el, text, parent_tags))  # type: ignore[misc] # its stub leaves it out
