"""The kind "profile": any number of scales, a line for each."""

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import Any, override

from innerpersona_quiz.kinds.bands import BANDS, BETWEEN, LEVELS
from innerpersona_quiz.kinds.base import Kind, Path, Problem, leading_scales
from innerpersona_quiz.kinds.paths import under
from innerpersona_quiz.kinds.profile.model import ScalesProfile, pair_rules, profile
from innerpersona_quiz.kinds.results import lead_result, scale_result
from innerpersona_quiz.model import Answers, Instrument
from innerpersona_quiz.scoring.classical import Estimate
from innerpersona_quiz.scoring.sensitivity import Outcome
from innerpersona_quiz.scoring.widening import pooled_widening
from innerpersona_quiz.texts import Writer


class Profile(Kind[ScalesProfile]):
    """Scales that share a spread, with or without facets."""

    name = "profile"
    partials = ("again.svg.j2", "drawing.svg.j2")

    @override
    def profile(self, instrument: Instrument, answers: Answers) -> ScalesProfile:
        return profile(instrument, answers)

    @override
    def estimates(self, found: ScalesProfile) -> dict[str, Estimate | None]:
        return {part.scale.id: part.estimate for part in found.scales}

    @override
    def result(self, instrument: Instrument, found: ScalesProfile) -> dict[str, object]:
        return {
            "scales": {part.scale.id: scale_result(part) for part in found.scales},
            "lead": lead_result(found.lead),
            "trail": lead_result(found.trail),
            "pairs": list(found.pairs),
        }

    @override
    def terminal_lines(self, result: Mapping[str, Any]) -> Iterator[str]:
        if result["pairs"]:
            yield f"together  {', '.join(result['pairs'])}"

    @override
    def regions(self, instrument: Instrument) -> tuple[str, ...]:
        return tuple(scale.id for scale in instrument.scales)

    @override
    def weights(self, instrument: Instrument, found: ScalesProfile) -> dict[str, float]:
        lead = found.lead
        return {} if lead is None else {id: float(id in lead.ids) for id in self.regions(instrument)}

    @override
    def conclusion(self, instrument: Instrument) -> Outcome:
        """Return what names the scales with the highest score; nothing where there is only one scale."""
        leading = leading_scales()
        return leading if len(instrument.scales) > 1 else Outcome(leading.reading, lambda _: None)

    @override
    def widening(self, short: Instrument, full: Instrument, answers: Answers) -> dict[str, float]:
        return pooled_widening(short, full, answers)

    @override
    def view(self, instrument: Instrument, answers: Answers, found: ScalesProfile, writer: Writer) -> Any:
        from innerpersona_quiz.kinds.profile.view import view

        return view(instrument, answers, found, writer)

    @override
    def problems(self, instrument: Instrument) -> Iterator[Problem]:
        scales = {scale.id for scale in instrument.scales}
        if instrument.centred:
            yield ("response_style",), "A profile is scored on the response scale itself.", "Remove it."
        for index, pair in enumerate(instrument.shape.get("pairs", ())):
            named = [*pair.get("high", ()), *pair.get("low", ())]
            if not isinstance(pair.get("id"), str) or len(named) < 2 or not {*named} <= scales:
                fix = 'Write id, and the scales: high = ["a"] and low = ["b"].'
                yield (self.name, "pairs", index), "It does not name an id and at least two scales.", fix

    @override
    def needed_texts(self, instrument: Instrument) -> Iterator[Path]:
        scales = [scale.id for scale in instrument.scales]
        facets = [facet.id for scale in instrument.scales for facet in scale.facets]
        yield from under("scales", scales, BANDS, "describes")
        yield from under("facets", facets, tuple(dict.fromkeys(LEVELS.values())))
        yield from under("pairs", [rule.id for rule in pair_rules(instrument)])

    @override
    def optional_texts(self, instrument: Instrument) -> Iterator[Path]:
        scales = [scale.id for scale in instrument.scales]
        yield from under("scales", scales, BANDS, "strength")
        yield from under("tries", ("high", "low"), scales)
        yield from under("others", scales)
        yield from under("lead", "named", scales)
        yield from under("facets", [facet.id for one in instrument.scales for facet in one.facets], BETWEEN)
        yield from under("lead", "both", ["-".join(pair) for pair in combinations(scales, 2)])


KIND = Profile()
