"""Captions: the paragraph below a table or a picture that is emphasized as a whole, or stands in a block for it."""

from __future__ import annotations

from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from innerpersona_site.markdown.specs import CAPTIONS


def captions(state: StateCore) -> None:
    """Move each caption into its table or figure; a picture's title is its caption where it stands alone."""
    if not any(token.type == "table_open" for token in state.tokens) and "![" not in state.src:
        return
    made: list[Token] = []
    tokens, place = state.tokens, 0
    tables: list[Token] = []
    while place < len(tokens):
        token = tokens[place]
        made.append(token)
        place += 1
        if token.type == "table_open":
            tables.append(token)
        elif token.type == "table_close":
            place = _with_caption(tables.pop(), tokens, place)
        elif token.type == "paragraph_close" and (picture := _only_picture(made[-2])):
            opened = made[-3]
            opened.meta["picture"] = picture
            place = _with_caption(opened, tokens, place)
            title = str(picture.attrs.get("title", ""))
            if "caption" not in opened.meta and title:
                opened.meta["caption"] = _parsed(title, opened, state)
            if "caption" in opened.meta:
                picture.attrs.pop("title", None)
                opened.type, token.type = "figure_open", "figure_close"
    state.tokens = made


def _parsed(title: str, opened: Token, state: StateCore) -> Token:
    """Return a picture's title as a caption, and record what is left of Markdown in it."""
    env: dict[str, Any] = {}
    caption = state.md.parseInline(title, env)[0]
    caption.map = opened.map
    found = [one._replace(token=caption) for one in env.get("leftovers", [])]
    state.env["leftovers"] = [*state.env.get("leftovers", []), *found]
    return caption


def _with_caption(holder: Token, tokens: list[Token], place: int) -> int:
    """Give the caption that begins at a place, if one does, to its holder; return the place after it."""
    three = tokens[place : place + 3]
    if [token.type for token in three] == ["paragraph_open", "inline", "paragraph_close"]:
        children = three[1].children or []
        if _is_emphasis(children):
            holder.meta["caption"] = three[1]
            three[1].children = children[1:-1]
            return place + 3
    five = tokens[place : place + 5]
    if [token.type for token in five] == ["slashes", *_PARAGRAPH, "slashes"] and _is_caption(five):
        holder.meta["caption"] = five[2]
        holder.meta["fences"] = (five[0], five[4])
        return place + 5
    return place


_PARAGRAPH: Final = ("paragraph_open", "inline", "paragraph_close")


def _is_caption(five: list[Token]) -> bool:
    first, last = five[0], five[-1]
    return (
        first.meta["header"].strip() in CAPTIONS
        and not last.meta["header"].strip()
        and first.meta["length"] == last.meta["length"]
    )


def _is_emphasis(children: list[Token]) -> bool:
    if len(children) < 3 or children[0].type != "em_open" or children[-1].type != "em_close":
        return False
    return sum(child.type == "em_close" and child.level == children[-1].level for child in children) == 1


def _only_picture(token: Token) -> Token | None:
    if token.type != "inline" or "![" not in token.content:
        return None
    children = token.children or ()
    pictures = [child for child in children if child.type == "image"]
    others = [child for child in children if child.type != "image" and child.content.strip()]
    return pictures[0] if len(pictures) == 1 and not others else None


def register(md: MarkdownIt) -> None:
    """Run last, when all text is as it is written."""
    md.core.ruler.push("captions", captions)
