"""A source file's text: its front matter, its body, and the body with code blanked out."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

_FRONT = re.compile(r"\A\ufeff?-{3}[ \t]*\r?\n(.*?)^(?:-{3}|\.{3})[ \t]*(?:\r?\n|\Z)", re.S | re.M)
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})([^`\n]*)$")
_PROFILE_NOTE = re.compile(r"(?ms)^ {0,3}(/{3,}) *profile-note\b.*?^ {0,3}\1 *$")
_INLINE_CODE = re.compile(r"(?<![`\\])(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.S)
_COMMENT = re.compile(r"<!--.*?-->", re.S)

_NOT_READ = (
    (("profile-note",), _PROFILE_NOTE),
    (("```", "~~~"), re.compile(r"(?ms)^ {0,3}(`{3,}|~{3,}).*?^ {0,3}\1[`~]*[ \t]*$")),
    (("<!--",), _COMMENT),
    (("///",), re.compile(r"\n {0,3}/{3,}[ ]*[\w-]*[ ]*\|?")),
    (("    ",), re.compile(r"\n {4,}[\w-]+: .*")),
    (("@",), re.compile(r"\[-?@[^\]]*\]")),
    (("](", "<", "{"), re.compile(r"\]\([^)]*\)|<[^>]+>|\{[:#.][^}]*\}")),
)
"""Markup that holds no words, in this order, each with signs without which a text has none of it."""
_READ = re.compile(r"\w++(?:[’'./-]\w++)*+")

WORDS_PER_MINUTE = 230
"""Silent reading of English non-fiction by adults, about 240 a minute in pooled studies; rounded down."""


@dataclass(frozen=True, slots=True)
class Source:
    """A Markdown file taken apart.

    `yaml` is the text between the front matter's fences (None where there is none), which begins on line 2 of
    the file. `body` is what follows; its first line is line `body_line` of the file, counting from 1.
    """

    yaml: str | None
    body: str
    body_line: int


def split_source(text: str) -> Source:
    """Take a file's text apart into front matter and body."""
    text = text.replace("\r\n", "\n")
    match = _FRONT.match(text)
    if match is None:
        return Source(None, text.removeprefix("\ufeff"), 1)
    return Source(match.group(1), text[match.end() :], text.count("\n", 0, match.end()) + 1)


def blank_code(body: str) -> str:
    """Return the body with code and comments replaced by spaces; every position is kept."""
    if "`" not in body and "~~~" not in body and "<!--" not in body:
        return body
    lines = body.split("\n")
    fence = ""
    for number, line in enumerate(lines):
        match = _FENCE.match(line)
        if fence:
            closes = match and match.group(1).startswith(fence) and not match.group(2).strip()
            lines[number] = " " * len(line)
            if closes:
                fence = ""
        elif match:
            fence = match.group(1)
            lines[number] = " " * len(line)
    without_fences = "\n".join(lines)
    # Inline code ends with its paragraph: a stray backtick must not swallow the rest of the page.
    parts = re.split(r"(\n[ \t]*\n)", without_fences)
    without_code = "".join(_INLINE_CODE.sub(_blank, part) if "`" in part else part for part in parts)
    return _COMMENT.sub(_blank, without_code)


def count_words(body: str) -> int:
    """Count the words that a reader reads: no code, block syntax, link targets, citations or tags.

    A profile note is left out: most readers see none of it, and the others a part.
    """
    body = f"\n{body}"
    for signs, pattern in _NOT_READ:
        if any(sign in body for sign in signs):
            body = pattern.sub(" ", body)
    return len(_READ.findall(body))


def reading_minutes(words: int) -> int:
    """Return reading time in whole minutes, rounded up, at least 1."""
    return max(1, math.ceil(words / WORDS_PER_MINUTE))


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match.group(0))
