"""What templates may know of guided paths: their pieces, and where a page stands on them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PieceEntry:
    """A step of a path as front matter names it: a page by its path below the docs folder, and why it comes there."""

    page: str
    why: str


@dataclass(frozen=True, slots=True)
class PathCard:
    """A guided path as another page shows it: how many `pieces` it has, and how many `minutes` they take together.

    `slug` names what the device keeps of it, `url` is root-relative, `speaks_to` holds regions of a reader's profile.
    """

    slug: str
    title: str
    url: str
    description: str
    pieces: int
    minutes: int
    speaks_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """A step of a path: the page to read, and why it comes there.

    `id` is its source path without the ending, which the device keeps; `url` is root-relative; `is_quiz` says that it
    is answered and not read.
    """

    id: str
    title: str
    url: str
    why: str
    minutes: int
    is_quiz: bool = False


@dataclass(frozen=True, slots=True)
class PathPlace:
    """Where a page stands on a path: which of its pieces it is, counted from 1, and the one after it."""

    path: PathCard
    id: str
    number: int
    next: Piece | None = None
