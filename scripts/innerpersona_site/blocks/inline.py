"""Inline Markdown at a fraction of the cost: a pattern is tried only where a character that it needs stands in the text.

Python-Markdown searches every text of a page for every pattern, some 7,500 searches a page, nearly all in vain. What it
makes of the matches, and in which order, stays as it is; a test compares the two on random Markdown.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any, Final

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor as Pattern
from markdown.inlinepatterns import ReferenceInlineProcessor
from markdown.treeprocessors import InlineProcessor, Treeprocessor
from markdown.util import (
    AMP_SUBSTITUTE,
    ETX,
    INLINE_PLACEHOLDER_PREFIX,
    INLINE_PLACEHOLDER_RE,
    STX,
    AtomicString,
    Registry,
)

from innerpersona_site.blocks.parsing import registered_names

_NEEDED: Final[dict[str, tuple[str, ...]]] = {
    "backtick": ("`",),
    "escape": ("\\",),
    "ip_icon": (":",),
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
}
"""What a text must hold, one or the other, for a pattern to match in it, by its name; any other is always tried."""


type _Search = Callable[[str, int], Iterator[re.Match[str]]]
type _Handle = Callable[[re.Match[str], str], tuple[etree.Element | str | None, int | None, int | None]]


class SparingInline(InlineProcessor):
    """Applies inline patterns to the texts of a tree, in Python-Markdown's order and with its results."""

    def __init__(self, md: Markdown, patterns: Registry[Any]) -> None:
        super().__init__(md)
        self.inlinePatterns = patterns
        self.stashed_nodes: dict[str, etree.Element | str] = {}
        names = registered_names(patterns)
        self._steps = [self._step(name, patterns[name]) for name in names]
        self._numbered = list(enumerate(self._steps))

    @staticmethod
    def _step(name: str, pattern: Pattern) -> tuple[str, str, bool, _Search, _Handle]:
        """Return a pattern as it is tried.

        First what a text must hold, one or the other, then whether it looks for references.
        """
        assert isinstance(pattern, Pattern) and not pattern.ANCESTOR_EXCLUDES, (
            f"{name} needs the stock processor"
        )
        needed = _NEEDED.get(name, ("",))
        references = isinstance(pattern, ReferenceInlineProcessor)
        search, handle = pattern.getCompiledRegExp().finditer, pattern.handleMatch
        return needed[0], "".join(needed[1:]), references, search, handle

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
                        if found:
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
        if isinstance(data, AtomicString):
            return data
        steps = self._numbered[first:] if first else self._numbered
        for number, (needed, also, references, search, handle) in steps:
            if (needed in data or (also and also in data)) and (not references or self.md.references):
                data = self._apply_step(search, handle, data, number)
        return data

    def _apply_step(self, search: _Search, handle: _Handle, data: str, number: int) -> str:
        start = 0
        while True:
            for match in search(data, start):
                node, begin, end = handle(match, data)
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
                tail = found[-1].tail
                found[-1].tail = tail + text if tail else text
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


_SMART: Final[dict[str, tuple[str, str]]] = {
    "smarty-em-dashes": ("---", ""),
    "smarty-en-dashes": ("--", ""),
    "smarty-quotes-0": ("'", r"\A'"),
    "smarty-quotes-1": ('"', r'\A"'),
    "smarty-quotes-2": ("\"'", ""),
    "smarty-quotes-3": ("'\"", ""),
    "smarty-quotes-4": ("'\"", ""),
    "smarty-quotes-5": ("\"'", ""),
    "smarty-quotes-6": ("'", r"'\d\ds"),
    "smarty-quotes-7": ("'", r"'(?<=[\s;–—-]')\w"),
    "smarty-quotes-8": ("'", r"'(?!\s|s\b|\d)"),
    "smarty-quotes-9": ("'", ""),
    "smarty-quotes-10": ("'", ""),
    "smarty-quotes-11": ('"', r'"(?<=[\s;–—-]")\w'),
    "smarty-quotes-12": ('"', ""),
    "smarty-quotes-13": ('"', ""),
    "smarty-quotes-14": ('"', ""),
    "smarty-ellipses": ("...", ""),
}
"""What a text must hold, and match where that is costly to find out by the pattern itself, to have typographic signs."""
_MARK: Final = re.compile(f"{STX}([\ue000-\uf8ff]){ETX}")
_FIRST_MARK: Final = 0xE000
_MARKS: Final = 6400


class SparingSmarty(Treeprocessor):
    """Turns straight quotes, hyphens and full stops into typographic signs, pattern by pattern.

    What a pattern has found is hidden from those after it by a mark, as if it were an element. Signs are written as
    entities, whose ampersand has a stand-in until all text has been escaped.
    """

    def __init__(self, md: Markdown, patterns: Registry[Any]) -> None:
        super().__init__(md)
        names = registered_names(patterns)
        self._steps = [
            (
                _SMART[name][0],
                re.compile(_SMART[name][1]).search,
                patterns[name].getCompiledRegExp().search,
                [p if isinstance(p, int) else p.replace("&", AMP_SUBSTITUTE) for p in patterns[name].replace],
            )
            for name in names
        ]

    def run(self, root: etree.Element) -> None:
        """Go through all texts below `root`."""
        elements = root.iter()
        next(elements)
        for element in elements:
            text, tail = element.text, element.tail
            if text and _may_have_signs(text) and not isinstance(text, AtomicString):
                element.text = self._educate(text)
            if tail and _may_have_signs(tail) and not isinstance(tail, AtomicString):
                element.tail = self._educate(tail)

    def _educate(self, text: str) -> str:
        hidden: list[str] = []
        for needed, might_match, search, parts in self._steps:
            if needed not in text or not might_match(text):
                continue
            start = 0
            while len(hidden) < _MARKS and (match := search(text, start)):
                hidden.append("".join(match[part] if isinstance(part, int) else part for part in parts))
                mark = f"{STX}{chr(_FIRST_MARK + len(hidden) - 1)}{ETX}"
                text = f"{text[: match.start()]}{mark}{text[match.end() :]}"
                start = match.start() + len(mark)
        return _MARK.sub(lambda mark: hidden[ord(mark[1]) - _FIRST_MARK], text)


def _may_have_signs(text: str) -> bool:
    return "'" in text or '"' in text or "--" in text or "..." in text


def spare(md: Markdown) -> None:
    """Put sparing processors in the place of the stock ones, once all patterns are registered."""
    inline: Any = md.treeprocessors["inline"]
    smarty: Any = md.treeprocessors["smarty"]
    md.treeprocessors.register(SparingInline(md, inline.inlinePatterns), "inline", 20)
    md.treeprocessors.register(SparingSmarty(md, smarty.inlinePatterns), "smarty", 6)
