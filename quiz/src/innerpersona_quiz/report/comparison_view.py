"""What a report for two shows, from two codes alone."""

from collections.abc import Iterator
from dataclasses import dataclass

from innerpersona_quiz.compatibility.gap import Guesses
from innerpersona_quiz.compatibility.person import person_of
from innerpersona_quiz.instruments import instrument_ids, load, load_instrument
from innerpersona_quiz.kinds import kind_of
from innerpersona_quiz.kinds.base import PairPicture
from innerpersona_quiz.model import Instrument
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
from innerpersona_quiz.report.names import pair_names
from innerpersona_quiz.share.code import encode
from innerpersona_quiz.share.shared import Shared, SharedPart
from innerpersona_quiz.texts import Passage, Source, Writer, package_texts, plain
from innerpersona_quiz.texts.numbers import enumerated


@dataclass(frozen=True, slots=True)
class PartView:
    """A part side by side, its rows by group; without any `missing` says who did not share it."""

    id: str
    title: str
    about: str
    groups: tuple[tuple[Row, ...], ...]
    missing: str
    picture: PairPicture | None
    picture_id: str
    note: str

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of all groups."""
        return tuple(row for group in self.groups for row in group)


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """Everything that the template needs, and nothing for it to decide."""

    writer: Writer
    names: Names
    lead: tuple[Passage, ...]
    commitment: Passage
    parts: tuple[PartView, ...]
    alike: tuple[Passage, ...]
    apart: tuple[Passage, ...]
    frictions: tuple[FrictionView, ...]
    more: str
    no_friction: str
    gaps: tuple[GapView, ...]
    gap_note: Passage
    careful: tuple[Passage, ...]
    editions: tuple[Passage, ...]
    codes: tuple[str, str]
    sources: tuple[Source, ...]


def view(
    a: Shared, b: Shared, guesses: tuple[Guesses, Guesses] = ({}, {}), committed: str | None = None
) -> ComparisonView:
    """Return the view for two people; `committed` is "kept" or "broken" for a commitment made ahead of b's code."""
    writer = comparison_writer()
    pair = (person_of(a), person_of(b))
    names = pair_names(a.name, b.name, writer)
    parts = tuple(_parts(pair, names, writer))
    shown = [row for part in parts for row in part.rows]
    frictions, more = friction_views(pair, names, writer)
    guessed = gaps(pair, names, guesses, writer)
    return ComparisonView(
        writer=writer,
        names=names,
        lead=tuple(writer.passage(name) for name in ("lead", "likeness", "reading")),
        commitment=writer.passage(committed, who=names[1]) if committed else (),
        parts=parts,
        alike=alike(shown, writer),
        apart=apart(names, shown, writer),
        frictions=frictions,
        more=writer.plain("friction_more", titles=enumerated(more)) if more else "",
        no_friction="friction_none" if all(part.rows for part in parts) else "friction_part",
        gaps=guessed,
        gap_note=writer.passage("gap_note") if guessed else (),
        careful=writer.passages("careful"),
        editions=tuple(_edition(part, writer) for part in a.parts if b.part(part.instrument)),
        codes=(encode(a), encode(b)),
        sources=writer.sources(),
    )


def comparison_writer() -> Writer:
    """Return a writer of the texts of a report for two; those of questionnaires stand under their ids.

    A questionnaire without words of its own for something has the general ones.
    """
    own = {id: load(id).texts for id in instrument_ids()}
    general = package_texts("comparison")
    layers = ({id: texts.get("comparison", {}) for id, texts in own.items()}, general)
    works = (general.get("sources", {}), *(texts.get("sources", {}) for texts in own.values()))
    return Writer(layers, works)


def _parts(pair: Pair, names: Names, writer: Writer) -> Iterator[PartView]:
    pictured = 0
    for id in instrument_ids():
        instrument = load_instrument(id)
        part = _part(instrument, pair, names, writer, "plane" if not pictured else f"plane-{id}")
        pictured += part.picture is not None
        yield part


def _part(instrument: Instrument, pair: Pair, names: Names, writer: Writer, picture_id: str) -> PartView:
    kind, id = kind_of(instrument), instrument.id
    one, other = (person.parts.get(id) for person in pair)
    groups: tuple[tuple[Row, ...], ...] = ()
    picture = None
    if one is not None and other is not None:
        groups = tuple(rows(one, other, group, writer) for group in kind.groups(instrument))
        picture = kind.comparison_drawing(one, other, names)
    named = writer.has(id, "title")
    return PartView(
        id=id,
        title=writer.plain(id, "title") if named else instrument.title,
        about=writer.plain(id, "about") if named else writer.plain("part_about"),
        groups=groups,
        missing="" if groups else _missing(id, pair, names, writer),
        picture=picture,
        picture_id=picture_id,
        note=kind.comparison_note(instrument),
    )


def _missing(id: str, pair: Pair, names: Names, writer: Writer) -> str:
    lacking = [name for person, name in zip(pair, names, strict=True) if id not in person.parts]
    if len(lacking) == len(pair):
        return writer.plain("not_shared_both")
    return plain(writer.passage("not_shared_by", who=lacking[0]))


def _edition(part: SharedPart, writer: Writer) -> Passage:
    title = load_instrument(part.instrument).title
    return writer.passage("computation", "edition", title=title, version=part.version, hash=part.hash)
