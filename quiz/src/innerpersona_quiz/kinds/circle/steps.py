"""How a result on the circle came about, step by step."""

import math

from innerpersona_quiz.kinds.circle.model import SECTOR, CircleProfile, directions, higher_of
from innerpersona_quiz.kinds.steps import Block, Computation, Steps
from innerpersona_quiz.model import Answers, Instrument
from innerpersona_quiz.scoring.classical import PartScore
from innerpersona_quiz.scoring.ipsative import Centred
from innerpersona_quiz.scoring.pooled import keyed_by_scale
from innerpersona_quiz.texts import Writer
from innerpersona_quiz.texts.numbers import decimals, inside, shortest


def computation(
    instrument: Instrument, answers: Answers, profile: CircleProfile, titles: dict[str, str], writer: Writer
) -> Computation:
    """Return every step from the answers to the direction; `titles` are those of the broad values."""
    steps = Steps(instrument, writer)
    found = profile.centred
    if found is None:
        return steps.computation(
            answers, [Block(steps.line("centre_title"), (steps.line("too_few_at_all"),))]
        )
    groups = keyed_by_scale(instrument, answers)
    n = sum(found.counts.values())
    own = steps.line("centre", sum=sum(map(sum, groups.values())), n=n, centre=decimals(found.centre, 4))
    values = (_value_line(steps, groups[part.id], found, part) for part in profile.scales)
    blocks = [
        Block(steps.line("centre_title"), (own,)),
        steps.spread_block(groups),
        Block(steps.line("scales_title"), (steps.line("rule", n=n), *values)),
        Block(
            steps.line("higher_title"), tuple(_higher_line(steps, titles, part) for part in profile.higher)
        ),
    ]
    if profile.position is not None:
        blocks.append(
            Block(
                steps.line("direction_title"), _direction_lines(steps, profile), steps.line("direction_note")
            )
        )
    if profile.standing is not None:
        lower = {id: inside(title) for id, title in titles.items()}
        blocks.append(steps.lead_block(lower, profile.standing))
    return steps.computation(answers, blocks)


def _value_line(steps: Steps, group: list[int], found: Centred, part: PartScore) -> str:
    title = steps.instrument.scale(part.id).title
    if part.estimate is None:
        return steps.line("value_withheld", scale=title, answered=part.answered, total=part.total)
    return steps.line(
        "value",
        scale=title,
        sum=sum(group),
        n=len(group),
        centre=decimals(found.centre, 4),
        score=decimals(part.estimate.score, 4),
        se=decimals(part.estimate.se, 4),
    )


def _higher_line(steps: Steps, titles: dict[str, str], part: PartScore) -> str:
    if part.estimate is None:
        return steps.line("higher_withheld", broad=titles[part.id])
    terms = [
        steps.line("weight", weight=decimals(weight, 3), scale=inside(steps.instrument.scale(id).title))
        for id, weight in higher_of(steps.instrument)[part.id].items()
    ]
    total = terms[0]
    for term in terms[1:]:
        total = steps.line("plus", first=total, last=term)
    score, se = decimals(part.estimate.score, 4), decimals(part.estimate.se, 4)
    return steps.line("higher", broad=titles[part.id], sum=total, score=score, se=se)


def _direction_lines(steps: Steps, profile: CircleProfile) -> tuple[str, ...]:
    place = profile.position
    if place is None:
        return ()
    turn = math.radians(place.angle)
    scales = steps.instrument.scales
    angles = directions([scale.id for scale in scales])
    lines = (
        steps.line(
            "wave",
            n=len(scales),
            up=decimals(place.length * math.cos(turn), 4),
            right=decimals(place.length * math.sin(turn), 4),
            scale=scales[0].title,
            start=shortest(angles[scales[0].id]),
            step=shortest(360 / len(scales)),
        ),
        steps.line("length", length=decimals(place.length, 4), se=decimals(place.length_se, 4)),
    )
    chance = decimals(place.chance, 4)
    if not place.directed:
        return (*lines, steps.line("undirected", sector=SECTOR, chance=chance))
    angle, se = decimals(place.angle, 1), decimals(place.angle_se, 1)
    return (*lines, steps.line("direction", angle=angle, se=se, sector=SECTOR, chance=chance))
