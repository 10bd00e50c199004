"""What every report shows, whatever its kind: the values that templates lay out, with nothing left for them to decide."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from innerpersona_quiz.kinds.bands import LEVELS, band
from innerpersona_quiz.kinds.steps import Computation
from innerpersona_quiz.kinds.strip import Strip, strip
from innerpersona_quiz.model import Instrument
from innerpersona_quiz.scoring.classical import Z90, Estimate, PartScore, ScaleScore
from innerpersona_quiz.scoring.leading import Lead
from innerpersona_quiz.texts import Passage, Source, Writer
from innerpersona_quiz.texts.numbers import decimals, interval_text, joined, nothing


@dataclass(frozen=True, slots=True)
class ScoreView:
    """What is only there for a score that is not withheld. `line` is the sentence with the score and its range.

    `data_score` and `data_se` are for programs that read the report, with two decimals.
    """

    score: str
    data_score: str
    data_se: str
    interval: str
    words: str
    line: Passage = ()
    strip: Strip | None = None
    describes: Passage = ()


@dataclass(frozen=True, slots=True)
class FacetView:
    """A facet as a row of a table; `words` says so where it is withheld, and `interval` is empty then."""

    id: str
    title: str
    score: str
    interval: str
    words: str


@dataclass(frozen=True, slots=True)
class ScaleView:
    """A scale; `shown` is None where its score is withheld, `withheld` then says why.

    `note` is a remark on the scale, empty for most; `pull` says which facets stand out.
    """

    id: str
    title: str
    about: str
    low: str
    high: str
    answered: int
    total: int
    shown: ScoreView | None
    withheld: Passage = ()
    note: Passage = ()
    facets: tuple[FacetView, ...] = ()
    pull: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """Everything that a report's template needs; kinds add to it.

    `first` names what stands out, `drawing` is the picture (None where there are too few answers for one) and
    `description` the same in words.
    """

    instrument: Instrument
    writer: Writer
    first: Passage
    lead: Passage
    left_out: Passage
    description: str
    drawing: object | None
    scales: tuple[ScaleView, ...]
    strengths: tuple[Passage, ...]
    advice: tuple[Passage, ...]
    careful: tuple[Passage, ...]
    caption: Passage
    change: Passage
    model: Passage
    computation: Computation

    @property
    def sources(self) -> tuple[Source, ...]:
        """The works cited, in the order of a reference list."""
        return self.writer.sources()


def common_view(
    instrument: Instrument, writer: Writer, answered: int, known: bool, titles: Sequence[str]
) -> dict[str, object]:
    """Return the fields of a ReportView that do not depend on the kind.

    Args:
        instrument: the questionnaire.
        writer: of its texts.
        answered: the number of questions answered.
        known: whether anything can be shown at all.
        titles: what stands out, one or two, or nothing.
    """
    return {
        "instrument": instrument,
        "writer": writer,
        "first": first_words(writer, titles),
        "left_out": left_out_words(instrument, writer, answered, known),
        "careful": writer.passages("careful"),
        "caption": optional(writer, "figure_caption"),
        "change": optional(writer, "change"),
        "model": optional(writer, "model"),
    }


def optional(writer: Writer, *path: str) -> Passage:
    """Return the passage at that path; empty where there is none."""
    return writer.passage(*path) if writer.has(*path) else ()


def first_words(writer: Writer, titles: Sequence[str]) -> Passage:
    """Return the line that names what stands out; empty where nothing does."""
    if len(titles) == 2:
        return writer.passage("first_two", first=titles[0], second=titles[1])
    return writer.passage("first_one", first=titles[0]) if titles else ()


def left_out_words(instrument: Instrument, writer: Writer, answered: int, known: bool) -> Passage:
    """Return what is said about questions left out; empty where none was."""
    left = len(instrument.items) - answered
    if not left:
        return ()
    path = "left_out" if known else "left_out_most"
    return writer.passage(path, answered=answered, total=len(instrument.items), left=left)


def scale_view(
    instrument: Instrument,
    part: PartScore,
    writer: Writer,
    facets: tuple[FacetView, ...] = (),
    pull: str = "",
) -> ScaleView:
    """Return a scale on its response scale, with the words of the band that its score lies in."""
    scale, found = instrument.scale(part.id), part.estimate
    noted = found is not None and writer.has("scales", part.id, "note")
    return ScaleView(
        id=scale.id,
        title=scale.title,
        about=scale.about,
        low=scale.low,
        high=scale.high,
        answered=part.answered,
        total=part.total,
        shown=None if found is None else score_view(instrument, scale.id, found, writer),
        withheld=() if found else writer.passage("withheld", answered=part.answered, total=part.total),
        note=writer.passage("scales", part.id, "note") if noted else (),
        facets=facets,
        pull=pull,
    )


def score_view(instrument: Instrument, scale_id: str, found: Estimate, writer: Writer) -> ScoreView:
    """Return what is shown of a score on its response scale."""
    name = band(found.score, instrument)
    words, interval = writer.plain("bands", name), interval_text(found)
    return ScoreView(
        score=decimals(found.score),
        data_score=f"{found.score:.2f}",
        data_se=f"{found.se:.2f}",
        interval=interval,
        words=words,
        line=writer.passage(
            "score_line",
            score=decimals(found.score),
            lowest=instrument.lowest,
            highest=instrument.highest,
            band=words,
            range=interval,
        ),
        strip=strip(found, instrument.lowest, instrument.highest),
        describes=writer.passage("scales", scale_id, name, "describes"),
    )


def facet_views(instrument: Instrument, part: ScaleScore, writer: Writer) -> tuple[FacetView, ...]:
    """Return a scale's facets, each with the words for its level."""
    scale = instrument.scale(part.scale.id)
    return tuple(
        _facet(instrument, facet.title, found, writer)
        for facet, found in zip(scale.facets, part.facets, strict=True)
    )


def _facet(instrument: Instrument, title: str, part: PartScore, writer: Writer) -> FacetView:
    if part.estimate is None:
        return FacetView(part.id, title, nothing(), interval="", words=writer.plain("facet_withheld"))
    level = LEVELS[band(part.estimate.score, instrument)]
    score, interval = decimals(part.estimate.score), interval_text(part.estimate)
    return FacetView(part.id, title, score, interval, writer.plain("facets", part.id, level))


def pull_words(part: ScaleScore, titles: Mapping[str, str], writer: Writer) -> str:
    """Return which facet pulls the score up most and which down, if they differ by more than noise would.

    The difference of two facets has the standard error sqrt(se1^2 + se2^2); it is called a difference from
    1.645 of these up, the level of the 90 % intervals.
    """
    known = {facet.id: facet.estimate for facet in part.facets if facet.estimate is not None}
    if len(known) < 2:
        return ""
    top = max(known.values(), key=lambda found: found.score)
    bottom = min(known.values(), key=lambda found: found.score)
    noise = math.sqrt(top.se**2 + bottom.se**2)
    if top.score - bottom.score <= Z90 * noise:
        return writer.plain("pull_none")

    def named(score: float) -> str:
        ids = [id for id, found in known.items() if found.score == score]
        return joined([writer.plain("quoted", title=titles[id]) for id in ids])

    return writer.plain("pull", up=named(top.score), down=named(bottom.score))


def lead_path(lead: Lead | None, known: bool) -> tuple[str, ...]:
    """Return where the sentence stands that says what leads; `known` says whether any score is there."""
    if lead is None:
        return ("lead", "some" if known else "none")
    if lead.named is not None:
        return ("lead", "named", lead.named)
    if lead.together is not None:
        return ("lead", "together", "-".join(lead.together))
    return ("lead", "open")


def lead_advice(
    lead: Lead | None, trail: Lead | None, writer: Writer, joint: bool = False
) -> tuple[Passage, ...]:
    """Return something to try for what comes first and for what comes last, if only one does.

    `joint`: two that lead together have one text, under both their names.
    """
    if lead is None or trail is None:
        return ()
    first = ("-".join(lead.ids),) if joint and lead.ids else lead.ids
    chosen = [writer.passage("tries", "high", id) for id in first]
    if trail.named is not None:
        chosen.append(writer.passage("tries", "low", trail.named))
    return tuple(chosen) or (writer.passage("tries", "open"),)
