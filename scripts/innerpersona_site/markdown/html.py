"""Raw HTML in a page, tag by tag."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape
from typing import Final, NamedTuple

from innerpersona_site.markdown.holes import Address, Link, LinkEnd, Part, Phrase, Picture

_VALUE: Final = r"\"[^\"]*\"|'[^']*'|[^\s\"'<>=`]+"
_ATTRIBUTE: Final = re.compile(rf"([^\s\"'<>/=]+)(?:\s*=\s*({_VALUE}))?")
_PIECE: Final = re.compile(
    r"(?P<comment><!--.*?(?:-->|\Z))|(?P<other><[?!][^>]*>?)"
    rf"|<(?P<close>/?)(?P<name>[a-zA-Z][\w:-]*)(?P<attributes>(?:\s+[^\s\"'<>/=]+(?:\s*=\s*(?:{_VALUE}))?)*)\s*/?>",
    re.S,
)
_VOID: Final = """
    area base br col embed frame hr img input link meta source track wbr
"""
VOID: Final = frozenset(_VOID.split())
"""Elements without an end tag."""
TABLE_END: Final = "</table></div>"
_ADDRESSES: Final = frozenset(("src", "poster"))


def table(heading: str = "") -> tuple[Part, ...]:
    """Return the start of a table, in a frame that scrolls and can be reached by keyboard.

    It is named by the heading with this id, or, without one, as a table.
    """
    frame = '<div class="ip-table" role="group" tabindex="0" '
    if heading:
        return (f'{frame}aria-labelledby="{escape(heading)}"><table>',)
    return (f'{frame}aria-label="', Phrase("blocks.table"), '"><table>')


class Tag(NamedTuple):
    """A tag: its element in lower case, whether it is an end tag, its attributes, and where it stands in the text."""

    name: str
    closes: bool
    attributes: tuple[tuple[str, str | None], ...]
    start: int
    end: int

    def get(self, name: str) -> str | None:
        """Return the value of an attribute, "" for one without a value, None if it isn't there."""
        return next((value or "" for key, value in self.attributes if key == name), None)


class Piece(NamedTuple):
    """A comment or an instruction, which is not published; `whole` is False for a comment that isn't closed."""

    start: int
    end: int
    is_comment: bool
    whole: bool


def pieces(text: str) -> Iterator[Tag | Piece]:
    """Yield the tags, comments and instructions of a text of HTML."""
    for match in _PIECE.finditer(text):
        if match["name"]:
            attributes = tuple(
                (name.lower(), unescape(value.strip("\"'")) if value else None)
                for name, value in _ATTRIBUTE.findall(match["attributes"])
            )
            yield Tag(match["name"].lower(), bool(match["close"]), attributes, match.start(), match.end())
        else:
            comment = match["comment"] is not None
            whole = match[0].endswith("-->" if comment else ">")
            yield Piece(match.start(), match.end(), comment, whole)


def without_comments(text: str) -> str:
    """Return a text of HTML with blanks in place of comments and instructions."""
    return _blotted(text, [piece for piece in pieces(text) if isinstance(piece, Piece)])


def without_tags(text: str) -> str:
    """Return a text of HTML with blanks in place of tags too."""
    return _blotted(text, list(pieces(text)))


def _blotted(text: str, hidden: list[Tag | Piece] | list[Piece]) -> str:
    for piece in hidden:
        blank = "".join("\n" if sign == "\n" else " " for sign in text[piece.start : piece.end])
        text = text[: piece.start] + blank + text[piece.end :]
    return text


def parts(text: str) -> Iterator[Part]:
    """Yield a text of HTML without comments; what depends on the rest of the site is a hole."""
    start = 0
    for piece in pieces(text):
        yield text[start : piece.start].replace("<", "&lt;")
        start = piece.end
        if isinstance(piece, Tag):
            yield from _tag(piece)
    yield text[start:].replace("<", "&lt;")


def _tag(tag: Tag) -> Iterator[Part]:
    if tag.name == "a":
        if tag.closes:
            yield LinkEnd()
        else:
            yield Link(tag.get("href") or "", _written(tag, ("href",)))
    elif tag.name == "table":
        yield from (TABLE_END,) if tag.closes else table()
    elif tag.closes:
        yield f"</{tag.name}>"
    elif tag.name == "img":
        others = tuple((k, v or "") for k, v in tag.attributes if k not in ("src", "alt") and not _refused(k))
        yield Picture(tag.get("src") or "", tag.get("alt") or "", others, False)
    else:
        yield f"<{tag.name}{_written(tag, tuple(_ADDRESSES))}"
        for name in sorted(_ADDRESSES):
            if (address := tag.get(name)) is not None:
                yield f' {name}="'
                yield Address(address)
                yield '"'
        yield ">"


def _written(tag: Tag, without: tuple[str, ...]) -> str:
    """Return attributes as HTML, each with a space before it."""
    return "".join(
        f" {name}" if value is None else f' {name}="{escape(value)}"'
        for name, value in tag.attributes
        if name not in without and not _refused(name)
    )


def _refused(name: str) -> bool:
    return name == "style" or name.startswith("on")
