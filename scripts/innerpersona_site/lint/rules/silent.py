"""Rules on what is set without a complaint and isn't what the writer meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Final

from innerpersona_site.content.prose import Passage, PassageKind, sentences
from innerpersona_site.diagnostics import Diagnostic
from innerpersona_site.lint.page import Reading
from innerpersona_site.lint.rules.base import error, warning

_NAME: Final = r"[A-Z][\w’'-]+"
_AND: Final = rf"(?: et al\.?|(?:, {_NAME})*,? (?:&|and) {_NAME})"
_YEAR: Final = r"(?:1[89]|20)\d\d[a-z]?"
_IN_YEARS: Final = re.compile(_YEAR)
_TYPED: Final = re.compile(
    rf"\((?:e\.g\.,? |see )?{_NAME}{_AND}?, {_YEAR}\b[^()]*\)|{_NAME}{_AND} \({_YEAR}\)"
)
_DIGIT: Final = re.compile(r"\d")
_STATISTIC: Final = re.compile(
    r"(?<![\w.,-])\d[\d.,]*\s?(?:%|percent\b|per cent\b) of (?!(?:the|its|this|that|a|all|each)\b)[a-z]+"
    r"|\b\d+ (?:in|out of) (?:every )?\d+ (?!that\b)[a-z]+"
)
"""A share of people or of something else that was counted; a share of what was named before is often reckoned."""
_SAYS_NOTHING: Final = re.compile(
    r"(?:an? |the )?(?:image|picture|photo(?:graph)?|img|graphic|figure|diagram|drawing|illustration|chart|icon|logo|"
    r"screenshot|alt(?: text)?|untitled|placeholder|todo|tbd|video|sound|audio)(?: of)?[\s\d.:]*|\W*|\S+\.\w{3,4}",
    re.I,
)
_QUOTED: Final = re.compile(r"^(title|description):[ \t]*([“„”«‘‚])(.*)([”“»’‘])[ \t]*$", re.M)
_CUT: Final = re.compile(r"^([\w-]+):[ \t]+([^\s\"'\[{|>#][^\n]*?)[ \t]#[^\n]*$", re.M)


def links(page: Reading) -> Iterator[Diagnostic]:
    """A link must say something and lead somewhere."""
    for link in page.links:
        place = (link.line, link.column)
        if not link.href.strip():
            message = f'the link "{link.text}" leads nowhere' if link.text else "the link leads nowhere"
            hint = "Say where, or write the words without brackets: [the quiz](../quiz/attachment.md)"
            yield error("link-empty", page, *place, message, hint)
        elif not link.text:
            message = f'the link to "{link.href}" has no words, so nobody can see or hear it'
            yield error("link-empty", page, *place, message, f"Say where it leads: [the quiz]({link.href})")


def typed_citations(page: Reading) -> Iterator[Diagnostic]:
    """A source that is typed by hand has no entry in the list of references."""
    for passage in page.passages:
        if _is_caption(passage) or not _IN_YEARS.search(passage.visible):
            continue
        for match in _TYPED.finditer(passage.visible):
            line = passage.line + passage.visible.count("\n", 0, match.start())
            message = f'"{" ".join(match[0].split())}" is typed, so no reader can look it up'
            hint = "Cite the work by its key in docs/references.bib: [@hazan1987romantic]"
            yield warning("citation-typed", page, line, 1, message, hint)


def _is_caption(passage: Passage) -> bool:
    """Whether a passage is emphasized as a whole, as captions are, which may name what they are drawn from."""
    return passage.text.startswith("*") and passage.text.endswith("*") and passage.text[1:2] != "*"


def sources(page: Reading) -> Iterator[Diagnostic]:
    """A number about people must say where it is from."""
    if not page.is_article:
        return
    for passage in page.passages:
        # A citation at the end of a paragraph or an item often stands for all of it.
        if passage.kind is PassageKind.ROW or "@" in passage.text or not _DIGIT.search(passage.visible):
            continue
        for sentence in sentences(passage):
            if match := _STATISTIC.search(sentence.visible):
                message = f'the figure "{match[0]}" has no source'
                hint = "Cite the work that found it, in the same paragraph, or say it in words: [@hazan1987romantic]"
                yield warning("figure-source", page, sentence.line, 1, message, hint)


def repeated_headings(page: Reading) -> Iterator[Diagnostic]:
    """Two headings with the same words can't be told apart in the contents, nor by an address."""
    seen: dict[str, int] = {}
    for heading in page.headings:
        words = " ".join(heading.text.lower().split())
        if words in seen:
            message = f'"{heading.text}" is a heading on line {seen[words]} already'
            hint = "Say what this part has that the other hasn't, or give it a name of its own: ## Why {#why-later}"
            yield warning("heading-repeated", page, heading.line, 1, message, hint)
        seen.setdefault(words, heading.line)


def ids(page: Reading) -> Iterator[Diagnostic]:
    """A name for a part of the page can be given once."""
    seen: set[str] = set()
    given = [(a.value, a.line, a.column) for a in page.attributes if a.name == "id"]
    given += [(id, t.line, t.column) for t in page.tags if not t.tag.closes and (id := t.tag.get("id"))]
    for id, line, column in given:
        if id in seen:
            message = f'the name "{id}" is given twice, so a link to it leads to the first'
            yield error("id-repeated", page, line, column, message, "Give each part a name of its own.")
        seen.add(id)


def alternatives(page: Reading) -> Iterator[Diagnostic]:
    """A text alternative says what the picture shows."""
    for image in page.images:
        name = PurePosixPath(image.src).stem.replace("-", " ").replace("_", " ").lower()
        alt = " ".join(image.alt.split())
        if alt and (_SAYS_NOTHING.fullmatch(alt) or re.sub(r"[-_]", " ", alt.lower()) == name):
            message = f'the text alternative "{alt}" says nothing to somebody who can\'t see the picture'
            hint = "Say what it shows: ![A loop of five steps, from a sharp word to a slammed door](../images/loop.svg)"
            yield warning("image-alt-vague", page, image.line, image.column, message, hint)


def front_matter(page: Reading) -> Iterator[Diagnostic]:
    """What YAML reads of a value is not always what was written."""
    text = page.source.yaml or ""
    for match in _QUOTED.finditer(text):
        message = f'the value of "{match[1]}" stands in typographic quotation marks, which would be printed'
        hint = f'Write straight ones or none: {match[1]}: "{match[3]}"'
        line = text.count("\n", 0, match.start()) + 2
        yield error("front-matter-quotes", page, line, match.start(2) - match.start() + 1, message, hint)
    for match in _CUT.finditer(text):
        message = f'the value of "{match[1]}" ends before the number sign: YAML takes the rest for a comment'
        whole = match[0].partition(":")[2].strip()
        line = text.count("\n", 0, match.start()) + 2
        hint = f'Put the value in quotation marks: {match[1]}: "{whole}"'
        yield error("front-matter-comment", page, line, match.start(2) - match.start() + 1, message, hint)
