"""Block rules beside those of CommonMark: fences of three slashes, HTML around Markdown, abbreviations, attributes."""

from __future__ import annotations

import re
from typing import Final

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_SLASHES: Final = re.compile(r"(/{3,})(.*)")
_CONTAINERS: Final = (
    "details|summary|div|section|aside|article|figure|figcaption|center|header|footer|nav|main"
)
_CONTAINER: Final = re.compile(rf"</?(?:{_CONTAINERS})(?:\s[^<>]*)?/?>", re.I)
_ABBREVIATION: Final = re.compile(r"\*\[([^\[\]]+)\]:[ \t]*(\S.*)")
_ATTRIBUTE: Final = r"(?:#[\w:-]+|\.[\w-]+|[A-Za-z][\w-]*=(?:\"[^\"{}]*\"|'[^'{}]*'|[^\s\"'{}]+))"
ATTRIBUTES: Final = re.compile(rf"\{{:?\s*({_ATTRIBUTE}(?:\s+{_ATTRIBUTE})*)\s*\}}")
"""`{#id .class key=value}`, with or without the colon that Python-Markdown and kramdown write."""
_ONE: Final = re.compile(_ATTRIBUTE)
_LAST: Final = re.compile(rf"(?:^|(?<=\s)){ATTRIBUTES.pattern}[ \t]*\Z")


def _text(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def slashes(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take a line of three or more slashes, and the options right below it, as one token.

    Which of them open and close blocks is the scanner's business, which reports what doesn't fit.
    """
    position = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("///", position) or state.is_code_block(start):
        return False
    if silent:
        return True
    match = _SLASHES.fullmatch(_text(state, start))
    assert match
    after = start + 1
    if match[2].strip():
        while after < end and not state.isEmpty(after) and state.sCount[after] - state.blkIndent >= 4:
            after += 1
    token = state.push("slashes", "", 0)
    token.map = [start, after]
    token.meta = {"length": len(match[1]), "header": match[2], "column": state.tShift[start] + 1}
    state.line = after
    return True


def html_around(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take lines that begin with a tag of a container, such as <details>, as HTML, and nothing below them.

    CommonMark takes all as HTML up to the next blank line, so that Markdown between the tags would be printed as typed.
    """
    position = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("<", position) or state.is_code_block(start):
        return False
    if not _CONTAINER.match(_text(state, start)):
        return False
    if silent:
        return True
    after = start + 1
    while after < end and state.sCount[after] >= state.blkIndent and _CONTAINER.match(_text(state, after)):
        after += 1
    token = state.push("html_block", "", 0)
    token.map = [start, after]
    token.content = state.getLines(start, after, state.blkIndent, True)
    state.line = after
    return True


def abbreviation(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take `*[APA]: American Psychological Association` as the meaning of each APA on the page."""
    if not state.src.startswith("*[", state.bMarks[start] + state.tShift[start]) or state.is_code_block(
        start
    ):
        return False
    match = _ABBREVIATION.fullmatch(_text(state, start))
    if match is None:
        return False
    if not silent:
        state.env.setdefault("abbreviations", {})[match[1].strip()] = match[2].strip()
        state.line = start + 1
    return True


def attributes(state: StateCore) -> None:
    """Give the attributes in braces at the end of a heading, or below a paragraph, to that element."""
    tokens = state.tokens
    for place, token in enumerate(tokens):
        if token.type != "inline" or "{" not in token.content:
            continue
        holder = tokens[place - 1]
        if holder.type not in ("heading_open", "paragraph_open"):
            continue
        match = _LAST.search(token.content)
        if match is None:
            continue
        line_start = token.content.rfind("\n", 0, match.start()) + 1
        if holder.type == "paragraph_open" and (
            line_start == 0 or token.content[line_start : match.start()].strip()
        ):
            continue
        give(holder, match[1])
        token.content = token.content[: match.start()].rstrip()


def give(token: Token, text: str) -> None:
    """Set what stands between braces as attributes of a token."""
    for one in _ONE.findall(text):
        if one[0] == "#":
            token.attrSet("id", one[1:])
        elif one[0] == ".":
            token.attrJoin("class", one[1:])
        else:
            name, _, value = one.partition("=")
            token.attrSet(name.lower(), value.strip("\"'"))


def register(md: MarkdownIt) -> None:
    """Register the rules with a parser."""
    ends: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    md.block.ruler.before("table", "slashes", slashes, ends)
    md.block.ruler.before("html_block", "html_around", html_around, ends)
    md.block.ruler.before("reference", "abbreviation", abbreviation, {"alt": ["paragraph", "reference"]})
    md.core.ruler.before("inline", "attributes", attributes)
