"""What workers do: pages to be made, cards to be drawn, pictures to be scaled, each named in what goes wrong with it."""

from __future__ import annotations

import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from innerpersona_site.build import BuildError
from innerpersona_site.content.social_card import SocialCard
from innerpersona_site.lint.runner import shown_path
from innerpersona_site.output.cards import SocialCards
from innerpersona_site.output.pictures import Pictures
from innerpersona_site.output.tree import OutputError
from innerpersona_site.pages.producer import Job, Producer


class PageError(BuildError):
    """A page could not be rendered; the text names it."""


@dataclass(frozen=True, slots=True)
class PageTask:
    """A page to be made, and its key where that is known."""

    job: Job
    key: str | None

    def __str__(self) -> str:
        return f"docs/{self.job.src_path}" if self.job.src_path else self.job.path


@dataclass(frozen=True, slots=True)
class CardTask:
    """A social card to be drawn, and where it goes."""

    path: str
    card: SocialCard

    def __str__(self) -> str:
        return f"the social card of “{self.card.title}”"


@dataclass(frozen=True, slots=True)
class CopyTask:
    """A smaller copy of a picture: of which file, how wide, where it goes, and the key of what it is made from."""

    source: Path
    width: int
    path: str
    digest: str

    def __str__(self) -> str:
        return self.path


type Task = PageTask | CardTask | CopyTask


def work(producer: Producer, cards: SocialCards | None, pictures: Pictures, task: Task) -> Any:
    """Make a page, draw a card or scale a picture, in a worker; whatever that raises names it."""
    try:
        if isinstance(task, PageTask):
            return producer.produce(task.job, task.key)
        if isinstance(task, CopyTask):
            return pictures.scale(task.source, task.width, task.digest)
        assert cards is not None
        return cards.draw(task.card)
    except OutputError:
        raise
    except Exception as fault:
        raise PageError(f"{_blamed(task, fault)}, so nothing was changed. {_REMEDY}") from fault


_REMEDY: Final = "Undo the last change there; if that doesn't help, report it with this message."


def _blamed(task: Task, fault: Exception) -> str:
    """Return which page could not be made and why; where a template is to blame, its line comes first."""
    why = f"{task} could not be rendered ({type(fault).__name__}: {fault})"
    for frame in reversed(traceback.extract_tb(fault.__traceback__)):
        if frame.filename.endswith((".html", ".xml", ".txt")):
            return f"{shown_path(Path(frame.filename), Path.cwd())}:{frame.lineno}: {why}"
    return why
