"""Block Markdown at less cost: a processor is asked only about text that holds a character that it needs.

Python-Markdown asks each of its fourteen processors about each block of a page, with patterns that search all of it.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable, Iterator
from typing import Any, Final

import yaml
from markdown import Markdown
from markdown.extensions.md_in_html import HtmlBlockPreprocessor
from markdown.preprocessors import NormalizeWhitespace, Preprocessor
from markdown.util import ETX, STX
from pymdownx.blocks import BlocksMgrExtension, BlocksProcessor, BlocksTreeprocessor  # type: ignore[import-untyped]
from pymdownx.util import escape_chars  # type: ignore[import-untyped]

_NEEDED: Final[dict[str, tuple[str, ...]]] = {
    "markdown_block": ("\x02",),
    "empty": ("",),
    "indent": ("    ",),
    "blocks": ("",),
    "code": ("    ",),
    "table": ("|",),
    "hashheader": ("#",),
    "setextheader": ("\n-", "\n="),
    "hr": ("",),
    "olist": ("",),
    "ulist": ("",),
    "quote": (">",),
    "reference": ("]:",),
    "paragraph": ("",),
}
"""What a block of text must hold, one or the other, for a processor to take it, by the processor's name."""

_FENCES: Final = ("```", "~~~")
_UNEVEN: Final = ("\t", " \n", "\r", STX, ETX)
_PLAIN_OPTIONS: Final = re.compile(r"(?: {4}[a-z][a-z-]*: [A-Za-z][A-Za-z/.-]*(?: [A-Za-z/.-]+)*(?:\n|\Z))+")
_WORDS_OF_YAML: Final = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))


def registered_names(registry: Any) -> list[str]:
    """Return the names under which things are registered, first the one that comes first."""
    return [name for name, _ in sorted(registry._priority, key=lambda item: -item.priority)]


type _Test = Callable[[etree.Element, str], bool]
type _Run = Callable[[etree.Element, list[str]], bool | None]


class SparingBlocks:
    """Hands each block of text to the first processor that takes it."""

    def __init__(self, md: Markdown) -> None:
        registry = md.parser.blockprocessors
        names = registered_names(registry)
        self._steps: list[tuple[str, str, _Test, _Run]] = []
        for name in names:
            signs = _NEEDED.get(name, ("",))
            self._steps.append((signs[0], "".join(signs[1:]), registry[name].test, registry[name].run))
        place = names.index("hr")
        needed, also, test, run = self._steps[place]
        self._steps[place] = (
            needed,
            also,
            lambda parent, block: _may_have_rule(block) and test(parent, block),
            run,
        )

    def parse(self, parent: etree.Element, blocks: list[str]) -> None:
        """Parse the blocks, of which none is left, into children of `parent`."""
        while blocks:
            block = blocks[0]
            for needed, also, test, run in self._steps:
                if (needed in block or (also and also in block)) and test(parent, block):
                    if run(parent, blocks) is not False:
                        break
                    block = blocks[0]


def _may_have_rule(block: str) -> bool:
    return block[0] in "-_* " or "\n-" in block or "\n*" in block or "\n_" in block or "\n " in block


def _run_sparingly(fences: Preprocessor) -> None:
    """Let a processor look for fenced code only in a page that has a fence; it must stay in place for its options."""
    run = fences.run

    def run_if_any(lines: list[str]) -> list[str]:
        text = "\n".join(lines)
        return run(lines) if any(fence in text for fence in _FENCES) else lines

    fences.run = run_if_any  # type: ignore[method-assign]


class SparingWhitespace(NormalizeWhitespace):
    """Makes line ends, tabs and blank lines uniform; most pages have nothing to be changed but their end."""

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines with an empty one or two at the end."""
        text = "\n".join(lines)
        if any(sign in text for sign in _UNEVEN):
            return super().run(lines)
        return [*lines, "", ""]


class SparingHtml(HtmlBlockPreprocessor):
    """Takes raw HTML out of a page that may have some."""

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines without it."""
        text = "\n".join(lines)
        return super().run(lines) if "<" in text or "&" in text else lines


class SparingManager(BlocksProcessor):  # type: ignore[misc]
    """Finds the site's own blocks; their options are read by a parser that is ten times as fast as the one in Python."""

    def test(self, parent: etree.Element, block: str) -> bool:
        """Whether this text belongs to an open block or begins one."""
        hungry = self.cached_parent is not None or (self.stack and self.stack[-1].hungry)
        return (hungry or "///" in block) and super().test(parent, block)

    def parse_blocks(self, blocks: list[str], current_parent: etree.Element) -> None:
        """Parse the text of the block that was opened last, and what follows it."""
        super().parse_blocks(blocks, _Chain(self.stack, current_parent))

    def split_header(self, block: str, length: int) -> tuple[dict[str, Any] | None, str]:
        """Return the options of a block and the text below them; None for options that can't be read."""
        match = next((found for found in self.end.finditer(block) if len(found[1]) == length), None)
        rest = [block[match.start() :]] if match else []
        header = block[: match.start()] if match else block
        options = self.yaml_line.match(header)
        if options is None or not options[0].strip():
            return {}, "\n".join([header, *rest])
        return _options(options[0]), "\n".join([header[options.end() :], *rest])


class _Chain:
    """Stands for an element where only the way from it to the innermost open block is asked for.

    The manager asks it for all elements in it, to know the parent of each, and does so for each block of text.
    """

    def __init__(self, stack: list[Any], element: etree.Element) -> None:
        self._stack = stack
        self._element = element

    def iter(self) -> Iterator[etree.Element]:
        """Yield the elements on that way; all elements where the block is not the last thing in each of them."""
        if len(self._stack) < 2:
            return
        sought, way = self._stack[-1].el, [self._element]
        while way[-1] is not sought and len(way[-1]):
            way.append(way[-1][-1])
        yield from way if way[-1] is sought else self._element.iter()


def _options(text: str) -> dict[str, Any] | None:
    if _PLAIN_OPTIONS.fullmatch(text):
        pairs = (line.strip().split(": ") for line in text.splitlines())
        plain = dict(pairs)
        if _WORDS_OF_YAML.isdisjoint(value.lower() for value in plain.values()):
            return plain
    lines = text.splitlines(keepends=True)
    indent = min(len(line) - len(line.lstrip()) for line in lines)
    try:
        options = yaml.load("".join(line[indent:] for line in lines), yaml.CSafeLoader)
    except Exception:  # as the parser in Python: whatever is wrong with them, the block stays text
        return None
    return {} if options is None else options if isinstance(options, dict) else None


class SparingManagerExtension(BlocksMgrExtension):  # type: ignore[misc]
    """Registers the manager where pymdownx would register its own."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Register the manager right after the indentation of lists."""
        md.registerExtension(self)
        escape_chars(md, ["/"])
        self.extension = SparingManager(md.parser, md)
        md.parser.blockprocessors.register(self.extension, "blocks", 89.99)
        md.treeprocessors.register(BlocksTreeprocessor(md, self.extension), "blocks_on_inline_end", 19.99)


def spare(md: Markdown) -> None:
    """Let the parser ask sparingly, once all processors are registered."""
    md.parser.parseBlocks = SparingBlocks(md).parse  # type: ignore[method-assign]
    _run_sparingly(md.preprocessors["fenced_code_block"])
    md.preprocessors.register(SparingWhitespace(md), "normalize_whitespace", 30)
    md.preprocessors.register(SparingHtml(md), "html_block", 20)
