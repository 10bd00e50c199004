"""People whose answers share more within a facet than between facets, with known parameters."""

from typing import Any

import numpy as np

from innerpersona_quiz.calibration.blocks import Layout, layout_of

FACETS = [f"facet{n // 4}" for n in range(12)]
LAYOUT = layout_of(FACETS)
FLAT: Layout = layout_of([""] * 12)


def truth(seed: int = 5, categories: int = 5) -> Any:
    """Return parameters of twelve items in three facets, each row a, c, d_1 …."""
    source = np.random.default_rng(seed)
    a, c = source.uniform(1.0, 2.2, 12), source.uniform(0.6, 1.6, 12)
    b = source.uniform(-0.5, 0.5, 12)[:, None] + np.linspace(-1.6, 1.6, categories - 1)
    return np.column_stack([a, c, -a[:, None] * b])


def answering(rows: Any, count: int, seed: int) -> tuple[Any, Any]:
    """Return the general trait of `count` people, and their answers from 0."""
    source = np.random.default_rng(seed)
    theta, own = source.standard_normal(count), source.standard_normal((count, 3))
    z = theta[:, None] * rows[:, 0] + np.repeat(own, 4, axis=1) * rows[:, 1]
    p = 1 / (1 + np.exp(-(z[:, :, None] + rows[:, 2:])))
    return theta, (source.random((count, 12, 1)) < p).sum(axis=2)
