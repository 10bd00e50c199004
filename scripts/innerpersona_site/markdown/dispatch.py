"""Rules by the character that they begin with: a parser asks only those that can match where it stands.

markdown-it tries each of its rules at each sign and at each line. Most look at the first character and give up; on prose
that is half of the time that parsing takes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from string import digits
from typing import Any, Final

from markdown_it import MarkdownIt
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

type InlineRule = Callable[[StateInline, bool], bool]
type BlockRule = Callable[[StateBlock, int, int, bool], bool]

_INLINE: Final = {
    "newline": "\n",
    "math_inline": "$",
    "escape": "\\",
    "backticks": "`",
    "strikethrough": "~",
    "emphasis": "*_",
    "citation": "[",
    "icon": ":",
    "link": "[",
    "image": "!",
    "footnote_ref": "[",
    "autolink": "<",
    "html_inline": "<",
    "entity": "&",
}
"""What each inline rule begins with; `text` takes what none of them can begin with."""

_BLOCK: Final = {
    "slashes": "/",
    "admonition": "!?",
    "math_block": "$",
    "fence": "`~",
    "blockquote": ">",
    "hr": "*-_",
    "list": f"*-+{digits}",
    "footnote_def": "[",
    "abbreviation": "*",
    "reference": "[",
    "html_around": "<",
    "html_block": "<",
    "heading": "#",
    **dict.fromkeys(("table", "code", "lheading", "deflist", "paragraph"), ""),
}
"""What the first line of each kind of block begins with, behind its indent; empty for any character."""


class _Chains(Ruler[Any]):
    """A parser's rules, each chain of them as one rule, which calls those that the character allows."""

    def __init__(self, ruler: Ruler[Any], make: Callable[[list[tuple[str, Any]]], Any]) -> None:
        super().__init__()
        self.__rules__ = ruler.__rules__
        rules = [rule for rule in ruler.__rules__ if rule.enabled]
        names = {"", *(name for rule in rules for name in rule.alt)}
        self._chains = {
            name: [make([(rule.name, rule.fn) for rule in rules if not name or name in rule.alt])]
            for name in names
        }

    def getRules(self, chainName: str = "") -> list[Any]:
        """Return the one rule of a chain."""
        return self._chains.get(chainName, [])


def dispatch(md: MarkdownIt) -> MarkdownIt:
    """Let a parser that has all of its rules, and gets no others, ask them by character, and return it.

    Raises:
        KeyError: a rule is enabled of which it isn't known what it begins with.
    """
    # Text goes on until a rule may begin, or the words of a link end.
    signs = "".join(_INLINE.values())
    md.inline.terminator_re = re.compile(f"[{re.escape(signs)}\\]]")
    md.inline.ruler = _Chains(md.inline.ruler, _inline_rule)
    md.block.ruler = _Chains(md.block.ruler, _block_rule)
    return md


def _inline_rule(rules: list[tuple[str, InlineRule]]) -> InlineRule:
    (_, text), *others = rules
    table = _table(others, _INLINE)

    def rule(state: StateInline, silent: bool) -> bool:
        found = table.get(state.src[state.pos])
        if found is None:
            return text(state, silent)
        for one in found:  # noqa: SIM110 - a generator costs more than most of the rules
            if one(state, silent):
                return True
        return False

    return rule


def _block_rule(rules: list[tuple[str, BlockRule]]) -> BlockRule:
    table = _table(rules, _BLOCK)
    always = table[""]

    def rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
        position = state.bMarks[start] + state.tShift[start]
        for one in table.get(state.src[position : position + 1], always):  # noqa: SIM110
            if one(state, start, end, silent):
                return True
        return False

    return rule


def _table[Rule](rules: list[tuple[str, Rule]], starts: Mapping[str, str]) -> dict[str, list[Rule]]:
    """Return the rules that each character allows, in their order; under "" those that any other one does."""
    signs = {sign for name, _ in rules for sign in starts[name]}
    return {
        sign: [rule for name, rule in rules if not starts[name] or (sign and sign in starts[name])]
        for sign in ("", *signs)
    }
