"""What reading another generator's folder finds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple


class ImportFault(Exception):
    """The folder can't be imported at all; the message says why and what to do."""


class Remark(NamedTuple):
    """What an import could not carry over, or changed: file as shown, line from 1, and what to do about it."""

    path: str
    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Front:
    """A post's front matter: its values, where each key stands, and the text below it, which begins on `body_line`."""

    values: Mapping[str, Any]
    lines: Mapping[str, int]
    body: str
    body_line: int


@dataclass(slots=True)
class Post:
    """A post before it is converted.

    `name` is its file's name without date and ending, `day` the date in that name, `draft` whether its folder says so.
    `address` is where it was published, from the site's root; `slug` the file name of the article that it becomes.
    """

    file: Path
    path: str
    front: Front
    name: str
    day: str = ""
    draft: bool = False
    address: str = ""
    slug: str = ""


@dataclass(frozen=True, slots=True)
class Generator:
    """How a generator lays out its posts.

    Attributes:
        name: as `--from` takes it.
        posts: the folder of posts below the site's folder, and the ones that hold drafts.
        drafts: folders whose posts are drafts.
        files: folders in which an address from the root is looked for as a file.
        address: makes a post's address from the site's folder and the post.
        more: other keys of front matter by what they mean here.
    """

    name: str
    posts: tuple[str, ...]
    drafts: tuple[str, ...]
    files: tuple[str, ...]
    address: Callable[[Path, Post], str]


@dataclass(slots=True)
class Imported:
    """What an import did: the files that it wrote, the posts that it could not take, and all remarks."""

    written: list[Path] = field(default_factory=list)
    refused: int = 0
    remarks: list[Remark] = field(default_factory=list)
