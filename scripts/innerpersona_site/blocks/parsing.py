"""Block Markdown at less cost: a processor is asked only about text that holds a character that it needs.

Python-Markdown asks each of its fourteen processors about each block of a page, with patterns that search all of it.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Callable
from typing import Any, Final

import yaml
from markdown import Markdown
from markdown.preprocessors import Preprocessor
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
"""What a block of text must hold, one or the other, for a processor to take it, by the name under which it is registered."""

_FENCES: Final = ("```", "~~~")

type _Test = Callable[[etree.Element, str], bool]
type _Run = Callable[[etree.Element, list[str]], bool | None]


class SparingBlocks:
    """Hands each block of text to the first processor that takes it."""

    def __init__(self, md: Markdown) -> None:
        registry = md.parser.blockprocessors
        names = [name for name, _ in sorted(registry._priority, key=lambda item: -item.priority)]
        self._steps: list[tuple[str, str, _Test, _Run]] = [
            (_NEEDED[name][0], _NEEDED[name][-1], registry[name].test, registry[name].run) for name in names
        ]

    def parse(self, parent: etree.Element, blocks: list[str]) -> None:
        """Parse the blocks, of which none is left, into children of `parent`."""
        while blocks:
            block = blocks[0]
            for needed, also, test, run in self._steps:
                if (needed in block or also in block) and test(parent, block):
                    if run(parent, blocks) is not False:
                        break
                    block = blocks[0]


class SparingFences(Preprocessor):
    """Looks for fenced code only in a page that has a fence."""

    def __init__(self, md: Markdown, stock: Preprocessor) -> None:
        super().__init__(md)
        self._stock = stock

    def run(self, lines: list[str]) -> list[str]:
        """Return the lines with fenced code taken out."""
        text = "\n".join(lines)
        return self._stock.run(lines) if any(fence in text for fence in _FENCES) else lines


class SparingManager(BlocksProcessor):  # type: ignore[misc]
    """Finds the site's own blocks; their options are read by a parser that is ten times as fast as the one in Python."""

    def test(self, parent: etree.Element, block: str) -> bool:
        """Whether this text belongs to an open block or begins one."""
        hungry = self.cached_parent is not None or (self.stack and self.stack[-1].hungry)
        return (hungry or "///" in block) and super().test(parent, block)

    def split_header(self, block: str, length: int) -> tuple[dict[str, Any] | None, str]:
        """Return the options of a block and the text below them; None for options that can't be read."""
        match = next((found for found in self.end.finditer(block) if len(found[1]) == length), None)
        rest = [block[match.start() :]] if match else []
        header = block[: match.start()] if match else block
        options = self.yaml_line.match(header)
        if options is None or not options[0].strip():
            return {}, "\n".join([header, *rest])
        return _options(options[0]), "\n".join([header[options.end() :], *rest])


def _options(text: str) -> dict[str, Any] | None:
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
    fences = md.preprocessors["fenced_code_block"]
    md.preprocessors.register(SparingFences(md, fences), "fenced_code_block", 25)
