"""The questionnaires of the package, for tests that know them: their regions, scales and kinds under short names."""

from typing import Any

from innerpersona_quiz import report
from innerpersona_quiz.instruments import instrument_ids, load_instrument
from innerpersona_quiz.kinds import article_regions, kind_of, score
from innerpersona_quiz.kinds.circle import model as circle
from innerpersona_quiz.kinds.dual_concern.model import CONCERNS as ROLE_CONCERNS
from innerpersona_quiz.kinds.plane import model as plane
from innerpersona_quiz.kinds.remarks import Remarks
from innerpersona_quiz.model import Answers, Instrument
from innerpersona_quiz.scoring.classical import Estimate
from innerpersona_quiz.scoring.ipsative import Centred, Weights
from innerpersona_quiz.scoring.sensitivity import Outcome
from innerpersona_quiz.wire import score as wire_score

SHIPPED = {id: load_instrument(id) for id in ("attachment", "conflict", "values")}
REGIONS = {id: kind_of(one).regions(one) for id, one in SHIPPED.items()}
STRATEGIES = REGIONS["conflict"]
CIRCLE = tuple(scale.id for scale in SHIPPED["values"].scales)
HIGHER_ORDER = circle.higher_of(SHIPPED["values"])
CONCERNS = {
    name: {SHIPPED["conflict"].shape[role]: sign for role, sign in signs.items()}
    for name, signs in ROLE_CONCERNS.items()
}
"""The sign of each strategy in each concern."""

PARTS = {id: len(one.scales) for id, one in SHIPPED.items()}


def all_keys() -> set[str]:
    """Return every region that an article can speak to."""
    return {key for id in instrument_ids() for key, _ in article_regions(id)}


def region_probabilities(anxiety: Estimate, avoidance: Estimate, midpoint: float) -> dict[str, float]:
    return plane.region_probabilities(anxiety, avoidance, midpoint, REGIONS["attachment"])


def profile(instrument: Instrument, answers: Answers) -> Any:
    return score(instrument, answers).found


def angle_of(value_id: str) -> float:
    return circle.directions(CIRCLE)[value_id]


def difference(one: str, other: str) -> Weights:
    return circle.difference(HIGHER_ORDER, one, other)


def position(found: Centred) -> circle.Position:
    return circle.position(found, CIRCLE)


def outcome_of(instrument_id: str, _: float = 0.0) -> Outcome:
    return kind_of(SHIPPED[instrument_id]).conclusion(SHIPPED[instrument_id])


def weights(instrument: Instrument, answers: Answers) -> dict[str, float]:
    return kind_of(instrument).weights(instrument, profile(instrument, answers))


def outcome(instrument: Instrument, answers: Answers) -> tuple[str, ...]:
    return kind_of(instrument).leading_regions(instrument, profile(instrument, answers))


def widening(short: Instrument, full: Instrument, answers: Answers) -> dict[str, float]:
    return kind_of(short).widening(short, full, answers)


def view(instrument: Instrument, answers: Answers) -> Any:
    scored = score(instrument, answers)
    return scored.kind.view(instrument, answers, scored.found, scored.kind.writer(instrument))


def fragment(
    instrument: Instrument,
    answers: Answers,
    site_base: str | None = "/",
    found: Remarks | None = None,
    engine: str | None = None,
) -> str:
    return report.fragment(score(instrument, answers), site_base, found, engine)


def document(
    instrument: Instrument, answers: Answers, found: Remarks | None = None, engine: str | None = None
) -> str:
    return report.document(score(instrument, answers), found, engine)


def score_result(instrument: Instrument, answers: Answers) -> dict[str, Any]:
    return wire_score.score_result(score(instrument, answers))
