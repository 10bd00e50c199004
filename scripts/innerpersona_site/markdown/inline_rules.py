"""Inline rules beside those of CommonMark: citations, icons, dashes, abbreviations; and where each element stands."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from innerpersona_site.content.citations import CITATION
from innerpersona_site.content.icons import SHORTCODE
from innerpersona_site.markdown.block_rules import ATTRIBUTES, give

_MONEY: Final = re.compile(r"\$\d[\d.,]*\s+[A-Za-z]{2}")

type Rule = Callable[[StateInline, bool], bool]

_PLACED: Final = ("link", "image", "autolink", "html_inline", "backticks", "footnote_ref", "math_inline")
_SIGNS: Final = (("---", "—"), ("--", "–"), ("...", "…"))


def citation(state: StateInline, silent: bool) -> bool:
    """Take `[@key]` as a citation, whatever stands in the brackets: what can't be read is the check's business."""
    position = state.pos
    if state.src[position] != "[" or not state.src.startswith(("@", "-@"), position + 1):
        return False
    match = CITATION.match(state.src, position, state.posMax)
    if match is None:
        return False
    if not silent:
        token = state.push("citation", "", 0)
        token.content = match[1]
        token.meta = {"at": position}
    state.pos = match.end()
    return True


def icon(state: StateInline, silent: bool) -> bool:
    """Take `:material-heart:` as an icon."""
    if state.src[state.pos] != ":":
        return False
    match = SHORTCODE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        token = state.push("icon", "", 0)
        token.content = match[1]
        token.meta = {"at": state.pos}
    state.pos = match.end()
    return True


def _no_money(rule: Rule) -> Rule:
    """Return the rule for formulas without "$10, and US$": what begins with a number and goes on in words."""

    def run(state: StateInline, silent: bool) -> bool:
        return not _MONEY.match(state.src, state.pos) and rule(state, silent)

    return run


def _placed(rule: Rule) -> Rule:
    """Return a rule that records where in the text the element that it makes begins."""

    def run(state: StateInline, silent: bool) -> bool:
        if silent:
            return rule(state, True)
        position, count = state.pos, len(state.tokens)
        if not rule(state, False):
            return False
        for token in state.tokens[count:]:
            if token.type != "text":
                token.meta["at"] = position
                break
        return True

    return run


def attributes(state: StateCore) -> None:
    """Give the attributes in braces right after a picture or a link to it."""
    for block in state.tokens:
        if block.type == "inline" and "{" in block.content and block.children:
            _give_attributes(block.children)


def _give_attributes(children: list[Token]) -> None:
    opened: list[Token] = []
    holder: Token | None = None
    for token in children:
        if token.type == "text" and holder is not None and (match := ATTRIBUTES.match(token.content)):
            give(holder, match[1])
            token.content = token.content[match.end() :]
        holder = None
        if token.type == "image":
            holder = token
        elif token.type == "link_open":
            opened.append(token)
        elif token.type == "link_close" and opened:
            holder = opened.pop()


def dashes(state: StateCore) -> None:
    """Turn two and three hyphens, and three full stops, into the signs that they stand for."""
    for block in state.tokens:
        if block.type == "inline" and ("--" in block.content or "..." in block.content):
            for token in block.children or ():
                if token.type == "text":
                    for typed, sign in _SIGNS:
                        token.content = token.content.replace(typed, sign)


def abbreviations(state: StateCore) -> None:
    """Mark each abbreviation that the page explains."""
    meanings = state.env.get("abbreviations")
    if not meanings:
        return
    names = "|".join(re.escape(name) for name in sorted(meanings, key=len, reverse=True))
    pattern = re.compile(rf"(?<!\w)(?:{names})(?!\w)")
    for block in state.tokens:
        if block.type != "inline" or not block.children:
            continue
        children: list[Token] = []
        for token in block.children:
            children += _marked(token, pattern, meanings) if token.type == "text" else [token]
        block.children = children


def _marked(token: Token, pattern: re.Pattern[str], meanings: dict[str, str]) -> list[Token]:
    made, start = [], 0
    for match in pattern.finditer(token.content):
        made += [_copy(token, token.content[start : match.start()])]
        mark = Token("abbreviation", "abbr", 0, content=match[0])
        mark.attrs = {"title": meanings[match[0]]}
        made.append(mark)
        start = match.end()
    return [*made, _copy(token, token.content[start:])] if made else [token]


def _copy(token: Token, text: str) -> Token:
    return Token("text", "", 0, content=text, level=token.level)


def register(md: MarkdownIt) -> None:
    """Register the rules with a parser that has all others."""
    md.inline.ruler.before("link", "citation", citation)
    md.inline.ruler.before("link", "icon", icon)
    rules = {rule.name: rule.fn for rule in md.inline.ruler.__rules__}
    rules["math_inline"] = _no_money(rules["math_inline"])
    for name in _PLACED:
        if name in rules:
            md.inline.ruler.at(name, _placed(rules[name]))
    md.core.ruler.after("inline", "inline_attributes", attributes)
    md.core.ruler.before("smartquotes", "dashes", dashes)
    md.core.ruler.after("text_join", "abbreviations", abbreviations)
