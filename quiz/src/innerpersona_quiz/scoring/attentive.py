"""How well a sheet fits somebody who reads, and somebody who only picks from the middle of the scale.

A reader's turned answers, less the middle of the scale, are taken to be normal around 0, with covariance
C = s^2 I + sum over k of v_k u_k u_k'. The vectors u_k mark the items of a scale or of a facet, whose answers move
together, or hold 1 for forward and -1 for reversed items, which a habit of agreeing moves apart; s is the scatter of
single answers. The variances are ours, close to those of the people whom the tests simulate; no calibration is needed.
y' C^-1 y is the squared Mahalanobis distance, one of the indices that Meade and Craig (2012, doi:10.1037/a0028085)
compared. Under this model it rises with the likelihood ratio of uniform answers to a reader's, which no other test beats.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from innerpersona_quiz.model import Answers, Instrument, Item

SCATTER, SCALES, FACETS, AGREEING = 0.142, 0.172, 0.07, 0.052
"""Standard deviations of single answers, of places on scales, of facets around their scale, and of the habit of agreeing,
as shares of the number of choices."""

ROUNDING = 1 / 12
"""The variance that whole steps add to an answer."""

MIDDLE = 0.4
"""The variance of answers that are picked from the middle, in squared steps."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """How a sheet fits: `distance` is y' C^-1 y / n, about 1 for readers and twice that at random.

    `middle` is the logarithm of how many times as likely the answers are of somebody who picks from the middle as of a
    reader.
    """

    distance: float
    middle: float


def fitted(instrument: Instrument, answers: Answers) -> Fitted | None:
    """Return how well the answers that were given fit; None without any."""
    items = [item for item in instrument.items if answers.get(item.id) is not None]
    if not items:
        return None
    y = [instrument.keyed(item, answers[item.id] or 0) - instrument.midpoint for item in items]
    m, n = len(instrument.choices), len(items)
    single = (SCATTER * m) ** 2 + ROUNDING
    shared = _shared(instrument, items)
    columns = [column for _, column in shared]
    # Woodbury: C^-1 and |C| by a matrix K with as many rows as there are u_k, K = diag(1 / v_k) + U' U / s^2.
    small = [[math.sumprod(one, other) / single for other in columns] for one in columns]
    for k, (spread, _) in enumerate(shared):
        small[k][k] += 1 / (spread * m) ** 2
    log_det, explained = _solved(small, [math.sumprod(column, y) / single for column in columns])
    squares = math.sumprod(y, y)
    distance = squares / single - explained
    log_det += n * math.log(single) + sum(2 * math.log(spread * m) for spread, _ in shared)
    middle = (distance + log_det - squares / MIDDLE - n * math.log(MIDDLE)) / 2
    return Fitted(distance / n, middle)


def _shared(instrument: Instrument, items: Sequence[Item]) -> list[tuple[float, list[float]]]:
    """Return what items share: the standard deviation as a share of the choices, and u_k."""
    found = [(AGREEING, [-1.0 if item.reverse else 1.0 for item in items])]
    for scale in instrument.scales:
        found.append((SCALES, [float(item.scale == scale.id) for item in items]))
        for facet in scale.facets:
            found.append((FACETS, [float(item.facet == facet.id) for item in items]))
    return found


def _solved(matrix: list[list[float]], right: list[float]) -> tuple[float, float]:
    """Return log |A| and b' A^-1 b of a positive definite matrix A, by elimination in place."""
    log_det = quadratic = 0.0
    for k, row in enumerate(matrix):
        log_det += math.log(row[k])
        quadratic += right[k] * right[k] / row[k]
        for other in range(k + 1, len(matrix)):
            factor = matrix[other][k] / row[k]
            matrix[other] = [x - factor * y for x, y in zip(matrix[other], row, strict=True)]
            right[other] -= factor * right[k]
    return log_det, quadratic
