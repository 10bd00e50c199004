"""One of two people, with everything that can be said from their code alone."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from innerpersona_quiz.load import load_instrument
from innerpersona_quiz.profile.values import CIRCLE, HIGHER_ORDER
from innerpersona_quiz.scoring.classical import Estimate
from innerpersona_quiz.scoring.ipsative import Centred, Weights
from innerpersona_quiz.share.shared import Shared, estimate_of

type Estimates = Mapping[str, Estimate | None]

GROUPS: dict[str, str] = {
    "attachment": "attachment",
    "conflict": "conflict",
    "higher": "values",
    "values": "values",
}
"""What is compared, each with the questionnaire that it comes from; "higher" are the four higher-order values."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person's estimates by group of GROUPS and scale; a group that is not shared is not there.

    `centred` is there where any value is: the errors of sums of values follow from it.
    """

    name: str
    groups: Mapping[str, Estimates]
    centred: Centred | None

    def estimate(self, group: str, id: str) -> Estimate | None:
        """Return the estimate of a scale; None where it is withheld or not shared."""
        return self.groups.get(group, {}).get(id)


def person_of(shared: Shared) -> Person:
    """Return the person behind a code."""
    groups: dict[str, Estimates] = {}
    for part in shared.parts:
        instrument = load_instrument(part.instrument)
        groups[part.instrument] = {
            scale.id: None if (mark := part.scales[scale.id]) is None else estimate_of(mark, instrument)
            for scale in instrument.scales
        }
    centred = _centred(groups["values"]) if "values" in groups else None
    if "values" in groups:
        groups["higher"] = {id: _sum(centred, weights) for id, weights in HIGHER_ORDER.items()}
    return Person(shared.name, groups, centred)


def _sum(centred: Centred | None, weights: Weights) -> Estimate | None:
    """Return a weighted sum of centred values; None where one of them is withheld."""
    if centred is None or any(id not in centred.means for id in weights):
        return None
    return centred.estimate(weights)


def _centred(values: Estimates) -> Centred | None:
    """Return the sheet of centred scores again from their standard errors; None where all are withheld.

    A code does not hold how many answers each value had, so they are taken to be equally many, as they are in a sheet
    without gaps: then each of G values has the share 1/G of the centre, and the raw means' errors e_g give the centred
    scores' se_g^2 = e_g^2 (1 - 2/G) + sum e^2 / G^2. Summed over all, sum se^2 = sum e^2 (1 - 1/G), and so each e_g^2
    is (se_g^2 - sum e^2 / G^2) / (1 - 2/G). A withheld value is taken to have the others' mean squared error. The
    centre itself is not held and not needed: scores are already centred.
    """
    found = {id: one for id in CIRCLE if (one := values[id]) is not None}
    if not found:
        return None
    share = 1 / len(CIRCLE)
    mean = sum(one.se**2 for one in found.values()) / len(found) / (1 - share)
    errors = dict.fromkeys(CIRCLE, math.sqrt(mean)) | {
        id: math.sqrt(max(0.0, one.se**2 - mean * share) / (1 - 2 * share)) for id, one in found.items()
    }
    return Centred(
        centre=0.0,
        spread=0.0,
        means={id: one.score for id, one in found.items()},
        counts=dict.fromkeys(CIRCLE, 1),
        errors=errors,
        reach=float(load_instrument("values").score_range[1]),
    )
