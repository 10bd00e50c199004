"""The kind "dual_concern": five strategies on the plane of two concerns."""

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any, override

from innerpersona_quiz.kinds.bands import BANDS
from innerpersona_quiz.kinds.base import Kind, Path, Problem, leading_scales
from innerpersona_quiz.kinds.dual_concern.model import CONCERNS, ROLES, DualConcernProfile, profile
from innerpersona_quiz.kinds.paths import leads, under
from innerpersona_quiz.kinds.results import lead_result, numbers_result, scale_result
from innerpersona_quiz.model import Answers, Instrument
from innerpersona_quiz.scoring.classical import Estimate
from innerpersona_quiz.scoring.sensitivity import Outcome
from innerpersona_quiz.scoring.widening import pooled_widening
from innerpersona_quiz.texts import Writer

TILTS = ("far_above", "above", "middle", "below", "far_below")
"""The levels of a concern."""


class DualConcern(Kind[DualConcernProfile]):
    """Five scales that share a spread, each with its role in the model."""

    name = "dual_concern"
    partials = ("again.svg.j2", "drawing.svg.j2")

    @override
    def profile(self, instrument: Instrument, answers: Answers) -> DualConcernProfile:
        return profile(instrument, answers)

    @override
    def estimates(self, found: DualConcernProfile) -> dict[str, Estimate | None]:
        return {part.scale.id: part.estimate for part in found.scales}

    @override
    def result(self, instrument: Instrument, found: DualConcernProfile) -> dict[str, object]:
        both = found.concerns
        return {
            "scales": {part.scale.id: scale_result(part) for part in found.scales},
            "concerns": None
            if both is None
            else {"self": numbers_result(both.self), "other": numbers_result(both.other)},
            "lead": lead_result(found.lead),
            "trail": lead_result(found.trail),
        }

    @override
    def terminal_lines(self, result: Mapping[str, Any]) -> Iterator[str]:
        for who, part in (result["concerns"] or {}).items():
            low, high = part["interval90"]
            yield f"concern for {who}  {part['score']:.2f}  se {part['se']:.2f}  90% {low:.2f} to {high:.2f}"

    @override
    def regions(self, instrument: Instrument) -> tuple[str, ...]:
        return tuple(scale.id for scale in instrument.scales)

    @override
    def weights(self, instrument: Instrument, found: DualConcernProfile) -> dict[str, float]:
        lead = found.lead
        return {} if lead is None else {id: float(id in lead.ids) for id in self.regions(instrument)}

    @override
    def conclusion(self, instrument: Instrument) -> Outcome:
        """Return what names the scales with the highest score, usually one."""
        return leading_scales()

    @override
    def widening(self, short: Instrument, full: Instrument, answers: Answers) -> dict[str, float]:
        return pooled_widening(short, full, answers)

    @override
    def view(
        self, instrument: Instrument, answers: Answers, found: DualConcernProfile, writer: Writer
    ) -> Any:
        from innerpersona_quiz.kinds.dual_concern.view import view

        return view(instrument, answers, found, writer)

    @override
    def problems(self, instrument: Instrument) -> Iterator[Problem]:
        scales = sorted(scale.id for scale in instrument.scales)
        if instrument.centred:
            yield ("response_style",), "The model needs scores on the response scale.", "Remove it."
        if sorted(instrument.shape) != sorted(ROLES) or sorted(map(str, instrument.shape.values())) != scales:
            fix = f"Name one of the five scales in each of {', '.join(ROLES)}."
            yield (self.name,), "It does not give each of the five scales its role.", fix

    @override
    def needed_texts(self, instrument: Instrument) -> Iterator[Path]:
        scales = [scale.id for scale in instrument.scales]
        pairs = ["-".join(pair) for pair in combinations(scales, 2)]
        yield from under(("figure_caption", "concerns_title", "concerns_about"))
        yield from leads(scales)
        yield from under("lead", "together", pairs)
        yield from under("tries", "high", scales)
        yield from under("others", scales)
        yield from under("concerns", tuple(CONCERNS), ("title", "about"))
        yield from under("concerns", tuple(CONCERNS), ("levels", "words"), TILTS)
        yield from under("scales", scales, BANDS, "describes")


KIND = DualConcern()
