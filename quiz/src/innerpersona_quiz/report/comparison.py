"""The view of a report for two: what the template shows, from two codes alone."""

from dataclasses import dataclass

from innerpersona_quiz.compatibility.person import GROUPS, Person, person_of
from innerpersona_quiz.load import load_instrument
from innerpersona_quiz.report.comparison_rows import Row, rows
from innerpersona_quiz.report.comparison_words import (
    FrictionView,
    GapView,
    Names,
    Pair,
    alike,
    apart,
    friction_views,
    gaps,
)
from innerpersona_quiz.report.pair_names import pair_names
from innerpersona_quiz.report.plane import Plane, plane
from innerpersona_quiz.report.texts import Passage, Source, Writer, report_texts
from innerpersona_quiz.report.wording import interval_words, joined
from innerpersona_quiz.share.code import encode
from innerpersona_quiz.share.shared import Shared, SharedPart
from innerpersona_quiz.side import Guesses

PARTS: dict[str, tuple[str, ...]] = {
    "attachment": ("attachment",),
    "conflict": ("conflict",),
    "values": ("higher", "values"),
}
"""The parts of the report, each with the groups of scales that it shows."""


@dataclass(frozen=True, slots=True)
class PartView:
    """A part side by side, its rows by group; without any `missing` says who did not share it."""

    id: str
    title: str
    about: str
    groups: tuple[tuple[Row, ...], ...]
    missing: str
    planes: tuple[Plane, Plane] | None
    description: str

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of all groups."""
        return tuple(row for group in self.groups for row in group)


@dataclass(frozen=True, slots=True)
class Edition:
    """A questionnaire that both scores of a part come from."""

    title: str
    version: str
    hash: str


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """Everything that the template needs, and nothing for it to decide."""

    writer: Writer
    names: Names
    lead: tuple[Passage, ...]
    promise: Passage
    parts: tuple[PartView, ...]
    alike: tuple[Passage, ...]
    apart: tuple[Passage, ...]
    frictions: tuple[FrictionView, ...]
    more: str
    no_friction: str
    gaps: tuple[GapView, ...]
    gap_note: Passage
    careful: tuple[Passage, ...]
    editions: tuple[Edition, ...]
    codes: tuple[str, str]
    sources: tuple[Source, ...]


def view(
    a: Shared, b: Shared, guesses: tuple[Guesses, Guesses] = ({}, {}), committed: str | None = None
) -> ComparisonView:
    """Return the view for two people; `committed` is "kept" or "broken" for a promise made ahead of b's code."""
    writer = Writer(report_texts("compatibility"))
    pair = (person_of(a), person_of(b))
    names = pair_names(a.name, b.name)
    parts = tuple(_part(id, pair, names, writer) for id in PARTS)
    shown = [row for part in parts for row in part.rows]
    frictions, more = friction_views(pair, names, writer)
    guessed = gaps(pair, names, guesses, writer)
    return ComparisonView(
        writer=writer,
        names=names,
        lead=tuple(writer.passage(name) for name in ("lead", "likeness", "reading")),
        promise=writer.filled(committed, who=names[1]) if committed else (),
        parts=parts,
        alike=alike(pair, shown, writer),
        apart=apart(pair, names, shown, writer),
        frictions=frictions,
        more=", ".join(more),
        no_friction="friction_none" if all(part.rows for part in parts) else "friction_part",
        gaps=guessed,
        gap_note=writer.passage("gap_note") if guessed else (),
        careful=writer.passages("careful"),
        editions=tuple(_edition(part) for part in a.parts if b.part(part.instrument)),
        codes=(encode(a), encode(b)),
        sources=writer.sources(),
    )


def _part(id: str, pair: Pair, names: Names, writer: Writer) -> PartView:
    groups = PARTS[id]
    found = tuple(rows(*pair, group, writer) for group in groups)
    drawn = _planes(pair) if id == "attachment" and found[0] else None
    return PartView(
        id=id,
        title=writer.plain("groups", groups[0], "title"),
        about=writer.plain("groups", groups[0], "about"),
        groups=found,
        missing="" if found[0] else _missing(groups[0], pair, names, writer),
        planes=drawn,
        description=_description(pair, names) if drawn else "",
    )


def _missing(group: str, pair: Pair, names: Names, writer: Writer) -> str:
    lacking = [name for person, name in zip(pair, names, strict=True) if group not in person.groups]
    if len(lacking) == len(pair):
        return writer.plain("not_shared_both")
    return "".join(segment.text for segment in writer.filled("not_shared_by", who=lacking[0]))


def _planes(pair: Pair) -> tuple[Plane, Plane] | None:
    """Return both people's places on the plane; None unless each has a score to draw."""
    instrument = load_instrument(GROUPS["attachment"])
    scores = [
        (person.estimate("attachment", "anxiety"), person.estimate("attachment", "avoidance"))
        for person in pair
    ]
    if any(anxiety is None and avoidance is None for anxiety, avoidance in scores):
        return None
    one, other = (plane(instrument, anxiety, avoidance) for anxiety, avoidance in scores)
    return one, other


def _description(pair: Pair, names: Names) -> str:
    """Return the picture in words, for those who do not see it."""
    return "A map with anxiety from left to right and avoidance from bottom to top. " + " ".join(
        f"{name}: {_place(person)}." for person, name in zip(pair, names, strict=True)
    )


def _place(person: Person) -> str:
    told = []
    for id in ("anxiety", "avoidance"):
        found = person.estimate("attachment", id)
        told.append(
            f"{id} unknown" if found is None else f"{id} {found.score:.1f}, probably {interval_words(found)}"
        )
    return joined(told)


def _edition(part: SharedPart) -> Edition:
    return Edition(load_instrument(part.instrument).title, part.version, part.hash)
