"""What a page says that other pages gather: terms, claims with their strength, sentences to say, sentences on works."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the glossary.

    `anchor` is its id on its page, `popular` what it is called outside the field, empty where that has no other name.
    `forms` are further ways to write it, `definition` is plain text without citations, `works` are bibliography keys.
    """

    anchor: str
    name: str
    popular: str
    forms: tuple[str, ...]
    definition: str
    works: tuple[str, ...]


class Saying(NamedTuple):
    """A sentence that cites works, as plain text without the citations, with the keys of those works."""

    text: str
    works: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim of an article with how well it is backed, under an anchor on its page; otherwise as in `Saying`."""

    anchor: str
    strength: str
    text: str
    works: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Script:
    """Sentences to say in a situation, and what to do or say when they don't help; each line is plain text."""

    anchor: str
    title: str
    situation: str
    lines: tuple[str, ...]
    otherwise: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gathered:
    """All of it that one page holds."""

    terms: tuple[Term, ...] = ()
    claims: tuple[Claim, ...] = ()
    scripts: tuple[Script, ...] = ()
    sayings: tuple[Saying, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is said: a page's title, and the root-relative URL of the passage."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class WorkLink:
    """A work as a sentence names it, `Hazan & Shaver, 1987`, and the root-relative URL of what the site says of it."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """A claim with the works that it rests on, and where it stands."""

    claim: Claim
    works: tuple[WorkLink, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class ShownWork:
    """A work, by its key: its entry as HTML, and each sentence that cites it with its page's title and its URL there.

    The sentences of a large library are many: as plain tuples they are hashed ten times as fast as `Place`.
    """

    key: str
    entry: Markup
    said: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class ShownScript:
    """Sentences to say, and the article that they stand in."""

    script: Script
    place: Place


@dataclass(frozen=True, slots=True)
class GatheringFacts:
    """What a page that gathers shows: each of these is empty on all other pages.

    `claims` are contested ones first; `scripts` stand by their situation.
    """

    terms: tuple[Term, ...] = ()
    claims: tuple[ShownClaim, ...] = ()
    works: tuple[ShownWork, ...] = ()
    scripts: tuple[tuple[str, tuple[ShownScript, ...]], ...] = ()
