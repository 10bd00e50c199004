"""The kind "circle": centred scales around a circle, and four broad values that they make up."""

import math
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import asdict
from itertools import combinations
from typing import Any, override

from innerpersona_quiz.kinds.bands import BANDS
from innerpersona_quiz.kinds.base import MEAN_LEVELS, Group, Kind, Part, Path, Problem, highest
from innerpersona_quiz.kinds.circle.model import CircleProfile, difference, higher_of, profile
from innerpersona_quiz.kinds.paths import leads, under
from innerpersona_quiz.kinds.results import lead_result, part_result
from innerpersona_quiz.model import Answers, Instrument
from innerpersona_quiz.scoring.classical import Estimate, PartScore
from innerpersona_quiz.scoring.deciding import above_probability, interval_of
from innerpersona_quiz.scoring.distribution import Normal
from innerpersona_quiz.scoring.ipsative import Centred, Weights
from innerpersona_quiz.scoring.rounding import rounded
from innerpersona_quiz.scoring.sensitivity import Estimates, Outcome
from innerpersona_quiz.scoring.widening import centred_widening
from innerpersona_quiz.texts import Writer, package_texts

HIGHER = "higher"
"""The group of the broad values in a report for two."""

REACH = 3.0
"""Scores further out than this are drawn at the end of their line."""

NEAR = 0.5
"""Scores nearer to 0 than this, on the mean of two people, are neither high nor low."""


class Circle(Kind[CircleProfile]):
    """Scores above and below the person's own mean."""

    name = "circle"
    partials = ("again.svg.j2", "drawing.svg.j2")
    placeholders = {  # noqa: RUF012  # a class of one instance
        ("position", "directed"): frozenset({"near", "far", "angle", "wide", "length", "range"}),
        ("position", "fit"): frozenset({"fit"}),
    }

    @override
    def profile(self, instrument: Instrument, answers: Answers) -> CircleProfile:
        return profile(instrument, answers)

    @override
    def estimates(self, found: CircleProfile) -> dict[str, Estimate | None]:
        return {part.id: part.estimate for part in found.scales}

    @override
    def result(self, instrument: Instrument, found: CircleProfile) -> dict[str, object]:
        reach = instrument.highest - instrument.lowest
        return {
            "range": [-reach, reach],
            "centre": found.centre,
            "scales": {part.id: {**part_result(part), "facets": {}} for part in found.scales},
            "higher": {part.id: _higher_result(part) for part in found.higher},
            "position": None
            if (place := found.position) is None
            else asdict(place) | {"directed": place.directed},
            "lead": lead_result(found.lead),
            "trail": lead_result(found.trail),
        }

    @override
    def terminal_lines(self, result: Mapping[str, Any]) -> Iterator[str]:
        if place := result["position"]:
            angle = (
                f"{place['angle']:.0f} degrees, se {place['angle_se']:.0f}" if place["directed"] else "open"
            )
            yield f"direction  {angle}; length {place['length']:.2f}, se {place['length_se']:.2f}"

    @override
    def regions(self, instrument: Instrument) -> tuple[str, ...]:
        return tuple(higher_of(instrument))

    @override
    def region_title(self, instrument: Instrument, id: str) -> str:
        return self.writer(instrument).plain("higher", id, "title")

    @override
    def weights(self, instrument: Instrument, found: CircleProfile) -> dict[str, float]:
        lead = found.lead
        return {} if lead is None else {id: float(id in lead.ids) for id in self.regions(instrument)}

    @override
    def conclusion(self, instrument: Instrument) -> Outcome:
        """Return what names the broad values with the highest score; the person's own mean doesn't change which."""
        broad = higher_of(instrument)

        def leading(scores: Mapping[str, float]) -> Hashable:
            return highest(
                {
                    id: rounded(sum(weight * scores[scale] for scale, weight in weights.items()))
                    for id, weights in broad.items()
                }
            )

        return Outcome(lambda known: known.score, leading)

    @override
    def widening(self, short: Instrument, full: Instrument, answers: Answers) -> dict[str, float]:
        return centred_widening(short, full, answers)

    @override
    def view(self, instrument: Instrument, answers: Answers, found: CircleProfile, writer: Writer) -> Any:
        from innerpersona_quiz.kinds.circle.view import view

        return view(instrument, answers, found, writer)

    # -- two people

    @override
    def groups(self, instrument: Instrument) -> tuple[Group, ...]:
        scales = tuple(scale.id for scale in instrument.scales)
        return (
            Group(HIGHER, self.regions(instrument)),
            Group(instrument.id, scales, told=False, small=True),
        )

    @override
    def part(self, instrument: Instrument, scores: Estimates) -> Part:
        centred = _centred_again(instrument, scores)
        higher = {id: _sum(centred, weights) for id, weights in higher_of(instrument).items()}
        return Part(instrument, {HIGHER: higher, instrument.id: scores}, centred)

    @override
    def scale_words(self, instrument: Instrument, id: str) -> tuple[str, str, str]:
        if id not in higher_of(instrument):
            return super().scale_words(instrument, id)
        writer = self.writer(instrument)
        title, low, high = (writer.plain("higher", id, name) for name in ("title", "end_low", "end_high"))
        return title, low, high

    @override
    def line(self, instrument: Instrument) -> tuple[float, float]:
        return (-REACH, REACH)

    @override
    def level(self, instrument: Instrument, mean: float, se: float) -> str:
        return interval_of(Normal(mean, se), (-NEAR, NEAR), MEAN_LEVELS).named or "open"

    @override
    def preference_chance(self, part: Part, first: str, second: str) -> float:
        if part.centred is None or None in (part.estimate(first), part.estimate(second)):
            return 0.0
        weights = difference(higher_of(part.instrument), first, second)
        noise = part.centred.se(weights)
        return rounded(above_probability(part.centred.score(weights), noise)) if noise > 0 else 0.0

    @override
    def comparison_note(self, instrument: Instrument) -> str:
        return self.writer(instrument).plain("comparison_note")

    # -- what a questionnaire of this kind has to have

    @override
    def problems(self, instrument: Instrument) -> Iterator[Problem]:
        scales = {scale.id for scale in instrument.scales}
        broad = instrument.shape.get("higher")
        if not instrument.centred:
            yield ("response_style",), "Scores on a circle are centred.", 'Write response_style = "centred".'
        if not isinstance(broad, Mapping) or len(broad) != 4:
            fix = "Write [circle.higher.<id>] four times, clockwise from the top right."
            yield (self.name, "higher"), "There are not four broad values.", fix
            return
        for id, weights in broad.items():
            known = isinstance(weights, Mapping) and set(weights) <= scales
            if not known or not math.isclose(sum(weights.values()), 1.0, abs_tol=1e-9):
                fix = "Give each of its scales a weight; together they are 1."
                yield (
                    (self.name, "higher", id),
                    "Its weights are not those of scales, or don't add up to 1.",
                    fix,
                )

    @override
    def needed_texts(self, instrument: Instrument) -> Iterator[Path]:
        broad = self.regions(instrument)
        pairs = ["-".join(pair) for pair in combinations(broad, 2)]
        yield from under(
            (
                "figure_caption",
                "higher_title",
                "higher_about",
                "scores_title",
                "scores_about",
                "position_title",
            )
        )
        yield from under("position", ("directed", "open", "fit"))
        yield from leads(broad)
        yield from under("lead", "together", pairs)
        yield from under("higher", broad, ("title", "about", "end_low", "end_high"))
        yield from under("higher", broad, BANDS, "describes")
        yield from under(("strengths",), (*broad, *pairs, "open"))
        yield from under("tries", "high", (*broad, *pairs))
        yield from under("others", broad)
        yield from under("values", [scale.id for scale in instrument.scales], BANDS)


def _higher_result(part: PartScore) -> dict[str, object]:
    reason = {"reason": package_texts("results")["withheld"]["sum"]} if part.estimate is None else {}
    return part_result(part) | reason


def _sum(centred: Centred | None, weights: Weights) -> Estimate | None:
    """Return a weighted sum of centred scores; None where one of them is withheld."""
    if centred is None or any(id not in centred.means for id in weights):
        return None
    return centred.estimate(weights)


def _centred_again(instrument: Instrument, scores: Estimates) -> Centred | None:
    """Return the sheet of centred scores again from their standard errors; None where all are withheld.

    A code does not hold how many answers each scale had, so they are taken to be equally many, as they are in a sheet
    without gaps: then each of G scales has the share 1/G of the centre, and the raw means' errors e_g give the centred
    scores' se_g^2 = e_g^2 (1 - 2/G) + sum e^2 / G^2. Summed over all, sum se^2 = sum e^2 (1 - 1/G), and so each e_g^2
    is (se_g^2 - sum e^2 / G^2) / (1 - 2/G). A withheld scale is taken to have the others' mean squared error. The
    centre itself is not held and not needed: scores are already centred.
    """
    circle = [scale.id for scale in instrument.scales]
    found = {id: one for id in circle if (one := scores[id]) is not None}
    if not found:
        return None
    share = 1 / len(circle)
    mean = sum(one.se**2 for one in found.values()) / len(found) / (1 - share)
    errors = dict.fromkeys(circle, math.sqrt(mean)) | {
        id: math.sqrt(max(0.0, one.se**2 - mean * share) / (1 - 2 * share)) for id, one in found.items()
    }
    return Centred(
        centre=0.0,
        spread=0.0,
        means={id: one.score for id, one in found.items()},
        counts=dict.fromkeys(circle, 1),
        errors=errors,
        reach=float(instrument.score_range[1]),
    )


KIND = Circle()
