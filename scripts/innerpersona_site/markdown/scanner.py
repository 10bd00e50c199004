"""A strict reading of a page's blocks: what doesn't fit is reported, with its place and a valid example."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from markdown_it.token import Token

from innerpersona_site.diagnostics import CURLY, Diagnostic, Severity, did_you_mean
from innerpersona_site.markdown.found import BlockScan, FoundBlock, OpenBlock, OptionValue
from innerpersona_site.markdown.parser import Parsed
from innerpersona_site.markdown.specs import CAPTIONS, HOLDERS, SPECS, BlockSpec, Takes

_HEADER: Final = re.compile(r" *([\w-]+) *(\| *(.*?) *)?")
_OPTION_LINE: Final = re.compile(r"(?: {4,}| {0,3}\t)\s*\S")
_NEAR_OPTION: Final = re.compile(r"( {0,3})([\w-]+):[ \t]+\S")
_OPTION: Final = re.compile(r" {4}([\w-]+):[ \t]+(.*?)[ \t]*")
_PLAIN_VALUE: Final = re.compile(r"[^\s\[\]{}&*!|>%@`#'\"-][^#]*?|\"[^\"\\]*\"|'[^']*'")


class Header(NamedTuple):
    """The start of a block: its name, the text after the bar, and its options, whether they are right or not."""

    name: str
    argument: str
    options: dict[str, str]
    title: Token | None = None
    """The text after the bar, parsed."""


def read_header(token: Token, lines: list[str]) -> Header | None:
    """Return what a `slashes` token begins, None where that can't be read."""
    match = _HEADER.fullmatch(token.meta["header"].rstrip())
    if match is None or token.map is None:
        return None
    options = {}
    for line in lines[token.map[0] + 1 : token.map[1]]:
        name, _, value = line.strip().partition(":")
        options[name.strip()] = _plain(value)
    return Header(match[1].lower(), match[3] or "", options, token.meta.get("title"))


def scan_blocks(parsed: Parsed, path: str) -> BlockScan:
    """Read the blocks of a page; `path` is what diagnostics show."""
    if not any(token.type == "slashes" for token in parsed.tokens):
        return BlockScan()
    return _Scanner(path, parsed).run()


class _Scanner:
    """Walks a page's tokens with a stack of open blocks."""

    def __init__(self, path: str, parsed: Parsed) -> None:
        self._path = path
        self._first = parsed.first_line
        self._lines = parsed.lines
        self._tokens = [t for t in parsed.tokens if t.type == "slashes" or (t.level < 2 and t.map)]
        self._stack: list[OpenBlock] = []
        self._scan = BlockScan()

    def run(self) -> BlockScan:
        """Return what the page holds."""
        done = 0
        for place, token in enumerate(self._tokens):
            assert token.map
            if token.type != "slashes":
                if token.map[0] >= done:
                    self._content(token)
            elif token.level:
                self._misplaced(token)
            elif not token.meta["header"].strip():
                self._close(place, token)
            else:
                done = self._open(place, token)
        while self._stack:
            self._unclosed(self._stack.pop())
        return self._scan

    def _open(self, index: int, token: Token) -> int:
        """Open a block, and return the line after its options, counted from 0 in the body."""
        assert token.map
        text, place = token.meta["header"].rstrip(), token.map[0]
        length, number, column = token.meta["length"], self._first + place, token.meta["column"]
        header = _HEADER.fullmatch(text)
        if header is None:
            return self._open_faulty(token, text.strip())
        spec = SPECS.get(header[1].lower())
        if spec is None:
            message = f'unknown block "{header[1]}"{did_you_mean(header[1], SPECS)}'
            hint = f"Known blocks: {', '.join(SPECS)}. For example:\n{SPECS['takeaways'].example}"
            self._report("block-unknown", number, column + length + header.start(1), message, hint)
            # Its closing fence would be reported as a stray one: give it a frame without rules.
            self._stack.append(OpenBlock(_UNKNOWN, length, number, column))
            return token.map[1]
        self._check_argument(spec, header, number, column + length)
        self._close_forgotten(spec, index)
        self._check_nesting(spec, length, number, column)
        if spec.name in CAPTIONS:  # one that follows a table or a picture is no block any more
            message = f'"{spec.name}" must stand right below a table or a picture, and hold one paragraph'
            self._report("block-nesting", number, column, message, _example(spec))
        after = self._options(spec, self._lines, place + 1, number)
        self._stack.append(OpenBlock(spec, length, number, column, header[3] or ""))
        return after

    def _open_faulty(self, token: Token, header: str) -> int:
        """Report a header that can't be read, and go on as if the block that it names had been opened."""
        assert token.map
        name, _, text = header.partition(" ")
        spec = SPECS.get(name.lower(), _UNKNOWN)
        length, number, column = token.meta["length"], self._first + token.map[0], token.meta["column"]
        if spec.argument is Takes.REQUIRED and spec is not _UNKNOWN:
            message = f'between "{spec.name}" and its text a bar is missing'
            hint = f"Write: {'/' * length} {spec.name} | {text.strip()}"
        else:
            message = f'"{self._lines[token.map[0]].strip()}" is not a block header'
            hint = "Write three slashes, the block's name, and, where it takes one, a bar and its text:\n"
            hint += SPECS["call-to-action"].example
        self._report("block-header", number, column, message, hint)
        if spec is _UNKNOWN:
            self._stack.append(OpenBlock(_UNKNOWN, length, number, column))
            return token.map[1]
        self._check_nesting(spec, length, number, column)
        after = self._options(spec, self._lines, token.map[0] + 1, number)
        self._stack.append(OpenBlock(spec, length, number, column, text.strip()))
        return after

    def _check_argument(self, spec: BlockSpec, header: re.Match[str], number: int, column: int) -> None:
        text = header[3] or ""
        if spec.argument is Takes.REQUIRED and not text:
            message = f'"{spec.name}" needs a text after a bar'
            self._report("block-argument", number, column, message, _example(spec))
        if spec.names and text:
            self._check_names(spec, text, number, column + header.start(3))
        if spec.argument is Takes.FORBIDDEN and header[2]:
            message = f'"{spec.name}" takes no text after a bar'
            self._report("block-argument", number, column + header.start(2), message, _example(spec))

    def _check_names(self, spec: BlockSpec, text: str, number: int, column: int) -> None:
        seen: set[str] = set()
        names = spec.names() if spec.names else ()
        for part in text.split(","):
            name = part.strip()
            place = column + len(part) - len(part.lstrip())
            if name in seen:
                self._report(
                    "block-argument", number, place, f'"{name}" is named twice', "Keep one of the two."
                )
            elif name not in names:
                message = f'"{spec.name}" names "{name}"{did_you_mean(name, names)}'
                hint = f"Known names: {', '.join(names)}. {_example(spec)}"
                self._report("block-argument", number, place, message, hint)
            seen.add(name)
            column += len(part) + 1

    def _close_forgotten(self, spec: BlockSpec, index: int) -> None:
        """Report open blocks that neither hold this one nor are closed below it: it is meant to stand beside them."""
        while self._stack:
            outer = self._stack[-1]
            holds = outer.spec is _UNKNOWN or outer.spec.name == spec.parent
            if holds or (spec.parent is None and self._is_closed(outer, index)):
                return
            if spec.parent and spec.parent not in [block.spec.name for block in self._stack]:
                return
            self._unclosed(self._stack.pop())

    def _is_closed(self, outer: OpenBlock, index: int) -> bool:
        """Whether a fence below a header closes the block around it; `index` is the header's token."""
        depth = 0  # how many blocks with fences of this length stand open inside it
        for place, token in enumerate(self._tokens[index:]):
            if token.type != "slashes" or token.level or token.meta["length"] != outer.length:
                continue
            if not token.meta["header"].strip():
                depth -= 1
            elif place and not depth:
                return False  # a block of its own comes first
            else:
                depth += 1
            if depth < 0:
                return True
        return False

    def _check_nesting(self, spec: BlockSpec, length: int, number: int, column: int) -> None:
        outer = self._stack[-1] if self._stack else None
        if outer is not None:
            outer.children.append(spec.name)
            if outer.spec is _UNKNOWN:
                return
        inside = outer.spec.name if outer else None
        if inside != spec.parent and not spec.anywhere:
            where = f'inside "{spec.parent}"' if spec.parent else "on its own, not inside another block"
            found = f', not inside "{inside}"' if inside and spec.parent else ""
            message = f'"{spec.name}" must stand {where}{found}'
            self._report("block-nesting", number, column, message, _example(spec))
        elif outer is not None and length <= outer.length and not outer.short:
            outer.short = True  # whoever writes one so writes all so
            message = (
                f'"{spec.name}" is inside "{inside}", so its fence must be longer than {outer.length} slashes'
            )
            self._report("block-fence", number, column, message, _example(spec))

    def _options(self, spec: BlockSpec, lines: list[str], place: int, header: int) -> int:
        given: set[str] = set()
        while place < len(lines):
            if _OPTION_LINE.match(lines[place]):
                self._option(spec, lines[place], self._first + place, given)
            elif (near := _NEAR_OPTION.match(lines[place])) and near[2] in spec.options:
                given.add(near[2])
                message = f'"{near[2]}" is an option, so it must be indented by four spaces'
                hint = f"Write:\n    {lines[place].strip()}"
                self._report("block-option-syntax", self._first + place, len(near[1]) + 1, message, hint)
            else:
                break
            place += 1
        for name, option in spec.options.items():
            if option.required and name not in given:
                message = f'"{spec.name}" needs the option "{name}"'
                self._report("block-option-missing", header, 1, message, _example(spec))
        return place

    def _option(self, spec: BlockSpec, line: str, number: int, given: set[str]) -> None:
        match = _OPTION.fullmatch(line.expandtabs(4))
        start = len(line) - len(line.lstrip()) + 1
        if match is None:
            message = f'"{line.strip()}" is indented like an option but is not name: value'
            hint = "Options stand right below the header, indented by four spaces; text is not indented.\n"
            self._report("block-option-syntax", number, start, message, hint + _example(spec))
            return
        name, value = match[1], match[2]
        if name not in spec.options:
            close = did_you_mean(name, spec.options)
            known = f"it takes {', '.join(spec.options)}" if spec.options else "it takes none"
            message = f'"{spec.name}" has no option "{name}"{close}; {known}'
            self._report("block-option-unknown", number, start, message, _example(spec))
            return
        if name in given:
            message = f'the option "{name}" is given twice'
            self._report("block-option-syntax", number, start, message, "Keep one of the two lines.")
        given.add(name)
        if CURLY.fullmatch(value):
            message = f"the quotation marks around {value} are typographic ones, which stay in the value"
            hint = f"Write:\n    {name}: {value[1:-1]}"
            self._report("block-option-value", number, match.start(2) + 1, message, hint)
            return
        if not _PLAIN_VALUE.fullmatch(value):
            message = f'the value of "{name}" must be plain text'
            hint = f"Write:\n    {name}: {spec.options[name].example}"
            self._report("block-option-value", number, match.start(2) + 1, message, hint)
            return
        plain = _plain(value)
        choices = spec.options[name].choices
        if choices and plain not in choices:
            close = did_you_mean(plain, choices)
            message = f'"{name}" is "{plain}"{close}; it must be one of {", ".join(choices)}'
            hint = f"Write:\n    {name}: {spec.options[name].example}"
            self._report("block-option-value", number, match.start(2) + 1, message, hint)
            return
        self._scan.options.append(OptionValue(spec.name, name, plain, number, match.start(2) + 1))

    def _misplaced(self, token: Token) -> None:
        assert token.map
        message = "a block's fence can't stand in a list, a quotation or a note"
        hint = f"Begin it at the start of the line:\n{SPECS['takeaways'].example}"
        line = self._lines[token.map[0]]
        self._report("block-misplaced", self._first + token.map[0], line.find("///") + 1, message, hint)

    def _content(self, token: Token) -> None:
        if not self._stack or not token.map:
            return
        block = self._stack[-1]
        if block.content is None:
            block.content = self._first + token.map[0]
        if token.type == "list_item_open":
            block.items += 1

    def _close(self, place: int, token: Token) -> None:
        assert token.map
        length, number, column = token.meta["length"], self._first + token.map[0], token.meta["column"]
        if all(block.length != length for block in self._stack):
            message = f"this fence of {length} slashes closes no block"
            hint = "A block ends with as many slashes as it began with:\n" + SPECS["takeaways"].example
            self._report("block-stray-fence", number, column, message, hint)
            return
        inner = self._stack[-1]
        if inner.length > length and inner.spec.parent and self._goes_on(inner, length, place):
            # The outer block goes on: this fence was meant for the inner one.
            message = f'"{inner.spec.name}" ends with {length} slashes, but it began with {inner.length}'
            self._report("block-fence", number, column, message, f"Write: {'/' * inner.length}")
            self._finish(self._stack.pop(), number)
            return
        while self._stack[-1].length != length:
            self._unclosed(self._stack.pop())
        self._finish(self._stack.pop(), number)

    def _goes_on(self, inner: OpenBlock, length: int, place: int) -> bool:
        """Whether after a token the next fence opens another such block, or closes the one around them."""
        for token in self._tokens[place + 1 :]:
            if token.type == "slashes" and token.meta["header"].strip():
                return bool(token.meta["header"].split()[0].lower() == inner.spec.name)
            if token.type == "slashes":
                return bool(token.meta["length"] == length)
        return False

    def _finish(self, block: OpenBlock, end: int) -> None:
        spec = block.spec
        if spec is _UNKNOWN:
            return
        self._scan.blocks.append(
            FoundBlock(spec.name, block.argument, block.line, block.column, end, block.items)
        )
        first = block.content
        if spec.body is Takes.FORBIDDEN and first is not None:
            line = self._lines[first - self._first]
            column = len(line) - len(line.lstrip()) + 1
            self._report("block-content", first, column, f'"{spec.name}" takes no text', _example(spec))
        elif spec.name in HOLDERS:
            held = HOLDERS[spec.name]
            if held not in block.children:
                message = f'"{spec.name}" holds no {held}'
                self._report("block-content", block.line, block.column, message, _example(spec))
            if first is not None:
                message = f'text in "{spec.name}" must stand inside a {held}'
                self._report("block-content", first, 1, message, _example(spec))
        elif spec.body is Takes.REQUIRED and first is None and not block.children:
            self._report("block-content", block.line, block.column, f'"{spec.name}" is empty', _example(spec))
        elif spec.name == "takeaways" and not block.items:
            message = '"takeaways" must hold a list, one claim to a line'
            self._report("block-content", block.line, block.column, message, _example(spec))

    def _unclosed(self, block: OpenBlock) -> None:
        name = "this block" if block.spec is _UNKNOWN else f'"{block.spec.name}"'
        slashes = "/" * block.length
        message = f"{name} is not closed; a line of {block.length} slashes must follow"
        hint = f"Close it with {slashes} on a line of its own."
        if block.spec is not _UNKNOWN:
            hint += f"\n{_example(block.spec)}"
        self._report("block-unclosed", block.line, block.column, message, hint)

    def _report(self, code: str, line: int, column: int, message: str, hint: str) -> None:
        self._scan.diagnostics.append(
            Diagnostic(code, Severity.ERROR, self._path, line, column, message, hint)
        )


_UNKNOWN: Final = BlockSpec("", Takes.REQUIRED, Takes.REQUIRED, {}, None, "")


def _plain(value: str) -> str:
    return value.strip().strip("\"'")


def _example(spec: BlockSpec) -> str:
    return f"A valid example:\n{spec.example}"
