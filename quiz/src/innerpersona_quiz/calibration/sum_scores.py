"""The chances of sum scores, and people's answers made up from a model."""

import numpy as np

from innerpersona_quiz.calibration.blocks import Answers, Block, Layout
from innerpersona_quiz.calibration.curves import THETA, Array


def sum_score_chances(p: Array) -> Array:
    """Return P(sum score = s | node) over items, s x Q for p of n x m x Q: the recursion of Lord and Wingersky (1984)."""
    chances: Array = np.ones((1, p.shape[2]))
    for item in p:
        chances = convolved(chances, item)
    return chances


def convolved(one: Array, other: Array) -> Array:
    """Return the chances of the sum of two independent scores, node by node: s x Q and t x Q to (s + t - 1) x Q."""
    found = np.zeros((len(one) + len(other) - 1, one.shape[1]))
    for score, chance in enumerate(other):
        found[score : score + len(one)] += one * chance
    return found


def integrated(values: Array, block: Block) -> Array:
    """Return the mean of values … x (61 S) over the factor of a block, … x 61."""
    return values.reshape(*values.shape[:-1], len(THETA), len(block.weights)) @ block.weights


def simulated(parameters: Array, layout: Layout, count: int, source: np.random.Generator) -> Answers:
    """Return the answers of made-up people who follow the model, people x items, none left out."""
    own = np.zeros((count, len(parameters)))
    for items in layout.facets:
        own[:, items] = source.standard_normal(count)[:, None]
    z = source.standard_normal(count)[:, None] * parameters[:, 0] + own * parameters[:, 1]
    chances = 1 / (1 + np.exp(-(z[:, :, None] + parameters[:, 2:])))
    answers: Answers = (source.random((count, len(parameters), 1)) < chances).sum(axis=2)
    return answers
