"""Text that looks like Markdown: what a writer meant as a sign and a reader would see as typed."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token


class Leftover(NamedTuple):
    """What was found: the name of its kind, the text, and the inline token and the position in it where it stands."""

    kind: str
    text: str
    token: Token
    position: int


_WORTH_A_LOOK: Final = re.compile(
    r"[\[\]{}*_~`$|#<>^=!?:/\\]|\+\+|%%|\n\s*(?:\w{1,3}[.)]|[(–—-])|[•◦▪‣]|^\s*·"
)
_SUSPECT: Final = re.compile(r"[\[\]{}*_~`$<^]|==|\+\+|://|www\.|:[a-z+-]|%%")
"""What each of the patterns below that may match anywhere holds: most texts need no closer look."""

_NAMES: Final = """
    abbr article aside audio blockquote body br button center cite code dd del details div dl dt em embed figcaption
    figure font footer form h1 h2 h3 h4 h5 h6 head header hr html iframe img input ins kbd label li link main mark meta
    nav object ol option picture pre samp script section select small source span strike strong style sub summary sup
    svg table tbody td template textarea tfoot th thead title tr track ul var video wbr
"""
HALF_A_TAG: Final = rf"</[a-zA-Z]|<(?:{'|'.join(_NAMES.split())})(?![\w-])|<[a-z]\s+[a-z-]+="
"""What begins like a tag of HTML. "<" before other letters may be a comparison."""
ANYWHERE: Final = {
    "footnote": r"\[\^[^\]\s]*\]?",
    "footnote-inline": r"\^\[",
    "citation": r"\[-?@",
    "alert": r"\[![A-Za-z]+\]?",
    "wiki-link": r"\[\[(?:[^\[\]\n]+\]\])?",
    "template": r"\{\{|\{%|%%(?=\S[^%\n]*%%)",
    "edit": r"\{(?:\+\+|--|~~|>>|==)",
    "attributes": r"\{:?\s*[#.][A-Za-z][^{}\n]*\}?|\{:[^{}\n]*\}?",
    "reference": r"\]\[[^\[\]\n]*\]?",
    "link-space": r"\]\s+\((?:https?:|\.{0,2}/|#|[\w./-]+\.[a-z]{2,5}\b)[^()\s]*\)",
    "link": r"\]\(|!\[",
    "emphasis": r"\*\*|__(?=\w)|(?<=\w)__|(?<![\w*])\*(?=[^\W_])|(?<!\w)_(?=[^\W_])",
    "strikethrough": r"~~|(?<![\w~])~(?=[^\s~])[^~\n]*(?<=[^\s~])~(?![\w~])",
    "code": r"`",
    "formula": r"\$\$",
    "highlight": r"==(?=\S[^=\n]*==)",
    "insertion": r"(?<![\w+])\+\+(?=[^\s+](?:[^\n]*[^\s+])?\+\+)",
    "superscript": r"\^[^\s^]+\^",
    "subscript": r"(?<=\w)~[^\s~]+~",
    "address": r"(?<![\w/])(?:https?://|www\.[\w-]+\.)[^\s<>()\[\]`*~]+",
    "tag": rf"</?[a-zA-Z][^<>\n]*>|<!--|<https?:|{HALF_A_TAG}",
    "icon": r"(?<![\w:]):[a-z+-][\w+-]*:(?![\w:])",
}
"""Patterns of what may stand anywhere in a text, by the name of their kind."""

AT_START: Final = {
    "tag": r"</?[a-zA-Z]",
    "slashes": r"/{3,}",
    "admonition": r"(?:!!!|\?\?\?\+?)(?=\s*(?:\w|$))",
    "container": r":{3,}",
    "heading": r"#{1,6}(?=[A-Za-z])|#{7,}|={3,}(?=\s*$)",
    "list": r"\d{1,2}[.)](?=\s+\S)",
    "letters": r"(?:[b-h]|i{2,3}|i?v)[.)](?=\s+\S)",
    "bullet": r"[•◦▪‣·](?=\s)",
    "task": r"\[[ xX/>~-]\](?=\s|$)",
    "definition": r"\[[^\[\]\n]+\]:(?=\s*\S)|\*\[",
    "description": r":(?=\s{1,3}\S)",
    "table": r"\|.*\|\s*$|\|\s.*|:?-+:?\s*\|[|:\s-]*$|:?-{3,}:?\s*\|.*",
    "contents": r"\[(?:TOC|toc)\]\s*$",
    "tab": r"={3}[!+]?\s+[\"'“]",
    "directive": r"-+8<-+|!include\b|\.\.\s+[a-z][\w-]*::",
}
"""Patterns of what may stand at the start of a line."""

_ANYWHERE: Final = re.compile("|".join(f"(?P<{name.replace('-', '_')}>{p})" for name, p in ANYWHERE.items()))
_AT_START: Final = re.compile("|".join(f"(?P<{name}>{p})" for name, p in AT_START.items()))
_FORMULA: Final = re.compile(r"\\\((?=.+?\\\))|\\\[(?=[^\]]*?[\\^_={}][^\]]*?\\\])|\\begin\{", re.S)
_BEFORE: Final = re.compile(r"(?<![\w*])\*$|(?<![\w/])_$")
"""A sign of emphasis right before an element, such as that of "***both**"."""
_HYPHEN: Final = re.compile(r"\s*[-*+]\s+\S+")
_LISTS: Final = frozenset(("list", "letters", "bullet", "task"))
_LINE: Final = r"(?:[-–—]\s?|\(?(?:\d{1,2}|[a-z])[.)]\s?)(?=[^\s\d.–—-])"
_LINES: Final = re.compile(rf"^[ \t]*({_LINE})[^\n]*\n[ \t]*{_LINE}", re.M)
"""Two lines, one below the other, that begin as items of a list do."""


def find(state: StateCore) -> None:
    """Record what is left of Markdown in the texts of a page, before quotation marks and dashes are set."""
    found: list[Leftover] = []
    for token in state.tokens:
        if token.type != "inline" or not token.children or not _WORTH_A_LOOK.search(token.content):
            continue
        inside = _in_block(token, token.children) if _is_suspect(token.content, token.children) else []
        if (match := _LINES.search(token.content)) and not any(one.kind in _LISTS for one in inside):
            inside.append(_leftover("list-lines", match, token, match.start(1)))
        found += inside
    if found:
        state.env["leftovers"] = found


def _is_suspect(content: str, children: list[Token]) -> bool:
    """Whether a closer look, which follows where each text stands, can find anything."""
    begins = True
    for child in children:
        if child.type == "text" and (text := child.content):
            if _SUSPECT.search(text) or (begins and _AT_START.match(text.lstrip())):
                return True
            begins = False
        elif child.type != "text":
            begins = child.type in ("softbreak", "hardbreak")
    return "\\" in content


def _in_block(token: Token, children: list[Token]) -> list[Leftover]:
    found: list[Leftover] = []
    text, lines, begins, links = "", 0, True, 0
    at = 0
    if "\\" in token.content and (match := _FORMULA.search(token.content)):
        found.append(Leftover("formula", match[0], token, match.start()))
    for place, child in enumerate(children):
        if child.type == "text":
            text = child.content
            if not text:
                continue
            if (match := _BEFORE.search(text)) and _begins(children[place + 1 : place + 2]):
                found.append(_leftover("emphasis", match, token, at))
            if begins and (match := _AT_START.match(text.lstrip())) and _is_fault(match, lines, token):
                if not (
                    found and found[-1].kind == match.lastgroup == "table"
                ):  # one fault for all of its rows
                    found.append(_leftover(match.lastgroup, match, token, at))
            elif _SUSPECT.search(text):
                found += [
                    _leftover(match.lastgroup, match, token, at)
                    for match in _ANYWHERE.finditer(text)
                    if not (links and match.lastgroup == "address")
                ]
            at = max(at, token.content.find(text, at))
            begins = False
        elif child.type in ("softbreak", "hardbreak"):
            begins, lines = True, lines + 1
            at = token.content.find("\n", at) + 1
        else:
            at = max(at, child.meta.get("at", at))
            begins = False
            links += {"link_open": 1, "link_close": -1}.get(child.type, 0)
    return found


def _begins(following: list[Token]) -> bool:
    return any(
        token.nesting >= 0 and token.type not in ("text", "softbreak", "hardbreak") for token in following
    )


def find_in_html(html: str, text: str) -> str:
    """Return the first of what is left of Markdown between tags, empty where there is none; `text` has none of them."""
    for line, written in zip(text.split("\n"), html.split("\n"), strict=True):
        # A number or a hyphen right behind a tag is what somebody wrote in HTML.
        tagged = written.lstrip().startswith("<")
        match = _AT_START.match(line.strip()) or _ANYWHERE.search(line)
        match = match or (None if tagged else _HYPHEN.match(line))
        by_hand = ("address", "bullet", *(("list",) if tagged else ()))
        if match and match.lastgroup not in by_hand:
            return match[0].strip()
    return ""


def _is_fault(match: re.Match[str], lines: int, token: Token) -> bool:
    # "1." at the start of a paragraph is a list, unless its blank is missing; "12. …" there is text after a break.
    return match.lastgroup not in ("list", "letters") or lines > 0


def _leftover(group: str | None, match: re.Match[str], token: Token, at: int) -> Leftover:
    kind = (group or "").replace("_", "-")
    text = match[0] if len(match[0]) > 2 else match.string[match.start() : match.start() + 24]
    position = token.content.find(match[0], at)
    return Leftover(kind, text.strip(), token, max(position, 0))


def register(md: MarkdownIt) -> None:
    """Look right after inline Markdown was parsed, while each text is as it was typed."""
    md.core.ruler.after("inline_attributes", "leftovers", find)
