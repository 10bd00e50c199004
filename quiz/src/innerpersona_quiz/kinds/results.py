"""Scores as values that JSON can hold."""

from dataclasses import asdict

from innerpersona_quiz.scoring.classical import Estimate, PartScore, ScaleScore
from innerpersona_quiz.scoring.deciding import Decision
from innerpersona_quiz.texts import fill, package_texts


def scale_result(part: ScaleScore) -> dict[str, object]:
    """Return a scale's score with those of its facets."""
    return {**part_result(part.scale), "facets": {facet.id: part_result(facet) for facet in part.facets}}


def part_result(part: PartScore) -> dict[str, object]:
    """Return the score of a scale or a facet, with the reason where it is withheld."""
    return {
        **({} if part.trait is None else {"trait": asdict(part.trait)}),
        **numbers_result(part.estimate),
        "answered": part.answered,
        "total": part.total,
        "withheld": part.estimate is None,
        "reason": None if part.estimate is not None else _reason(part),
    }


def numbers_result(found: Estimate | None) -> dict[str, object]:
    """Return an estimate's numbers, all None without one."""
    if found is None:
        return {"score": None, "se": None, "interval90": None}
    return {"score": found.score, "se": found.se, "interval90": found.interval90}


def lead_result(found: Decision | None) -> dict[str, object] | None:
    """Return what leads."""
    return None if found is None else asdict(found)


def _reason(part: PartScore) -> str:
    reasons = package_texts("results")["withheld"]
    if 2 * part.answered >= part.total:
        return str(reasons["whole"])
    return fill(reasons["few"], {"answered": part.answered, "total": part.total})
