"""The part of a report that says how firm the result is; the same for every questionnaire."""

from dataclasses import dataclass

from innerpersona_quiz.kinds import Scored
from innerpersona_quiz.kinds.remarks import Remarks, ShortForm
from innerpersona_quiz.model import AgeNorms, Answers, Calibration, Instrument
from innerpersona_quiz.scoring.careless import Careless
from innerpersona_quiz.scoring.classical import Z90, Trait
from innerpersona_quiz.scoring.scales import score_scale
from innerpersona_quiz.scoring.sensitivity import Sensitivity
from innerpersona_quiz.texts import Passage, Source, Writer, in_a_row, package_writer
from innerpersona_quiz.texts.numbers import decimals, joined, whole

WIDER_FROM = 1.05
"""A range counts as wider from this many times on; below, the difference would not show in one decimal."""


@dataclass(frozen=True, slots=True)
class Firmness:
    """What the templates show: the gentle note, if any, and the section's title and points."""

    note: Passage
    title: str
    points: tuple[tuple[str, Passage], ...]
    sources: tuple[Source, ...]


def firmness(scored: Scored, found: Remarks) -> Firmness:
    """Return the view of the remarks on a sheet."""
    instrument = scored.instrument
    writer = package_writer("firmness")
    note = _note(found.careless, writer)
    points: list[tuple[str, Passage]] = []
    if found.sensitivity is not None:
        points.append(("sensitivity", _sensitivity(scored, found.sensitivity, writer)))
    if found.short is not None:
        points.append(("short", _short(instrument, found.short, writer)))
    if instrument.calibration is None:
        points.append(("calibration", writer.passage("calibration", "none")))
    else:
        points += _norms(instrument, instrument.calibration, scored.answers, writer)
    return Firmness(note, writer.plain("title"), tuple(points), writer.sources())


def _note(found: Careless, writer: Writer) -> Passage:
    if not found.signs:
        return ()
    signs = [writer.plain("careless", sign, run=found.longest_run) for sign in found.signs]
    return writer.passage("careless", "note", signs=joined(signs))


def _sensitivity(scored: Scored, found: Sensitivity, writer: Writer) -> Passage:
    values = {
        "what": scored.kind.writer(scored.instrument).plain("conclusion"),
        "answered": str(found.answered),
        "count": str(len(found.pivots)),
    }
    if not found.pivots:
        return writer.passage("sensitivity", "none", **values)
    first = found.pivots[0]
    text = next(item.text for item in scored.instrument.items if item.id == first.item)
    return in_a_row(
        writer.passage("sensitivity", _how_many(found), **values),
        writer.passage(
            "sensitivity", "nearest", nearest=str(first.nearest), given=str(first.given), text=text
        ),
    )


def _how_many(found: Sensitivity) -> str:
    if len(found.pivots) == 1:
        return "one"
    return "all" if len(found.pivots) == found.answered else "some"


def _short(instrument: Instrument, found: ShortForm, writer: Writer) -> Passage:
    count = str(len(instrument.items))
    passages = [writer.passage("short", "taken", short=count, full=str(found.full_items))]
    wider = {id: decimals(times) if times >= WIDER_FROM else None for id, times in found.widening.items()}
    if len(wider) == len(instrument.scales) and len(set(wider.values())) == 1:
        passages.append(_width(writer, "all_", next(iter(wider.values()))))
    else:
        passages += [
            _width(writer, "", times, scale=instrument.scale(id).title) for id, times in wider.items()
        ]
    return in_a_row(*passages, writer.passage("short", "always"))


def _width(writer: Writer, prefix: str, times: str | None, **values: str) -> Passage:
    if times is None:
        return writer.passage("short", f"{prefix}same", **values)
    return writer.passage("short", f"{prefix}wider", times=times, **values)


def _norms(
    instrument: Instrument, calibration: Calibration, answers: Answers, writer: Writer
) -> list[tuple[str, Passage]]:
    points = []
    for scale in instrument.scales:
        trait = score_scale(instrument, scale.id, answers).scale.trait
        if trait is not None:
            points.append(("norms", _place(scale.title, trait, writer)))
            points += [
                ("norms", _among(scale.title, trait, band, norms, writer))
                for band, norms in calibration.scales[scale.id].norms.by_age.items()
            ]
    sample = writer.passage(
        "calibration",
        "sample",
        n=whole(calibration.n),
        first=calibration.first_month,
        last=calibration.last_month,
        how=calibration.sample,
    )
    return [*points, ("sample", sample)]


def _place(title: str, trait: Trait, writer: Writer) -> Passage:
    low, high = trait.percentile90
    return writer.passage(
        "calibration", "place", scale=title, percentile=str(trait.percentile), low=str(low), high=str(high)
    )


def _among(title: str, trait: Trait, band: str, norms: AgeNorms, writer: Writer) -> Passage:
    """Say between which of an age band's percentiles the whole 90 % range of the trait lies."""
    low, high = trait.theta - Z90 * trait.se, trait.theta + Z90 * trait.se
    below = [q for q, value in norms.percentiles.items() if value < low]
    above = [q for q, value in norms.percentiles.items() if value > high]
    return writer.passage(
        "calibration",
        "age",
        scale=title,
        n=whole(norms.n),
        band=band.replace("-", "–"),
        first=norms.first_month,
        last=norms.last_month,
        low=str(max(below, default=0)),
        high=str(min(above, default=100)),
    )
