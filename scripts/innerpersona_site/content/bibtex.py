"""BibTeX as it is written: entries with their fields and lines, and what can't be read."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bibtexparser.model import Block

# It logs what it can't read; here that is returned.
logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)

KEY: Final = r"[^\W_][^\s\"#%'(),={}\\;\[\]@`<>|*~^&$]*"
"""A key that BibTeX takes and that Markdown leaves alone when it is cited."""

_HEAD: Final = re.compile(r"@[ \t]*(\w+)\s*[{(]\s*([^,\s{}()=]*)")
_NO_ENTRIES: Final = {"comment", "preamble", "string"}
_PIECE: Final = re.compile(r"[0-9]+|[^\W\d][^\s#,{}\"()=]*")
_MONTHS: Final = dict(
    zip(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"),
        map(str, range(1, 13)),
        strict=True,
    )
)
_LOST: Final = re.compile(r"@|=\s*[{\"]|^\s*\w+\s*\{", re.M)
"""What stands between entries and was meant for one."""


EXAMPLE: Final = """@article{hazan1987romantic,
  author   = {Hazan, Cindy and Shaver, Phillip},
  title    = {Romantic Love Conceptualized as an Attachment Process},
  journal  = {Journal of Personality and Social Psychology},
  year     = {1987},
  volume   = {52},
  number   = {3},
  pages    = {511--524},
  doi      = {10.1037/0022-3514.52.3.511},
  verified = {no},
  finding  = {What the work found, in our own words. [no figures]}
}"""
"""An entry with all that it needs."""


@dataclass(frozen=True, slots=True)
class BibtexEntry:
    """One entry: its fields by lower-case name, values without the outer braces, and the lines of both."""

    key: str
    type: str
    line: int
    fields: Mapping[str, str]
    lines: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class BibtexFault:
    """What is wrong with an entry; `key` is empty where none is known, and what is `doubtful` may be right."""

    code: str
    key: str
    line: int
    message: str
    remedy: str = f"A valid entry:\n{EXAMPLE}"
    doubtful: bool = False


class _ValueError(ValueError):
    """A field's value that is no BibTeX; the text says why."""


def parse_bibtex(text: str) -> tuple[list[BibtexEntry], list[BibtexFault]]:
    """Return all entries that can be read, and what can't; an entry is in one of the two."""
    entries: dict[str, BibtexEntry] = {}
    faults: list[BibtexFault] = []
    macros = dict(_MONTHS)
    for block, line in _blocks(text, faults):
        read = _read_block(block, line, macros, entries)
        if isinstance(read, BibtexEntry):
            entries[read.key] = read
        elif read is not None:
            faults.append(read)
    return list(entries.values()), faults


def _blocks(text: str, faults: list[BibtexFault]) -> Iterator[tuple[Block, int]]:
    """Parse the text; where the library gives up on it, each entry alone, so that its line is known."""
    # The parser is imported late: it takes a while, and a file that has not changed is not parsed again.
    from bibtexparser.entrypoint import parse_string

    try:
        yield from ((block, (block.start_line or 0) + 1) for block in parse_string(text, []).blocks)
        return
    except Exception:  # whatever the library raises, its entry is looked for below
        starts = [match.start() for match in re.finditer(r"(?m)^[ \t]*@", text)]
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        line = text.count("\n", 0, start) + 1
        try:
            blocks = parse_string(text[start:end], []).blocks
        except Exception as problem:
            head = _HEAD.search(text, start, end)
            message = f"this entry can't be read ({type(problem).__name__})"
            faults.append(BibtexFault("bibliography-syntax", head[2] if head else "", line, message))
        else:
            yield from ((block, line + (block.start_line or 0)) for block in blocks)


def _read_block(
    block: Block, line: int, macros: dict[str, str], entries: Mapping[str, BibtexEntry]
) -> BibtexEntry | BibtexFault | None:
    from bibtexparser import model

    raw = block.raw or ""
    head = _HEAD.search(raw)
    key = head[2] if head and head[1].lower() not in _NO_ENTRIES else ""
    if isinstance(block, model.DuplicateBlockKeyBlock) and isinstance(block.ignore_error_block, model.String):
        return _macro(block.ignore_error_block, line, macros)
    if isinstance(block, model.DuplicateBlockKeyBlock):
        message = f'the key "{key}" is used by an earlier entry'
        message += f", in line {entries[key].line}" if key in entries else ""
        return BibtexFault(
            "bibliography-duplicate", key, line, message, "Keep one of the two entries, or rename one key."
        )
    if isinstance(block, model.DuplicateFieldKeyBlock):
        return _twice(key, line, block.duplicate_keys)
    if isinstance(block, model.ParsingFailedBlock):
        message = "this entry can't be read; a brace, a quotation mark or a comma is missing"
        return BibtexFault("bibliography-syntax", key, line, message)
    if isinstance(block, model.String):
        return _macro(block, line, macros)
    if isinstance(block, model.Entry):
        return _entry(block, line, macros)
    if isinstance(block, model.ImplicitComment) and (lost := _LOST.search(_uncommented(raw))):
        message = (
            "this stands outside of every entry, so it is ignored; a brace is too many, or an @ is missing"
        )
        place = line + raw.count("\n", 0, lost.start())
        return BibtexFault("bibliography-syntax", key, place, message)
    return None


def _uncommented(text: str) -> str:
    return re.sub(r"(?m)^\s*%.*$", "", text)


def _twice(key: str, line: int, names: Iterator[str] | set[str]) -> BibtexFault:
    message = f'"{key}": a field is given twice: {", ".join(sorted(names))}'
    return BibtexFault("bibliography-duplicate", key, line, message, "Keep one of the two lines.")


def _macro(block: object, line: int, macros: dict[str, str]) -> BibtexFault | None:
    name, value = str(getattr(block, "key", "")), str(getattr(block, "value", ""))
    try:
        macros[name.lower()] = _value(value, macros)
    except _ValueError as fault:
        message = f'the abbreviation "{name}": {fault}'
        return BibtexFault("bibliography-syntax", "", line, message, f"Write: @string{{{name} = {{…}}}}")
    return None


def _entry(block: object, line: int, macros: Mapping[str, str]) -> BibtexEntry | BibtexFault:
    from bibtexparser.model import Entry

    assert isinstance(block, Entry)
    if not re.fullmatch(KEY, block.key):
        message = f'the key "{block.key}" can\'t be cited' if block.key else "this entry has no key"
        remedy = "A key begins with a letter or a digit and holds no blank, comma, semicolon or bracket: smith2010,"
        return BibtexFault("bibliography-key", block.key, line, message, remedy)
    fields: dict[str, str] = {}
    lines: dict[str, int] = {}
    shift = line - (block.start_line or 0)
    for field in block.fields:
        name, place = field.key.strip().lower(), (field.start_line or 0) + shift
        if name in fields:
            return _twice(block.key, place, {name})
        try:
            fields[name], lines[name] = _value(str(field.value), macros), place
        except _ValueError as fault:
            message = f'"{block.key}": {name}: {fault}'
            return BibtexFault("bibliography-syntax", block.key, place, message, f"Write: {name} = {{…}},")
    return BibtexEntry(block.key, block.entry_type.lower(), line, fields, lines)


def _value(raw: str, macros: Mapping[str, str]) -> str:
    """Return a value without its outer braces or quotation marks, its parts joined and abbreviations resolved."""
    parts, rest = [], raw.strip()
    while True:
        part, rest = _part(rest, macros)
        parts.append(part)
        if not rest:
            return "".join(parts)
        if not rest.startswith("#"):
            raise _ValueError("a comma is missing at the end of its line")
        rest = rest[1:].lstrip()


def _part(text: str, macros: Mapping[str, str]) -> tuple[str, str]:
    if text[:1] in ("{", '"'):
        end = _closing(text)
        return text[1:end], text[end + 1 :].lstrip()
    found = _PIECE.match(text)
    rest = text[found.end() :].lstrip() if found else ""
    if found is None or (rest and rest[0] not in '#{"' and not rest[0].isalpha()):
        raise _ValueError("its value needs braces around it")
    word = found.group()
    if word.isdigit():
        return word, rest
    if word.lower() not in macros:
        raise _ValueError(f"{word} is no abbreviation that @string defines; a text needs braces around it")
    return macros[word.lower()], rest


def _closing(text: str) -> int:
    """Return where the brace or quotation mark that opens the text is closed."""
    depth = 0
    for place, letter in enumerate(text):
        escaped = place > 0 and text[place - 1] == "\\"
        if letter == "{" and not escaped:
            depth += 1
        elif letter == "}" and not escaped:
            depth -= 1
        if place and depth == 0 and letter == ("}" if text[0] == "{" else '"'):
            return place
    raise _ValueError("a brace or a quotation mark is not closed")
