"""Whether a person's answers go together as the model says that answers do: lz, and whom it sets aside.

lz (Drasgow, Levine & Williams, 1985, doi:10.1111/j.2044-8317.1985.tb00817.x) is the log-likelihood of the answers at the
person's EAPs, less its mean over answers that might have been given, by its standard deviation; here over all scales
together. Because estimated positions make it less than standard normal, it is held against made-up people who follow
the model. People who answer at random pull the model towards themselves and then fit it: they are told by a second
sign, their likelihood under random answering.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from innerpersona_quiz.calibration.curves import Array, log_probabilities
from innerpersona_quiz.calibration.fitting import Fit, Sample
from innerpersona_quiz.calibration.quality import positions
from innerpersona_quiz.calibration.sum_scores import simulated

FALSE_SHARE = 0.10
"""Of those set aside, so many at most are expected to be people who do follow the model (Benjamini & Hochberg, 1995)."""

SIMULATED = 20_000


def aberrant(samples: Sequence[Sample], fits: Sequence[Fit]) -> NDArray[np.bool_]:
    """Return for each person whether the answers to all scales together go against the models.

    That is: lz is too low, or answering at random is likelier than the model. `samples` hold the same people in the
    same order; the models may be fitted to a part of them.
    """
    return np.asarray(_misfitting(samples, fits) | (random_chance(samples, fits) > 0.5))


def random_chance(samples: Sequence[Sample], fits: Sequence[Fit]) -> Array:
    """Return the chance that a person picked every answer at random, each being as likely.

    Of a mixture of two kinds of people, those and people who follow the models, with the share of the first estimated by
    EM.
    """
    over = np.zeros(len(samples[0].answers))
    for sample, found in zip(samples, fits, strict=True):
        given = (sample.answers >= 0).sum(axis=1)
        over += sample.expectation(found.parameters).log_likelihoods + given * np.log(sample.categories)
    ratio = np.exp(np.clip(over, -500.0, 500.0))
    share = 0.1
    for _ in range(500):
        chance: Array = share / (share + (1 - share) * ratio)
        before, share = share, float(chance.mean())
        if abs(share - before) < 1e-6:
            break
    return chance


def _misfitting(samples: Sequence[Sample], fits: Sequence[Fit]) -> NDArray[np.bool_]:
    source = np.random.default_rng(20261130)
    made = [
        Sample(simulated(found.parameters, found.layout, SIMULATED, source), sample.categories, sample.layout)
        for sample, found in zip(samples, fits, strict=True)
    ]
    null = np.sort(lz(made, fits))
    chance = (np.searchsorted(null, lz(samples, fits), side="right") + 1) / (len(null) + 1)
    order = np.sort(chance)
    allowed = order <= FALSE_SHARE * np.arange(1, len(order) + 1) / len(order)
    return np.asarray(chance <= (order[allowed][-1] if allowed.any() else -1.0))


def lz(samples: Sequence[Sample], fits: Sequence[Fit]) -> Array:
    """Return lz of each person over all scales."""
    people = len(samples[0].answers)
    over: Array = np.zeros(people)
    spread: Array = np.zeros(people)
    for sample, found in zip(samples, fits, strict=True):
        places = positions(sample, found, sample.expectation(found.parameters).posterior)
        for item, row in enumerate(found.parameters):
            given = sample.answers[:, item]
            log_p = log_probabilities(row[None, :], places[:, item].T)[0]
            p = np.exp(log_p)
            mean = (p * log_p).sum(axis=0)
            taken = np.take_along_axis(log_p, np.maximum(given, 0)[None, :], axis=0)[0]
            over = over + np.where(given >= 0, taken - mean, 0.0)
            spread = spread + np.where(given >= 0, (p * log_p**2).sum(axis=0) - mean**2, 0.0)
    return np.asarray(over / np.sqrt(np.maximum(spread, 1e-12)))
