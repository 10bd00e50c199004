"""One of two people, with everything that can be said from their code alone."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from innerpersona_quiz.load import load_instrument
from innerpersona_quiz.profile.values import CIRCLE, HIGHER_ORDER
from innerpersona_quiz.scoring.classical import Estimate
from innerpersona_quiz.scoring.ipsative import Centred
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

    `centred` is there where the values are shared and no value is withheld: sums of values need its covariances.
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
        groups["higher"] = {
            id: None if centred is None else centred.estimate(weights) for id, weights in HIGHER_ORDER.items()
        }
    return Person(shared.name, groups, centred)


def _centred(values: Estimates) -> Centred | None:
    """Return the sheet of ten centred scores again from their standard errors; None where any is withheld.

    A code does not hold how many answers each value had, so they are taken to be equally many, as they are in a sheet
    without gaps: then each of G values has the share 1/G of the centre, and the raw means' errors e_g give the centred
    scores' se_g^2 = e_g^2 (1 - 2/G) + sum e^2 / G^2. Summed, sum se^2 = sum e^2 (1 - 1/G), and so each e_g^2 is
    (se_g^2 - sum e^2 / G^2) / (1 - 2/G). The centre itself is not held and not needed: scores are already centred.
    """
    found = {id: one for id in CIRCLE if (one := values[id]) is not None}
    if len(found) < len(CIRCLE):
        return None
    share = 1 / len(CIRCLE)
    total = sum(one.se**2 for one in found.values()) / (1 - share)
    errors = {
        id: math.sqrt(max(0.0, one.se**2 - total * share**2) / (1 - 2 * share)) for id, one in found.items()
    }
    reach = load_instrument("values").score_range[1]
    return Centred(
        centre=0.0,
        spread=0.0,
        means={id: one.score for id, one in found.items()},
        counts=dict.fromkeys(found, 1),
        errors=errors,
        reach=float(reach),
    )
