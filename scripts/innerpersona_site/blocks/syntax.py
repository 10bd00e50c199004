"""A strict reading of a page's blocks.

The Markdown extension that renders blocks shows a faulty one as plain text and says nothing. This scanner
reads the same lines and reports every fault with its place and a valid example.
"""

from __future__ import annotations

import re
from typing import Final

from innerpersona_site.blocks.found import BlockScan, FoundBlock, OpenBlock, OptionValue
from innerpersona_site.blocks.specs import HOLDERS, SPECS, BlockSpec, Takes
from innerpersona_site.diagnostics import Diagnostic, Severity, did_you_mean

_FENCE: Final = re.compile(r" {0,3}(/{3,})(.*)")
_HEADER: Final = re.compile(r" *([\w-]+) *(\| *(.*?) *)?")
_MISPLACED: Final = re.compile(r"(?:\s*+(?:>|[-*+]|\d++[.)])\s)*+\s*+(/{3,}) *(?:[\w-]+ *(?:\|.*)?)?")
_OPTION_LINE: Final = re.compile(r" {4,}\S")
_NEAR_OPTION: Final = re.compile(r"( {0,3})([\w-]+):[ \t]+\S")
_OPTION: Final = re.compile(r" {4}([\w-]+):[ \t]+(.*?)[ \t]*")
_PLAIN_VALUE: Final = re.compile(r"[^\s\[\]{}&*!|>%@`#'\"-][^#]*?|\"[^\"\\]*\"|'[^']*'")


def scan_blocks(blanked: str, first_line: int, path: str) -> BlockScan:
    """Read the blocks of a page.

    `blanked` is the body with code blanked out, `first_line` the number in the file of its first line, `path`
    what diagnostics show.
    """
    return _Scanner(path, first_line).run(blanked.split("\n"))


class _Scanner:
    """Walks a page's lines with a stack of open blocks."""

    def __init__(self, path: str, first_line: int) -> None:
        self._path = path
        self._first = first_line
        self._stack: list[OpenBlock] = []
        self._scan = BlockScan()

    def run(self, lines: list[str]) -> BlockScan:
        """Return what the lines hold."""
        self._lines = lines
        place = 0
        while place < len(lines):
            line = lines[place]
            fence = _FENCE.fullmatch(line) if "///" in line else None
            if fence is None:
                self._content(place, line)
                place += 1
            elif not fence[2].strip():
                self._close(place, fence)
                place += 1
            else:
                place = self._open(lines, place, fence)
        while self._stack:
            self._unclosed(self._stack.pop())
        return self._scan

    def _open(self, lines: list[str], place: int, fence: re.Match[str]) -> int:
        header = _HEADER.fullmatch(fence[2])
        number, column = self._first + place, fence.start(1) + 1
        if header is None:
            return self._open_faulty(lines, place, fence, column)
        spec = SPECS.get(header[1].lower())
        if spec is None:
            message = f'unknown block "{header[1]}"{did_you_mean(header[1], SPECS)}'
            hint = f"Known blocks: {', '.join(SPECS)}. For example:\n{SPECS['takeaways'].example}"
            self._report("block-unknown", number, fence.start(2) + header.start(1) + 1, message, hint)
            # Its closing fence would be reported as a stray one: give it a frame without rules.
            self._stack.append(OpenBlock(_UNKNOWN, len(fence[1]), number, column))
            return place + 1
        self._check_argument(spec, header, number, fence.start(2) + 1)
        self._check_nesting(spec, len(fence[1]), number, column)
        after = self._options(spec, lines, place + 1, number)
        self._stack.append(OpenBlock(spec, len(fence[1]), number, column, header[3] or ""))
        return after

    def _open_faulty(self, lines: list[str], place: int, fence: re.Match[str], column: int) -> int:
        """Report a header that can't be read, and go on as if the block that it names had been opened."""
        name, _, text = fence[2].strip().partition(" ")
        spec = SPECS.get(name.lower(), _UNKNOWN)
        number = self._first + place
        if spec.argument is Takes.REQUIRED and spec is not _UNKNOWN:
            message = f'between "{spec.name}" and its text a bar is missing'
            hint = f"Write: {fence[1]} {spec.name} | {text.strip()}"
        else:
            message = f'"{lines[place].strip()}" is not a block header'
            hint = "Write three slashes, the block's name, and, where it takes one, a bar and its text:\n"
            hint += SPECS["call-to-action"].example
        self._report("block-header", number, column, message, hint)
        if spec is _UNKNOWN:
            self._stack.append(OpenBlock(_UNKNOWN, len(fence[1]), number, column))
            return place + 1
        self._check_nesting(spec, len(fence[1]), number, column)
        after = self._options(spec, lines, place + 1, number)
        self._stack.append(OpenBlock(spec, len(fence[1]), number, column, text.strip()))
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

    def _check_nesting(self, spec: BlockSpec, length: int, number: int, column: int) -> None:
        outer = self._stack[-1] if self._stack else None
        if outer is not None:
            outer.children.append(spec.name)
            if outer.spec is _UNKNOWN:
                return
        inside = outer.spec.name if outer else None
        if inside != spec.parent:
            where = f'inside "{spec.parent}"' if spec.parent else "on its own, not inside another block"
            found = f', not inside "{inside}"' if inside and spec.parent else ""
            message = f'"{spec.name}" must stand {where}{found}'
            self._report("block-nesting", number, column, message, _example(spec))
        elif outer is not None and length <= outer.length:
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
        match = _OPTION.fullmatch(line)
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
        if not _PLAIN_VALUE.fullmatch(value):
            message = f'the value of "{name}" must be plain text'
            hint = f"Write:\n    {name}: {spec.options[name].example}"
            self._report("block-option-value", number, match.start(2) + 1, message, hint)
            return
        plain = value.strip("\"'")
        choices = spec.options[name].choices
        if choices and plain not in choices:
            close = did_you_mean(plain, choices)
            message = f'"{name}" is "{plain}"{close}; it must be one of {", ".join(choices)}'
            hint = f"Write:\n    {name}: {spec.options[name].example}"
            self._report("block-option-value", number, match.start(2) + 1, message, hint)
            return
        self._scan.options.append(OptionValue(spec.name, name, plain, number, match.start(2) + 1))

    def _content(self, place: int, line: str) -> None:
        misplaced = _MISPLACED.fullmatch(line) if "///" in line else None
        if misplaced:
            message = "a block's fence can't stand in a list or a quotation, nor be indented by four spaces"
            hint = f"Begin it at the start of the line:\n{SPECS['takeaways'].example}"
            column = misplaced.start(1) + 1
            self._report("block-misplaced", self._first + place, column, message, hint)
        elif self._stack and line.strip():
            self._stack[-1].content.append((self._first + place, line))

    def _close(self, place: int, fence: re.Match[str]) -> None:
        length, number, column = len(fence[1]), self._first + place, fence.start(1) + 1
        if all(block.length != length for block in self._stack):
            message = f"this fence of {length} slashes closes no block"
            hint = "A block ends with as many slashes as it began with:\n" + SPECS["takeaways"].example
            self._report("block-stray-fence", number, column, message, hint)
            return
        inner = self._stack[-1]
        if inner.length > length and inner.spec.parent and self._next_header(place) == inner.spec.name:
            # Another one follows, so the outer block goes on: this fence was meant for the inner one.
            message = f'"{inner.spec.name}" ends with {length} slashes, but it began with {inner.length}'
            self._report("block-fence", number, column, message, f"Write: {'/' * inner.length}")
            self._finish(self._stack.pop())
            return
        while self._stack[-1].length != length:
            self._unclosed(self._stack.pop())
        self._finish(self._stack.pop())

    def _next_header(self, place: int) -> str | None:
        """Return the name of the first block that is opened below a line."""
        for line in self._lines[place + 1 :]:
            fence = _FENCE.fullmatch(line)
            if fence and fence[2].strip():
                return fence[2].split()[0].lower()
        return None

    def _finish(self, block: OpenBlock) -> None:
        spec = block.spec
        if spec is _UNKNOWN:
            return
        self._scan.blocks.append(
            FoundBlock(spec.name, block.argument, block.line, block.column, tuple(block.content))
        )
        first = block.content[0] if block.content else None
        if spec.body is Takes.FORBIDDEN and first is not None:
            column = len(first[1]) - len(first[1].lstrip()) + 1
            self._report("block-content", first[0], column, f'"{spec.name}" takes no text', _example(spec))
        elif spec.name in HOLDERS:
            held = HOLDERS[spec.name]
            if held not in block.children:
                message = f'"{spec.name}" holds no {held}'
                self._report("block-content", block.line, block.column, message, _example(spec))
            if first is not None:
                message = f'text in "{spec.name}" must stand inside a {held}'
                self._report("block-content", first[0], 1, message, _example(spec))
        elif spec.body is Takes.REQUIRED and first is None:
            self._report("block-content", block.line, block.column, f'"{spec.name}" is empty', _example(spec))
        elif spec.name == "takeaways" and not any(
            re.match(r" {0,3}[-*+] ", line) for _, line in block.content
        ):
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


def _example(spec: BlockSpec) -> str:
    return f"A valid example:\n{spec.example}"
