"""A source file's text: its characters, its front matter, its body."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from innerpersona_site.diagnostics import Diagnostic, Severity

_FRONT = re.compile(r"\A\ufeff?-{3}[ \t]*\r?\n(.*?)^(?:-{3}|\.{3})[ \t]*(?:\r?\n|\Z)", re.S | re.M)
_READ = re.compile(r"\w++(?:[’'./-]\w++)*+")
_PLANES = "".join(chr(plane << 16 | end) for plane in range(1, 17) for end in (0xFFFE, 0xFFFF))
NO_CHARACTER = re.compile(f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff{_PLANES}]")
"""Control signs and what Unicode sets aside: neither a page nor a feed may hold one."""
_MOJIBAKE_STARTS = frozenset("ÂÃâ")
_MOJIBAKE = re.compile("[ÂÃâ][\xa0-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
_ENCODINGS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"-\x00-\x00", "utf-16-le"),
    (b"\x00-\x00-", "utf-16-be"),
)
"""How a file in another encoding begins: with its mark, or with the first two hyphens of front matter."""

LOST = "\ufffd"
"""What a decoder puts in the place of bytes that are no character."""

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


def decode(data: bytes) -> str:
    """Return the text of a file, with U+FFFD for what is not UTF-8, and with one kind of line end.

    A file in UTF-16 or UTF-32 is read as that, after a U+FFFD: the check asks for UTF-8 all the same.
    """
    encoding = next((name for mark, name in _ENCODINGS if data.startswith(mark)), "utf-8")
    text = data.decode(encoding, errors="replace").replace("\r\n", "\n").replace("\r", "\n")
    return f"{LOST}{text}" if encoding != "utf-8" else text


def text_faults(text: str, path: str) -> list[Diagnostic]:
    """Return what is wrong with the characters of a file: lost letters, signs that are no characters, mojibake."""
    found = []
    if (position := text.find(LOST)) >= 0:
        message = f'"{LOST}" stands where a letter was lost: the file was not saved as UTF-8'
        hint = "Choose UTF-8 where your editor saves, and type the letter again, for example: Flückiger"
        found.append(_fault("file-encoding", Severity.ERROR, path, text, position, message, hint))
    if not text.replace("\n", "").isprintable() and (match := NO_CHARACTER.search(text)):
        message = f"U+{ord(match[0]):04X} is no character that a page may hold"
        hint = "Delete it, with the letters beside it if your editor doesn't show it; a copy from a PDF brings some."
        found.append(_fault("file-character", Severity.ERROR, path, text, match.start(), message, hint))
    if not _MOJIBAKE_STARTS.isdisjoint(text) and (match := _MOJIBAKE.search(text)):
        message = (
            f'"{match[0]}" looks like one letter that was read as two: a text in UTF-8 was opened as another'
        )
        hint = "Copy the passage again from where it came, or type the sign: ’ for â€™, é for Ã©"
        found.append(_fault("file-mojibake", Severity.WARNING, path, text, match.start(), message, hint))
    return found


def _fault(
    code: str, severity: Severity, path: str, text: str, position: int, message: str, hint: str
) -> Diagnostic:
    line = text.count("\n", 0, position) + 1
    column = position - text.rfind("\n", 0, position)
    return Diagnostic(code, severity, path, line, column, message, hint)


def split_source(text: str) -> Source:
    """Take a file's text, as `decode` returns it, apart into front matter and body."""
    text = text.removeprefix(LOST)
    match = _FRONT.match(text)
    if match is None:
        return Source(None, text.removeprefix("\ufeff"), 1)
    return Source(match.group(1), text[match.end() :], text.count("\n", 0, match.end()) + 1)


def count_words(visible: str) -> int:
    """Count the words of a text as a reader reads it, a number being one."""
    return len(_READ.findall(visible))


def reading_minutes(words: int) -> int:
    """Return reading time in whole minutes, rounded up, at least 1."""
    return max(1, math.ceil(words / WORDS_PER_MINUTE))
