"""The kind "plane": two scales that span a plane, with a region in each of its corners."""

from collections.abc import Hashable, Iterator, Mapping
from itertools import combinations
from typing import Any, override

from innerpersona_quiz.kinds.bands import BANDS, BETWEEN, LEVELS
from innerpersona_quiz.kinds.base import Kind, PairPicture, Part, Path, Problem
from innerpersona_quiz.kinds.paths import under
from innerpersona_quiz.kinds.plane.model import (
    PlaneProfile,
    chances_of,
    profile,
    shape_of,
    style_of,
)
from innerpersona_quiz.kinds.results import scale_result
from innerpersona_quiz.model import Answers, Instrument
from innerpersona_quiz.scoring.classical import Estimate
from innerpersona_quiz.scoring.deciding import Decision
from innerpersona_quiz.scoring.sensitivity import Outcome
from innerpersona_quiz.scoring.widening import own_widening
from innerpersona_quiz.texts import Writer


class Plane(Kind[PlaneProfile]):
    """Two scales with a spread of their own each."""

    name = "plane"
    partials = ("again.svg.j2", "drawing.svg.j2", "frame.svg.j2")
    pair_partials = ("frame.svg.j2", "pair.svg.j2")

    @override
    def profile(self, instrument: Instrument, answers: Answers) -> PlaneProfile:
        return profile(instrument, answers)

    @override
    def estimates(self, found: PlaneProfile) -> dict[str, Estimate | None]:
        return {part.scale.id: part.estimate for part in found.scales}

    @override
    def result(self, instrument: Instrument, found: PlaneProfile) -> dict[str, object]:
        return {
            "scales": {part.scale.id: scale_result(part) for part in found.scales},
            "regions": found.regions,
            "style": _style_result(found.style),
        }

    @override
    def terminal_lines(self, result: Mapping[str, Any]) -> Iterator[str]:
        if result["regions"]:
            yield "regions  " + ", ".join(
                f"{region} {value:.2f}" for region, value in result["regions"].items()
            )
            style = result["style"]
            between = " and ".join(style["between"] or ())
            yield f"style  {style['named'] or (between and f'between {between}') or 'none stands out'}"

    @override
    def regions(self, instrument: Instrument) -> tuple[str, ...]:
        return shape_of(instrument).regions

    @override
    def region_title(self, instrument: Instrument, id: str) -> str:
        return self.writer(instrument).plain("regions", id, "title")

    @override
    def weights(self, instrument: Instrument, found: PlaneProfile) -> dict[str, float]:
        return dict(found.regions or {})

    @override
    def leading_regions(self, instrument: Instrument, found: PlaneProfile) -> tuple[str, ...]:
        return () if found.style is None else found.style.ids

    @override
    def conclusion(self, instrument: Instrument) -> Outcome:
        """Return what names the region, or the two that one is between."""
        shape, midpoint = shape_of(instrument), instrument.midpoint

        def named(below: Mapping[str, float]) -> Hashable:
            return style_of(chances_of(below[shape.right], below[shape.up], shape.regions)).ids

        return Outcome(lambda known: known.below(midpoint), named)

    @override
    def widening(self, short: Instrument, full: Instrument, answers: Answers) -> dict[str, float]:
        return own_widening(short, full, answers)

    @override
    def view(self, instrument: Instrument, answers: Answers, found: PlaneProfile, writer: Writer) -> Any:
        from innerpersona_quiz.kinds.plane.view import view

        return view(instrument, answers, found, writer)

    @override
    def comparison_drawing(self, one: Part, other: Part, names: tuple[str, str]) -> PairPicture | None:
        from innerpersona_quiz.kinds.plane.pair import drawing

        return drawing(one, other, names, self.writer(one.instrument))

    @override
    def problems(self, instrument: Instrument) -> Iterator[Problem]:
        table, scales = instrument.shape, [scale.id for scale in instrument.scales]
        if instrument.centred:
            yield ("response_style",), "A plane needs scores on the response scale.", "Remove it."
        if len(scales) != 2 or sorted(str(table.get(name)) for name in ("right", "up")) != sorted(scales):
            yield (
                (self.name,),
                "`right` and `up` are not the two scales.",
                "Name one scale in each: right, then up.",
            )
        regions = table.get("regions")
        if not isinstance(regions, list) or len({*map(str, regions)}) != 4 or len(regions) != 4:
            yield (
                (self.name, "regions"),
                "They are not four different ids.",
                "Name the regions: low on both, high on `right` alone, high on `up` alone, high on both.",
            )

    @override
    def needed_texts(self, instrument: Instrument) -> Iterator[Path]:
        regions = self.regions(instrument)
        facets = [facet.id for scale in instrument.scales for facet in scale.facets]
        yield from under(("figure_caption", "regions_title"))
        yield from under("regions", regions, ("title", "where", "means"))
        yield from under("lead", "named", regions)
        levels = tuple(dict.fromkeys(LEVELS.values()))
        # Only neighbours on the plane can lead together: opposite corners do so near the centre alone.
        pairs = [
            pair for pair in combinations(regions, 2) if set(pair) not in ({*regions[::3]}, {*regions[1:3]})
        ]
        yield from under("lead", "between", ["-".join(pair) for pair in pairs])
        yield from under("lead", ("centre", "one_scale", "none"))
        yield from under(
            "scales", [scale.id for scale in instrument.scales], BANDS, ("strength", "describes", "try")
        )
        yield from under("others", [scale.id for scale in instrument.scales], levels)
        yield from under("facets", facets, levels)

    @override
    def optional_texts(self, instrument: Instrument) -> Iterator[Path]:
        yield from under("facets", [facet.id for one in instrument.scales for facet in one.facets], BETWEEN)


def _style_result(found: Decision | None) -> dict[str, object] | None:
    """Return one region, the two that a person is between, or neither where none stands out; None without scores."""
    return None if found is None else {"named": found.named, "between": found.together}


KIND = Plane()
