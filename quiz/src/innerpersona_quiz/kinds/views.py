"""What every report shows, whatever its kind: the values that templates lay out, with nothing left for them to decide."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from innerpersona_quiz.kinds.again import AgainView
from innerpersona_quiz.kinds.bands import band_of, level_of, told_band
from innerpersona_quiz.kinds.marks.dots import Dots, dots
from innerpersona_quiz.kinds.marks.strip import Strip, strip
from innerpersona_quiz.kinds.steps import Computation
from innerpersona_quiz.model import Instrument
from innerpersona_quiz.scoring.classical import Estimate, PartScore, ScaleScore
from innerpersona_quiz.scoring.deciding import Decision
from innerpersona_quiz.scoring.leading import Standing
from innerpersona_quiz.scoring.normal import sidak
from innerpersona_quiz.texts import Passage, Source, Writer, plain
from innerpersona_quiz.texts.numbers import (
    capitalized,
    chance_figure,
    chance_words,
    decimals,
    hundredths,
    inside,
    interval_text,
    joined,
    nothing,
)

MOST_WORDS = 120
"""Lead and summary together are no longer, so that they can be read aloud to a friend."""


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


@dataclass(frozen=True, slots=True)
class ChanceView:
    """What could stand out, as a row of a table: its chance in hundredths, as a figure, and in words.

    `means` and `where` say what it is, where the kind has words for it.
    """

    id: str
    title: str
    hundredths: int
    figure: str
    words: str
    means: str = ""
    where: str = ""

    @property
    def dots(self) -> Dots:
        """The chance as dots out of a hundred."""
        return dots(self.hundredths)


@dataclass(frozen=True, slots=True)
class Likely:
    """What stands out, the chance of each that could, and that of two together; without a decision there are none."""

    said: Decision | None = None
    chances: tuple[ChanceView, ...] = ()
    both: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportView:
    """Everything that a report's template needs; kinds add to it.

    `lead` is the one sentence of the first screen, `first` names what stands out and `sure` says how sure that is.
    `drawing` is the picture (None where there are too few answers for one) and `description` the same in words.
    `chances` are those of all that could stand out. `strengths` and `closing` are the summary, which continues the
    lead; `others` is what the result may mean between people, `again` what
    answering again might give (None where a score is withheld).
    """

    instrument: Instrument
    writer: Writer
    first: Passage
    lead: Passage
    sure: Passage
    closing: Passage
    left_out: Passage
    description: str
    drawing: object | None
    scales: tuple[ScaleView, ...]
    chances: tuple[ChanceView, ...]
    strengths: tuple[Passage, ...]
    others: tuple[Passage, ...]
    advice: tuple[Passage, ...]
    careful: tuple[Passage, ...]
    caption: Passage
    change: Passage
    model: Passage
    again: AgainView | None
    computation: Computation

    @property
    def summary(self) -> tuple[Passage, ...]:
        """What can be read aloud after the lead: as much of it as keeps both within MOST_WORDS."""
        room = MOST_WORDS - _words(self.lead)
        told: list[Passage] = []
        for passage in (*self.strengths, self.closing):
            if passage and _words(passage) <= room:
                room -= _words(passage)
                told.append(passage)
        return tuple(told)

    @property
    def pulls(self) -> bool:
        """Whether there is anything to say on what pulls which way."""
        facets = any(scale.shown and scale.facets for scale in self.scales)
        return bool(self.chances) or facets or self.own_pulls

    @property
    def own_pulls(self) -> bool:
        """Whether the kind says something more on it."""
        return False

    @property
    def chapters(self) -> tuple[str, ...]:
        """The ids of the chapters there are, in their order."""
        there = {
            "look": True,
            "pulls": self.pulls,
            "others": bool(self.others),
            "try": bool(self.drawing and (self.advice or self.change or self.writer.has("read_more"))),
            "sure": True,
            "computed": True,
        }
        return tuple(id for id, present in there.items() if present)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The works cited, in the order of a reference list."""
        return self.writer.sources()


def common_view(
    instrument: Instrument,
    writer: Writer,
    answered: int,
    known: bool,
    titles: Sequence[str] | None,
    likely: Likely,
) -> dict[str, object]:
    """Return the fields of a ReportView that do not depend on the kind.

    Args:
        instrument: the questionnaire.
        writer: of its texts.
        answered: the number of questions answered.
        known: whether anything can be shown at all.
        titles: what stands out, one or two, or nothing; None where there are too few answers to say.
        likely: the same with its chances.
    """
    sure, closing = sure_words(likely, writer)
    return {
        "sure": sure,
        "closing": closing,
        "chances": likely.chances,
        "instrument": instrument,
        "writer": writer,
        "first": first_words(writer, titles),
        "left_out": left_out_words(instrument, writer, answered, known),
        "careful": writer.passages("careful"),
        "caption": optional(writer, "figure_caption"),
        "change": optional(writer, "change"),
        "model": optional(writer, "model"),
    }


def _words(passage: Passage) -> int:
    return len(plain(passage).split())


def chance_views(
    chances: Mapping[str, float], titles: Mapping[str, str], writer: Writer
) -> tuple[ChanceView, ...]:
    """Return the rows of chances that add up to 1; a kind may have words for each."""
    whole = hundredths(dict(chances))
    steps = writer.listed("chances", "steps")

    def worded(id: str, name: str) -> str:
        return writer.plain("regions", id, name) if writer.has("regions", id, name) else ""

    return tuple(
        ChanceView(
            id=id,
            title=titles[id],
            hundredths=whole[id],
            figure=chance_figure(whole[id]),
            words=chance_words(chance, steps),
            means=worded(id, "means"),
            where=writer.plain("where", where=where) if (where := worded(id, "where")) else "",
        )
        for id, chance in chances.items()
    )


def lead_chances(found: Standing | None, titles: Mapping[str, str], writer: Writer) -> Likely:
    """Return the chance of each score to be truly the highest, and that of the likeliest two to be above the rest."""
    if found is None:
        return Likely()
    both = max(found.pairs.values(), default=0.0)
    return Likely(found.first, chance_views(found.chances, titles, writer), both)


def sure_words(likely: Likely, writer: Writer) -> tuple[Passage, Passage]:
    """Return how sure it is what stands out, and how the summary closes; both empty where there are no chances."""
    said = likely.said
    if said is None:
        return (), ()
    values: dict[str, str]
    if said.named is not None:
        one = next(one for one in likely.chances if one.id == said.named)
        path, values = "named", {"words": capitalized(one.words), "chance": one.figure}
    elif said.together is not None:
        words = chance_words(likely.both, writer.listed("chances", "steps"))
        figure = chance_figure(round(100 * likely.both))
        path, values = "together", {"words": capitalized(words), "chance": figure}
    else:
        one = max(likely.chances, key=lambda one: one.hundredths)
        path, values = "open", {"first": inside(one.title), "chance": one.figure}
    return writer.passage("sure", path, **values), writer.passage("closing", path)


def others_words(lead: Decision | None, writer: Writer) -> tuple[Passage, ...]:
    """Return what comes first may mean between people, as far as there are words for it; else what is always true."""
    ids = () if lead is None else lead.ids
    told = tuple(writer.passage("others", id) for id in ids if writer.has("others", id))
    return told or (writer.passage("others", "open"),)


def optional(writer: Writer, *path: str) -> Passage:
    """Return the passage at that path; empty where there is none."""
    return writer.passage(*path) if writer.has(*path) else ()


def first_words(writer: Writer, titles: Sequence[str] | None) -> Passage:
    """Return the line that names what stands out, or says that nothing does; empty where that is not known."""
    if titles is None:
        return ()
    if len(titles) == 2:
        return writer.passage("first_two", first=titles[0], second=titles[1])
    return writer.passage("first_one", first=titles[0]) if titles else writer.passage("first_none")


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
    said = band_of(found, instrument)
    words, interval = band_words(said, writer), interval_text(found)
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
        strip=strip(found, instrument.score_range),
        describes=describing(said, writer, ("scales", scale_id), instrument.scale(scale_id).title),
    )


def band_words(said: Decision, writer: Writer) -> str:
    """Return the words for the band that a score lies in, or for the two that it lies between."""
    names = [writer.plain("bands", id) for id in said.ids]
    if len(names) == 2:
        return writer.plain("band_two", one=names[0], other=names[1])
    return names[0] if names else writer.plain("band_none")


def describing(said: Decision, writer: Writer, place: tuple[str, ...], title: str) -> Passage:
    """Return the description below `place` that fits a score, or the sentence for one that lies between two."""
    told = told_band(said)
    if told is not None:
        return writer.passage(*place, told, "describes")
    if said.together is None:
        return writer.passage("scale_open", scale=inside(title))
    one, other = (writer.plain("bands", id) for id in said.together)
    return writer.passage("scale_between", scale=inside(title), one=one, other=other)


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
    level = "-".join(level_of(part.estimate, instrument).ids)
    score, interval = decimals(part.estimate.score), interval_text(part.estimate)
    told = bool(level) and writer.has("facets", part.id, level)
    words = writer.plain("facets", part.id, level) if told else writer.plain("facet_between")
    return FacetView(part.id, title, score, interval, words)


def pull_words(part: ScaleScore, titles: Mapping[str, str], writer: Writer) -> str:
    """Return which facet pulls the score up most and which down, and whether they differ by more than noise would.

    The difference of two facets has the standard error sqrt(se1^2 + se2^2). Looking for the highest and the lowest of k
    facets compares k (k - 1) / 2 pairs, so the border is Sidak's: noise alone reaches it for one person in ten.
    """
    known = {facet.id: facet.estimate for facet in part.facets if facet.estimate is not None}
    if len(known) < 2:
        return ""
    top = max(known.values(), key=lambda found: found.score)
    bottom = min(known.values(), key=lambda found: found.score)
    noise = math.sqrt(top.se**2 + bottom.se**2)
    if top.score == bottom.score:
        return writer.plain("pull_even")

    def named(score: float) -> str:
        ids = [id for id, found in known.items() if found.score == score]
        return joined([writer.plain("quoted", title=titles[id]) for id in ids])

    apart = top.score - bottom.score > sidak(len(known)) * noise
    return writer.plain("pull" if apart else "pull_none", up=named(top.score), down=named(bottom.score))


def lead_path(lead: Decision | None, known: bool) -> tuple[str, ...]:
    """Return where the sentence stands that says what leads; `known` says whether any score is there."""
    if lead is None:
        return ("lead", "some" if known else "none")
    if lead.named is not None:
        return ("lead", "named", lead.named)
    if lead.together is not None:
        return ("lead", "together", "-".join(lead.together))
    return ("lead", "open")


def lead_advice(
    lead: Decision | None, trail: Decision | None, writer: Writer, joint: bool = False
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
