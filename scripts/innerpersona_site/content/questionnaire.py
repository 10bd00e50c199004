"""A new questionnaire: a folder that works at once, with every sentence that its writer still has to write in place."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

BANDS: Final = ("very_low", "low", "middle", "high", "very_high")
"""The parts of a response scale that a report has words for."""

LEAST_ITEMS: Final = 4
"""With fewer items than this a scale can't be keyed both ways in full and in short."""

_HEAD: Final = """# {title}: ‹what it asks about, in a sentence›
#
# The statements must be our own: none is taken or adapted from another questionnaire. One idea each, in words that a
# thirteen-year-old knows, without double negatives. Key about half of each scale in reverse, so that a habit of
# agreeing cancels out. Raise `version` whenever a statement, a choice or a key changes: stored answers are matched by it.
#
# What a reader sees is in texts.toml: keys and scales never stand beside words, so that no wording can change a score.
"""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a new questionnaire is to have: `items` is their number, shared out evenly among the scales' ids."""

    id: str
    title: str
    scales: tuple[str, ...]
    items: int


@dataclass(frozen=True, slots=True)
class _Item:
    id: str
    scale: str
    reverse: bool
    short: bool


def fault_of(plan: Plan) -> str:
    """Return why a plan can't be carried out, and what to do; empty if it can."""
    if len({*plan.scales}) < len(plan.scales):
        return "Two scales have the same name. Give each a name of its own."
    if plan.items % len(plan.scales) or plan.items < LEAST_ITEMS * len(plan.scales):
        least = LEAST_ITEMS * len(plan.scales)
        return (
            f"{plan.items} items can't be shared out among {len(plan.scales)} scales. Take the same number for each, "
            f"{LEAST_ITEMS} at least: {least}, {least + len(plan.scales)} and so on."
        )
    return ""


def new_questionnaire(plan: Plan) -> dict[str, str]:
    """Return the files of the questionnaire's folder, by name."""
    items = list(_items(plan))
    return {
        "questionnaire.toml": _structure(plan, items),
        "texts.toml": _texts(plan, items),
        "rationale.toml": _rationale(plan, items),
    }


def new_quiz_page(plan: Plan) -> str:
    """Return the source of the page that shows the questionnaire; a draft as long as words are missing."""
    return f"""---
title: {json.dumps(plan.title, ensure_ascii=False)}
description: "‹One or two sentences for cards and search results, 50 to 160 characters.›"
template: quiz.html
draft: true
---

This quiz asks ‹what it asks about, and whom it is for›. There are {plan.items} short statements. Skip any that you \
would rather not answer.

**What it measures.** ‹The scales in plain words, and where the idea comes from, with its source in brackets.›

**What it is not.** It is no diagnosis, and it has not been validated. The statements were written for this site \
and nobody has yet tested them on a sample of people.

**Your answers stay here.** Before anything is scored, the page blocks its own access to the network, and the \
scoring runs inside this browser tab.

/// quiz
    instrument: {plan.id}
///

## What your result can tell you

‹What the report shows, and how sure it is.›

## What it can't tell you

- **How you compare with other people.** There is no norm sample, so there is no percentile.
- **‹Another limit.›** ‹Why.›
"""


def _items(plan: Plan) -> Iterator[_Item]:
    """Yield the items, the scales taking turns, keyed both ways in turn; half of each scale is in the short form."""
    each = plan.items // len(plan.scales)
    prefixes = _prefixes(plan.scales)
    for number in range(each):
        for scale in plan.scales:
            yield _Item(
                f"{prefixes[scale]}{number + 1:02}", scale, number % 2 == 1, number < max(2, each // 2)
            )


def _prefixes(scales: Sequence[str]) -> dict[str, str]:
    """Return a short beginning for the ids of each scale's items, no two the same."""
    found: dict[str, str] = {}
    for scale in scales:
        bare = scale.replace("_", "")
        length = 3
        while bare[:length] in found.values() and length < len(bare):
            length += 1
        found[scale] = bare[:length] if bare[:length] not in found.values() else f"{bare}{len(found)}"
    return found


def _structure(plan: Plan, items: Sequence[_Item]) -> str:
    lines = [
        _HEAD.format(title=plan.title),
        f'id = "{plan.id}"',
        'version = "0.1.0"',
        'kind = "profile"',
        f"minutes = {max(1, round(len(items) / 6))}",
        'response_scale = "agreement7"',
        "",
        "# In the order in which they are asked. `reverse`: agreement lowers the scale; `short_form`: the short form has "
        "it too.",
        "items = [",
        *(
            f'  {{ id = "{item.id}", scale = "{item.scale}", reverse = {_bool(item.reverse)}, '
            f"short_form = {_bool(item.short)} }},"
            for item in items
        ),
        "]",
    ]
    for scale in plan.scales:
        lines += ["", "[[scales]]", f'id = "{scale}"']
    return "\n".join(lines) + "\n"


def _texts(plan: Plan, items: Sequence[_Item]) -> str:
    lines = [
        f"# Every word of {plan.title}. The code picks; what stands between ‹ and › is still to be written.",
        "#",
        "# {key} cites an entry of the bibliography, which [sources] then has to hold: a claim about people in general "
        "needs",
        "# one, a sentence about the reader's own answers does not. [words](articles/….md#part) links to an article.",
        "",
        f"title = {_quoted(plan.title)}",
        'instructions = "‹Whom or what to think of, and how to answer.›"',
    ]
    for scale in plan.scales:
        lines += [
            "",
            f"[scales.{scale}]",
            f"title = {_quoted(scale.replace('_', ' ').capitalize())}",
            'about = "‹What it measures, in one sentence.›"',
            'low = "‹what a low score says›"',
            'high = "‹what a high score says›"',
        ]
    lines += ["", "[items]"]
    for item in items:
        kind = "the other way of acting" if item.reverse else "an everyday situation"
        lines.append(f'{item.id} = "‹A statement about {item.scale.replace("_", " ")}: {kind}›"')
    lines += ["", "[report]", f"title = {_quoted(f'Your result: {plan.title}')}"]
    for scale in plan.scales:
        lines += ["", f"[report.scales.{scale}]"]
        lines += [
            f'{band}.describes = "‹What a score that is {band.replace("_", " ")} says about a person›"'
            for band in BANDS
        ]
    lines += [
        "",
        "[report.tries.high]",
        "# Something small to try for whoever has this as the highest score.",
    ]
    lines += [f'{scale} = "‹Something to try›"' for scale in plan.scales]
    return "\n".join(lines) + "\n"


def _rationale(plan: Plan, items: Sequence[_Item]) -> str:
    lines = [
        f"# Why each statement of {plan.title} is as it is, for its readers: `idea`, what it asks for and where",
        "# that comes from; `changed`, what is different from the edition before, and why. [@key] cites an entry of",
        "# the bibliography.",
    ]
    for item in items:
        lines += [
            "",
            f"[items.{item.id}]",
            f'idea = "‹What it asks for of {item.scale.replace("_", " ")}, and where the idea comes from›"',
            'changed = "First edition."',
        ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _bool(value: bool) -> str:
    return "true" if value else "false"
