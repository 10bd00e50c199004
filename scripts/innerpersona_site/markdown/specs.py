"""What each block takes, in one place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from innerpersona_site.content.gathering import SITUATIONS, STRENGTHS
from innerpersona_site.content.regions import regions
from innerpersona_site.markdown.admonitions import KINDS

CAPTIONS: Final = ("caption", "figure-caption", "table-caption")
"""Names of the blocks that hold a caption."""


class Takes(StrEnum):
    """Whether a block has the part in question."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True)
class Option:
    """An option line `name: value`; `example` is a valid value, `choices` all of them where they are few."""

    required: bool
    example: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BlockSpec:
    """One block.

    `argument` is the text after the bar in the header. `parent` is the block that it must stand in directly,
    None for the page itself. `body` says whether it holds Markdown.
    """

    name: str
    argument: Takes
    body: Takes
    options: dict[str, Option]
    parent: str | None
    example: str
    names: Callable[[], tuple[str, ...]] | None = None
    """What the argument may name, one or more separated by commas; None where it is free text."""
    anywhere: bool = False
    """Whether it may stand in any other block too."""


_FAQ_EXAMPLE: Final = """/// faq

//// question | Can I become secure as an adult?

Yes: attachment shifts with significant relationships.

////

///"""

_NOTE_EXAMPLE: Final = """/// profile-note

//// reader | attachment.preoccupied, attachment.fearful

Wait an hour before the third message: the alarm is loudest at its start.

////

///"""

_SCRIPT_EXAMPLE: Final = """/// script | When you need a break
    situation: in the middle of a fight

- “I want to hear this, and I can't do it well right now. Half past eight?”

//// otherwise

If they follow you: “I am coming back at half past eight. I need to be alone until then.”

////

///"""

FIELDS: Final = ("field", "log")
"""Blocks that are filled in, on worksheets alone."""

LINES: Final = tuple(map(str, range(1, 13)))
"""How many lines there may be to write on, and how many entries in a log."""

HOLDERS: Final = {"faq": "question", "profile-note": "reader"}
"""Blocks that hold nothing but other blocks, and which."""

_TITLED: Final = (
    "/// note | What the studies leave open\n\nNone of them followed couples for longer than a year.\n\n///"
)


def _note(name: str, options: dict[str, Option]) -> BlockSpec:
    example = _TITLED.replace("/// note", f"/// {name}", 1)
    if options:
        example = example.replace("open\n", "open\n    type: note\n", 1)
    return BlockSpec(name, Takes.OPTIONAL, Takes.REQUIRED, options, None, example, anywhere=True)


_CAPTION: Final = (
    "| Style | Share |\n|---|---|\n| Secure | 59 |\n\n/// caption\nAs counted in one survey.\n///"
)

SPECS: Final = {
    spec.name: spec
    for spec in (
        BlockSpec(
            "takeaways",
            Takes.FORBIDDEN,
            Takes.REQUIRED,
            {},
            None,
            "/// takeaways\n\n- A claim that stands alone.\n- Another one.\n\n///",
        ),
        BlockSpec(
            "try",
            Takes.FORBIDDEN,
            Takes.REQUIRED,
            {},
            None,
            "/// try\n\nAsk for ten minutes on the phone, and stay until they are over.\n\n///",
        ),
        BlockSpec("faq", Takes.FORBIDDEN, Takes.REQUIRED, {}, None, _FAQ_EXAMPLE),
        BlockSpec("question", Takes.REQUIRED, Takes.REQUIRED, {}, "faq", _FAQ_EXAMPLE),
        BlockSpec("profile-note", Takes.FORBIDDEN, Takes.REQUIRED, {}, None, _NOTE_EXAMPLE),
        BlockSpec("reader", Takes.REQUIRED, Takes.REQUIRED, {}, "profile-note", _NOTE_EXAMPLE, regions),
        BlockSpec(
            "quiz",
            Takes.FORBIDDEN,
            Takes.FORBIDDEN,
            {"instrument": Option(True, "attachment")},
            None,
            "/// quiz\n    instrument: attachment\n///",
        ),
        BlockSpec(
            "field",
            Takes.REQUIRED,
            Takes.OPTIONAL,
            {"lines": Option(False, "3", LINES)},
            None,
            '/// field | What I would like to say\n    lines: 3\n\nIn one sentence, without a "but."\n\n///',
        ),
        BlockSpec(
            "log",
            Takes.REQUIRED,
            Takes.FORBIDDEN,
            {
                "columns": Option(True, "What happened; What I did"),
                "rows": Option(True, "4", LINES),
                "lines": Option(False, "2", LINES),
            },
            None,
            "/// log | Entry\n    columns: What happened; What I did\n    rows: 4\n///",
        ),
        BlockSpec(
            "statements",
            Takes.FORBIDDEN,
            Takes.FORBIDDEN,
            {"questionnaire": Option(True, "attachment")},
            None,
            "/// statements\n    questionnaire: attachment\n///",
        ),
        BlockSpec(
            "self-check",
            Takes.FORBIDDEN,
            Takes.FORBIDDEN,
            {"questionnaire": Option(True, "attachment")},
            None,
            "/// self-check\n    questionnaire: attachment\n///",
        ),
        BlockSpec("storage", Takes.FORBIDDEN, Takes.FORBIDDEN, {}, None, "/// storage\n///"),
        BlockSpec(
            "evidence",
            Takes.FORBIDDEN,
            Takes.REQUIRED,
            {"strength": Option(True, "one study", STRENGTHS)},
            None,
            "/// evidence\n    strength: one study\n\n"
            "People who felt accepted in moments of need grew more independent [@hazan1987romantic].\n\n///",
        ),
        BlockSpec(
            "call-to-action",
            Takes.REQUIRED,
            Takes.REQUIRED,
            {"to": Option(True, "quiz/attachment.md"), "label": Option(False, "Start the quiz")},
            None,
            "/// call-to-action | Discover your attachment profile\n"
            "    to: quiz/attachment.md\n\n"
            "Twenty-four questions, scored on your own device.\n\n///",
        ),
        BlockSpec(
            "term",
            Takes.REQUIRED,
            Takes.REQUIRED,
            {
                "popular": Option(False, "fear of being left"),
                "also": Option(False, "anxious attachment, anxiety"),
            },
            None,
            "/// term | Attachment anxiety\n    popular: fear of being left\n\n"
            "How strongly somebody worries about being left. It is one of two dimensions "
            "[@brennan1998selfreport].\n\n///",
        ),
        BlockSpec(
            "script",
            Takes.REQUIRED,
            Takes.REQUIRED,
            {"situation": Option(True, "in the middle of a fight", SITUATIONS)},
            None,
            _SCRIPT_EXAMPLE,
        ),
        BlockSpec("otherwise", Takes.FORBIDDEN, Takes.REQUIRED, {}, "script", _SCRIPT_EXAMPLE),
        *(_note(kind, {}) for kind in KINDS if kind != "question"),
        _note("details", {}),
        _note("admonition", {"type": Option(True, "note", tuple(KINDS))}),
        *(
            BlockSpec(name, Takes.FORBIDDEN, Takes.REQUIRED, {}, None, _CAPTION, anywhere=True)
            for name in CAPTIONS
        ),
    )
}
"""Every block by its name."""
