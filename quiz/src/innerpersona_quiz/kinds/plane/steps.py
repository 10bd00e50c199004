"""How a place on the plane came about, step by step."""

from innerpersona_quiz.kinds.plane.model import PlaneProfile
from innerpersona_quiz.kinds.steps import Block, Computation, Steps
from innerpersona_quiz.model import Answers, Instrument
from innerpersona_quiz.scoring.classical import keyed_answers
from innerpersona_quiz.scoring.rounding import rounded
from innerpersona_quiz.texts import Writer
from innerpersona_quiz.texts.numbers import decimals, inside, shortest


def computation(instrument: Instrument, answers: Answers, found: PlaneProfile, writer: Writer) -> Computation:
    """Return every step from the answers to the regions."""
    steps = Steps(instrument, writer)
    blocks = []
    for part in found.scales:
        scale = instrument.scale(part.scale.id)
        keyed = keyed_answers(instrument, instrument.items_of(scale.id), answers)
        blocks.append(Block(scale.title, steps.scale_lines(part.scale, keyed, own_spread=True)))
    lines = _region_lines(instrument, found, steps, writer)
    if lines:
        note = steps.line("regions_note_calibrated" if instrument.calibration else "regions_note")
        blocks.append(Block(steps.line("regions_title"), lines, note))
    return steps.computation(answers, blocks, steps.line("parts"))


def _region_lines(
    instrument: Instrument, found: PlaneProfile, steps: Steps, writer: Writer
) -> tuple[str, ...]:
    right, up = found.right.estimate, found.up.estimate
    if found.regions is None or right is None or up is None:
        return ()
    border = shortest(instrument.midpoint)
    p, q = (decimals(rounded(one.below(instrument.midpoint)), 4) for one in (right, up))
    titles = [inside(instrument.scale(part.scale.id).title) for part in found.scales]
    first, *others = (writer.plain("regions", id, "title") for id in found.regions)
    names = [first, *map(inside, others)]  # the line begins with the first
    chances = [decimals(value, 4) for value in found.regions.values()]
    corners = ("low", "right", "up", "both")
    values = dict(zip(corners, chances, strict=True)) | {
        f"{corner}name": name for corner, name in zip(corners, names, strict=True)
    }
    return (
        steps.line(
            "below_first_calibrated" if instrument.calibration else "below_first",
            scale=titles[0],
            border=border,
            chance=p,
        ),
        steps.line("below_second", scale=titles[1], border=border, chance=q),
        steps.line("products", **values),
    )
