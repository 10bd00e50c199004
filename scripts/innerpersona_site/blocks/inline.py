"""Inline Markdown at a fraction of the cost: a pattern is tried only where a character that it needs stands in the text.

Python-Markdown searches every text of a page for every pattern, some 7,500 searches a page, nearly all in vain. What it
makes of the matches, and in which order, stays as it is; a test compares the two on random Markdown.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor as Pattern
from markdown.inlinepatterns import ReferenceInlineProcessor
from markdown.treeprocessors import InlineProcessor
from markdown.util import ETX, INLINE_PLACEHOLDER_PREFIX, INLINE_PLACEHOLDER_RE, AtomicString, Registry

_NEEDED: Final[dict[str, tuple[str, ...]]] = {
    "backtick": ("`",),
    "escape": ("\\",),
    "ip_citation": ("@",),
    "reference": ("[",),
    "link": ("[",),
    "image_link": ("![",),
    "image_reference": ("![",),
    "short_reference": ("[",),
    "short_image_ref": ("![",),
    "autolink": ("://",),
    "automail": ("@",),
    "linebreak": ("  \n",),
    "html": ("<",),
    "entity": ("&",),
    "em_strong": ("*", "_"),
    "smarty-em-dashes": ("---",),
    "smarty-en-dashes": ("--",),
    "smarty-ellipses": ("...",),
    **{f"smarty-quotes-{number}": ("'",) for number in (0, 2, 3, 4, 5, 6, 7, 8, 9, 10)},
    **{f"smarty-quotes-{number}": ('"',) for number in (1, 11, 12, 13, 14)},
}
"""What a text must hold, one or the other, for a pattern to match in it, by the name under which it is registered."""


@dataclass(frozen=True, slots=True)
class _Step:
    """A pattern as it is tried: `needed` and `also` are what a text must hold, one or the other."""

    needed: str
    also: str
    search: Callable[[str, int], Iterator[re.Match[str]]]
    handle: Callable[[re.Match[str], str], tuple[etree.Element | str | None, int | None, int | None]]
    references: bool


class SparingInline(InlineProcessor):
    """Applies inline patterns to the texts of a tree, in Python-Markdown's order and with its results."""

    def __init__(self, md: Markdown, patterns: Registry[Pattern]) -> None:
        super().__init__(md)
        self.inlinePatterns = patterns
        self.stashed_nodes: dict[str, etree.Element | str] = {}
        names = [name for name, _ in sorted(patterns._priority, key=lambda item: -item.priority)]
        self._steps = [self._step(name, patterns[name]) for name in names]
        firsts = {needed[0] for step in self._steps for needed in (step.needed, step.also)}
        self._any = re.compile(f"[{re.escape(''.join(sorted(firsts)))}]").search

    @staticmethod
    def _step(name: str, pattern: Pattern) -> _Step:
        assert isinstance(pattern, Pattern) and not pattern.ANCESTOR_EXCLUDES, f"{name} needs the stock processor"
        needed = _NEEDED[name]
        return _Step(
            needed=needed[0],
            also=needed[-1],
            search=pattern.getCompiledRegExp().finditer,
            handle=pattern.handleMatch,
            references=isinstance(pattern, ReferenceInlineProcessor),
        )

    def run(self, tree: etree.Element, ancestors: list[str] | None = None) -> etree.Element:
        """Apply the patterns to all texts below `tree`, level by level."""
        self.stashed_nodes = {}
        waiting = deque([tree])
        while waiting:
            parent = waiting.popleft()
            inserted: list[tuple[etree.Element, list[etree.Element]]] = []
            # What is inserted behind a child is visited too, as the next one.
            for place, child in enumerate(parent, start=1):
                text = child.text
                if text and not isinstance(text, AtomicString):
                    data = self._apply(text, 0)
                    if data is not text or INLINE_PLACEHOLDER_PREFIX in data:
                        child.text = None
                        found = self._resolve(data, child, True)
                        waiting.extend(found)
                        inserted.append((child, found))
                tail = child.tail
                if tail:
                    data = self._apply(tail, 0)
                    if data is not tail or INLINE_PLACEHOLDER_PREFIX in data:
                        holder = etree.Element("d")
                        found = self._resolve(data, holder, False)
                        child.tail = holder.tail
                        for element in reversed(found):
                            parent.insert(place, element)
                if len(child):
                    waiting.append(child)
            for child, found in inserted:
                for place, element in enumerate(found):
                    child.insert(place, element)
        return tree

    def _apply(self, data: str, first: int) -> str:
        """Return a text with each match of the patterns from the first one on replaced by a mark for what it makes."""
        if isinstance(data, AtomicString) or self._any(data) is None:
            return data
        for number in range(first, len(self._steps)):
            step = self._steps[number]
            if step.needed in data or step.also in data:
                if step.references and not self.md.references:
                    continue  # it could only find out that the text names none
                data = self._apply_step(step, data, number)
        return data

    def _apply_step(self, step: _Step, data: str, number: int) -> str:
        start = 0
        while True:
            for match in step.search(data, start):
                node, begin, end = step.handle(match, data)
                if begin is not None and end is not None:
                    break
            else:
                return data
            if node is None:
                start = end
                continue
            if isinstance(node, etree.Element) and not isinstance(node.text, AtomicString):
                for child in (node, *node):
                    if child.text:
                        child.text = self._apply(child.text, number + 1)
                    if child.tail:
                        child.tail = self._apply(child.tail, number)
            id = f"{len(self.stashed_nodes):04d}"
            self.stashed_nodes[id] = node
            mark = f"{INLINE_PLACEHOLDER_PREFIX}{id}{ETX}"
            data = f"{data[:begin]}{mark}{data[end:]}"
            start = begin + len(mark)

    def _resolve(self, data: str, parent: etree.Element, is_text: bool) -> list[etree.Element]:
        """Return the elements that a text's marks stand for; the words between them go where they belong.

        Those before the first element become the text of `parent`, or its tail.
        """
        found: list[etree.Element] = []
        start = 0

        def write(text: str) -> None:
            if not text:
                return
            if found:
                found[-1].tail = (found[-1].tail or "") + text if found[-1].tail else text
            elif is_text:
                parent.text = parent.text + text if parent.text else text
            else:
                parent.tail = parent.tail + text if parent.tail else text

        while True:
            index = data.find(INLINE_PLACEHOLDER_PREFIX, start)
            if index < 0:
                rest = data[start:]
                write(AtomicString(rest) if isinstance(data, AtomicString) else rest)
                return found
            mark = INLINE_PLACEHOLDER_RE.search(data, index)
            node = self.stashed_nodes.get(mark[1]) if mark else None
            if mark is None or node is None:
                end = index + len(INLINE_PLACEHOLDER_PREFIX)
                write(data[start:end])
                start = end
                continue
            if index > 0:
                write(data[start:index])
            start = mark.end()
            if isinstance(node, str):
                write(node)
                continue
            for child in [node, *node]:
                if child.tail and child.tail.strip():
                    self._resolve_part(node, child, False)
                if child.text and child.text.strip():
                    self._resolve_part(child, child, True)
            found.append(node)

    def _resolve_part(self, node: etree.Element, part: etree.Element, is_text: bool) -> None:
        data = (part.text if is_text else part.tail) or ""
        if INLINE_PLACEHOLDER_PREFIX not in data:
            return
        if is_text:
            part.text = None
        else:
            part.tail = None
        found = self._resolve(data, part, is_text)
        place = list(node).index(part) + 1 if not is_text and node is not part else 0
        for element in reversed(found):
            node.insert(place, element)


def spare(md: Markdown) -> None:
    """Put sparing processors in the place of the stock ones, once all patterns are registered."""
    for name, priority in (("inline", 20), ("smarty", 6)):
        stock: Any = md.treeprocessors[name]
        md.treeprocessors.register(SparingInline(md, stock.inlinePatterns), name, priority)
