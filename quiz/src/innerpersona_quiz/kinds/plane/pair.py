"""Two people's places on one plane."""

from dataclasses import dataclass

from innerpersona_quiz.kinds.base import Part
from innerpersona_quiz.kinds.plane.drawing import Plane, plane
from innerpersona_quiz.kinds.plane.model import shape_of
from innerpersona_quiz.kinds.plane.view import plane_words
from innerpersona_quiz.texts import Writer
from innerpersona_quiz.texts.numbers import decimals, inside, interval_text, joined


@dataclass(frozen=True, slots=True)
class PairDrawing:
    """The picture for two: a plane each, over the same regions; `description` is the same in words."""

    template: str
    planes: tuple[Plane, Plane]
    corners: tuple[str, ...]
    axes: tuple[str, str]
    title: str
    caption: str
    description: str


def drawing(one: Part, other: Part, names: tuple[str, str], writer: Writer) -> PairDrawing | None:
    """Return the picture; None unless each of the two has a score to draw."""
    instrument = one.instrument
    shape = shape_of(instrument)
    scores = [(part.estimate(shape.right), part.estimate(shape.up)) for part in (one, other)]
    if any(right is None and up is None for right, up in scores):
        return None
    first, second = (plane(instrument, right, up) for right, up in scores)
    corners, axes = plane_words(instrument, writer)
    right, up = (inside(instrument.scale(id).title) for id in (shape.right, shape.up))
    people = [
        writer.plain("description", "person", name=name, scores=_place(part, (shape.right, shape.up), writer))
        for name, part in zip(names, (one, other), strict=True)
    ]
    return PairDrawing(
        template="plane/pair.svg.j2",
        planes=(first, second),
        corners=corners,
        axes=axes,
        title=writer.plain("picture_of_two"),
        caption=writer.plain("picture_of_two_caption"),
        description=" ".join([writer.plain("description", "pair", right=right, up=up), *people]),
    )


def _place(part: Part, scales: tuple[str, str], writer: Writer) -> str:
    scores = []
    for id in scales:
        title, found = inside(part.instrument.scale(id).title), part.estimate(id)
        scores.append(
            writer.plain("description", "unknown", scale=title)
            if found is None
            else writer.plain(
                "description", "score", scale=title, score=decimals(found.score), range=interval_text(found)
            )
        )
    return joined(scores)
