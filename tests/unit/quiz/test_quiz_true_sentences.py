"""Of what reports say of simulated people, whose true scores are known, at least eighty in a hundred is true."""

import math
import os
import random
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest

from innerpersona_quiz.compatibility.difference import HALF_STEP, difference
from innerpersona_quiz.compatibility.friction import frictions
from innerpersona_quiz.compatibility.person import Person
from innerpersona_quiz.instruments import load_instrument
from innerpersona_quiz.instruments.parsing import short_form
from innerpersona_quiz.kinds import kind_of
from innerpersona_quiz.kinds.bands import BANDS, band_of, borders, centred_band, level_of
from innerpersona_quiz.kinds.circle.model import SECTOR, directions
from innerpersona_quiz.kinds.circle.view import HIGHER_BORDERS, VALUE_BORDERS
from innerpersona_quiz.kinds.dual_concern.model import CONCERNS
from innerpersona_quiz.kinds.dual_concern.view import FAR_FROM, level
from innerpersona_quiz.model import Instrument
from innerpersona_quiz.scoring.classical import Estimate
from innerpersona_quiz.scoring.deciding import Decision
from innerpersona_quiz.scoring.normal import sidak
from innerpersona_quiz.validation import simulation
from tests.unit.quiz.shipped import HIGHER_ORDER, profile

PEOPLE = 4000 if os.environ.get("INNERPERSONA_LONG") else 300
"""How many people are simulated for each form."""

LEAST, MOST = 0.80, 0.97

type Sheet = dict[str, int | None]
type True_ = dict[str, float]
type Checks = Iterator[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class Someone:
    """A person's answers, and the means of every answer that could be asked of them, by scale and by facet."""

    sheet: Sheet
    true: True_


def someone(instrument: Instrument, source: random.Random) -> Someone:
    """Draw a person, with the answers of one day."""
    drawn = simulation.someone(instrument, source)
    return Someone(
        dict(simulation.answers_of(instrument, drawn, source)), simulation.true_scores(instrument, drawn)
    )


def band_at(score: float, limits: tuple[float, ...]) -> str:
    return BANDS[sum(score >= limit for limit in limits)]


def said(name: str, decision: Decision, truth: str) -> Checks:
    if decision.ids:
        yield name, truth in decision.ids


def leads(name: str, decision: Decision | None, true: Mapping[str, float], sign: int) -> Checks:
    ranked = sorted(true, key=lambda id: -sign * true[id])
    if decision is not None and decision.ids:
        yield name, {*decision.ids} == {*ranked[: len(decision.ids)]}


def of_attachment(instrument: Instrument, one: Someone) -> Checks:
    found, middle = profile(instrument, one.sheet), instrument.midpoint
    corner = 2 * (one.true["avoidance"] > middle) + (one.true["anxiety"] > middle)
    yield from said("region", found.style, list(found.regions)[corner])
    for part in found.scales:
        yield from of_scale(instrument, part.scale.id, part.estimate, one.true)
        facets = {facet.id: facet.estimate for facet in part.facets}
        low, high = borders(instrument)[1:3]
        for id, estimate in facets.items():
            truth = ("low", "middle", "high")[(one.true[id] >= low) + (one.true[id] >= high)]
            yield from said("facet level", level_of(estimate, instrument), truth)
        top = max(facets, key=lambda id: facets[id].score)
        bottom = min(facets, key=lambda id: facets[id].score)
        noise = math.hypot(facets[top].se, facets[bottom].se)
        if facets[top].score - facets[bottom].score > sidak(len(facets)) * noise:
            yield "facet difference", one.true[top] > one.true[bottom]


def of_scale(instrument: Instrument, id: str, found: Estimate | None, true: True_) -> Checks:
    assert found is not None
    yield from said("level", band_of(found, instrument), band_at(true[id], borders(instrument)))


def of_conflict(instrument: Instrument, one: Someone) -> Checks:
    found, middle = profile(instrument, one.sheet), instrument.midpoint
    for part in found.scales:
        yield from of_scale(instrument, part.scale.id, part.estimate, one.true)
    yield from leads("lead", found.lead, one.true, 1)
    yield from leads("trail", found.trail, one.true, -1)
    for name, signs in CONCERNS.items():
        truth = sum(sign * one.true[instrument.shape[role]] for role, sign in signs.items()) / 4
        told = level(getattr(found.concerns, name), middle)
        reach = FAR_FROM if told.startswith("far") else 0.0
        if told != "middle":
            yield "concern", truth > reach if told.endswith("above") else truth < -reach


def of_values(instrument: Instrument, one: Someone) -> Checks:
    found = profile(instrument, one.sheet)
    mean = sum(one.true.values()) / len(one.true)
    centred = {id: score - mean for id, score in one.true.items()}
    broad = {
        id: sum(weight * centred[scale] for scale, weight in weights.items())
        for id, weights in HIGHER_ORDER.items()
    }
    for parts, true, (near, far) in (
        (found.scales, centred, VALUE_BORDERS),
        (found.higher, broad, HIGHER_BORDERS),
    ):
        for part in parts:
            truth = band_at(true[part.id], (-far, -near, near, far))
            yield from said("level", centred_band(part.estimate, near, far), truth)
    yield from leads("lead", found.lead, broad, 1)
    yield from leads("trail", found.trail, broad, -1)
    if found.position.directed:
        turns = {id: math.radians(angle) for id, angle in directions(list(centred)).items()}
        a, b = (sum(centred[id] * turn(turns[id]) for id in centred) for turn in (math.cos, math.sin))
        away = (math.degrees(math.atan2(b, a)) - found.position.angle + 180) % 360 - 180
        yield "direction", abs(away) < SECTOR


def of_two(instrument: Instrument, one: Someone, other: Someone) -> Checks:
    """Yield what a report for two says of keyed scales: differences, likeness, combinations."""
    kind = kind_of(instrument)
    scores = [kind.estimates(profile(instrument, each.sheet)) for each in (one, other)]
    for id in scores[0]:
        first, second = scores[0][id], scores[1][id]
        assert first is not None and second is not None
        verdict, apart = difference(first, second).verdict, one.true[id] - other.true[id]
        if verdict == "apart":
            yield "difference", (apart if first.score > second.score else -apart) >= HALF_STEP
        elif verdict == "alike":
            yield "likeness", abs(apart) < 1
    people = [Person("", {instrument.id: kind.part(instrument, each)}) for each in scores]
    rules = {rule.id: rule for rule in instrument.frictions}
    for found in frictions(people[0], people[1]):
        rule = rules[found.id]
        ways = [(one.true, other.true), (other.true, one.true)]
        named = rule.one_each or (rule.both or "", rule.both or "")
        chosen = ways if found.roles is None else [ways[found.roles[0]]]
        # Where either way round will do, it is said of the pair that one of them holds.
        yield (
            "combination",
            any(
                all(true[id] > instrument.midpoint for true, id in zip(way, named, strict=True))
                for way in chosen
            ),
        )


KINDS = {"attachment": of_attachment, "conflict": of_conflict, "values": of_values}


@pytest.mark.parametrize("form", ["full", "short"])
@pytest.mark.parametrize("id", KINDS)
def test_what_is_said_is_true_as_often_as_it_has_to_be(id: str, form: str) -> None:
    full = load_instrument(id)
    instrument = full if form == "full" else short_form(full)
    source, total, right = random.Random(11), Counter[str](), Counter[str]()
    before: Someone | None = None
    for _ in range(PEOPLE):
        person = someone(instrument, source)
        checks = [*KINDS[id](instrument, person)]
        if before is not None and id != "values":
            checks += of_two(instrument, before, person)
        before = person
        total.update(name for name, _ in checks)
        right.update(name for name, true in checks if true)
    shares = {name: round(right[name] / count, 3) for name, count in total.items() if count >= 40}
    assert len(shares) >= 3
    # The few hundred statements of the short run leave room for chance of about two in a hundred.
    room = 2.3 * math.sqrt(0.16 / min(total[name] for name in shares))
    assert min(shares.values()) >= LEAST - room, shares
    everything = sum(right.values()) / sum(total.values())
    # What is said of one person hangs together, so that each person counts once.
    assert LEAST <= everything <= MOST + 2.3 * math.sqrt(0.03 / PEOPLE)
