"""How five strategies and two concerns came about, step by step."""

from collections.abc import Mapping

from innerpersona_quiz.kinds.dual_concern.model import CONCERNS, Concerns, DualConcernProfile
from innerpersona_quiz.kinds.steps import Block, Computation, Steps
from innerpersona_quiz.model import Answers, Instrument
from innerpersona_quiz.scoring.classical import Estimate
from innerpersona_quiz.scoring.pooled import keyed_by_scale
from innerpersona_quiz.texts import Writer
from innerpersona_quiz.texts.numbers import decimals, inside, shortest


def computation(
    instrument: Instrument, answers: Answers, profile: DualConcernProfile, writer: Writer
) -> Computation:
    """Return every step from the answers to the concerns and to what comes first."""
    steps = Steps(instrument, writer)
    groups = keyed_by_scale(instrument, answers)
    blocks = []
    if instrument.calibration is None and any(groups.values()):
        blocks.append(steps.spread_block(groups))
    blocks += [
        Block(
            instrument.scale(part.scale.id).title,
            steps.scale_lines(part.scale, groups[part.scale.id], own_spread=False),
        )
        for part in profile.scales
    ]
    found = {part.scale.id: part.estimate for part in profile.scales if part.estimate is not None}
    if profile.concerns is not None:
        lines = _concern_lines(steps, found, profile.concerns)
        blocks.append(Block(steps.line("concerns_title"), lines, steps.line("concerns_note")))
    if profile.standing is not None:
        titles = {id: inside(instrument.scale(id).title) for id in found}
        blocks.append(steps.lead_block(titles, profile.standing))
    return steps.computation(answers, blocks)


def _concern_lines(steps: Steps, found: Mapping[str, Estimate], concerns: Concerns) -> tuple[str, ...]:
    instrument = steps.instrument
    midpoint = shortest(instrument.midpoint)
    lines = []
    for name, made in (("self", concerns.self), ("other", concerns.other)):
        signs = sorted(CONCERNS[name].items(), key=lambda pair: -pair[1])
        ids = [instrument.shape[role] for role, _ in signs]
        titles = [inside(instrument.scale(id).title) for id in ids]
        scores = [decimals(found[id].score, 2) for id in ids]
        lines += [
            steps.line(
                name,
                midpoint=midpoint,
                scales=_weighed(steps, titles),
                scores=_weighed(steps, scores),
                concern=decimals(made.score, 4),
            ),
            steps.interval_line(made),
        ]
    return (*lines, steps.line("concern_error", se=decimals(concerns.self.se, 4)))


def _weighed(steps: Steps, parts: list[str]) -> str:
    one, two, three, four = parts
    return steps.line("weighed", one=one, two=two, three=three, four=four)
