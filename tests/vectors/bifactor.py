"""Write bifactor.json: EAPs of the general factor by numpy alone, sharing no code with the project.

    python tests/vectors/bifactor.py

Facets' factors and the general one are integrated on grids far finer than those of the scoring. Where the package
`mirt` of PyPI is installed (1.2.0 was; the project doesn't depend on it), it scores the same answers over the whole
product of the four factors with Gauss-Hermite nodes, and its scores are written beside.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np

FILE = Path(__file__).with_suffix(".json")
FACETS, EACH, CATEGORIES, PEOPLE = 3, 4, 5, 200


def parameters(source: np.random.Generator) -> list[dict[str, Any]]:
    """Return made-up parameters, six decimals each."""
    items = []
    for number in range(FACETS * EACH):
        steps = source.uniform(0.5, 1.2, CATEGORIES - 1).cumsum()
        items.append(
            {
                "facet": f"facet{number // EACH + 1}",
                "a": round(float(source.uniform(0.8, 2.4)), 6),
                "c": round(float(source.uniform(-0.3 if number == 5 else 0.3, 2.0)), 6),
                "b": [round(float(b), 6) for b in steps - steps.mean() + source.uniform(-0.5, 0.5)],
            }
        )
    return items


def chances(item: dict[str, Any], theta: Any, s: Any) -> Any:
    """Return P(X = k) along a last axis, for arrays of theta and s that broadcast."""
    z = item["a"] * (theta[..., None] - np.array(item["b"])) + item["c"] * s[..., None]
    upper = 1 / (1 + np.exp(-z))
    ones = np.ones((*upper.shape[:-1], 1))
    return np.concatenate([ones, upper], axis=-1) - np.concatenate([upper, 0 * ones], axis=-1)


def scores(items: list[dict[str, Any]], answers: Any) -> Any:
    """Return EAP and posterior standard deviation of each person, people x 2; -1 is a missing answer."""
    theta, s = np.linspace(-8, 8, 401), np.linspace(-8, 8, 321)
    of_s = np.exp(-(s**2) / 2) / np.exp(-(s**2) / 2).sum()
    tables = [chances(item, theta[:, None], s[None, :]) for item in items]
    found = []
    for person in answers:
        weight = np.exp(-(theta**2) / 2)
        for facet in sorted({item["facet"] for item in items}):
            product = np.ones((len(theta), len(s)))
            for item, table, answer in zip(items, tables, person, strict=True):
                if item["facet"] == facet and answer >= 0:
                    product = product * table[:, :, answer]
            weight = weight * (product @ of_s)
        weight = weight / weight.sum()
        mean = weight @ theta
        found.append([mean, np.sqrt(weight @ (theta - mean) ** 2)])
    return np.array(found)


def by_mirt(items: list[dict[str, Any]], answers: Any) -> Any:
    """Return the same by mirt, from a graded response model of four factors with these parameters; None without mirt."""
    try:
        import mirt  # type: ignore[import-not-found,unused-ignore]
    except ModuleNotFoundError:
        return None
    facets = sorted({item["facet"] for item in items})
    slopes = np.zeros((len(items), 1 + len(facets)))
    for row, item in zip(slopes, items, strict=True):
        row[0], row[1 + facets.index(item["facet"])] = item["a"], item["c"]
    model = mirt.models.GradedResponseModel(len(items), CATEGORIES, n_factors=1 + len(facets))
    # mirt's thresholds count in the sum of an item's slopes.
    thresholds = np.array([[item["a"] * b / (item["a"] + item["c"]) for b in item["b"]] for item in items])
    model.set_parameters(discrimination=slopes, thresholds=thresholds)
    model._is_fitted = True
    place = np.array([[0.7, -1.1, 0.4, 0.2]])
    for number, item in enumerate(items):
        own = place[:, 1 + facets.index(item["facet"])]
        assert np.allclose(model.probability(place, number), chances(item, place[:, 0], own), atol=1e-9)
    found = mirt.fscores(model, answers, method="EAP", n_quadpts=MIRT_NODES)
    return np.stack([np.asarray(found.theta)[:, 0], np.asarray(found.standard_error)[:, 0]], axis=1)


MIRT_NODES, MIRT_PEOPLE = 31, 12
"""Of four factors the product grid has 31^4 points: it is scored for a few people only."""


def main() -> None:
    """Write the file."""
    source = np.random.default_rng(20261130)
    items = parameters(source)
    theta, own = source.standard_normal(PEOPLE), source.standard_normal((PEOPLE, FACETS))
    answers = np.stack(
        [
            (
                chances(item, theta, own[:, n // EACH]).cumsum(axis=-1)[:, :-1] < source.random((PEOPLE, 1))
            ).sum(axis=1)
            for n, item in enumerate(items)
        ],
        axis=1,
    )
    answers[source.random(answers.shape) < 0.05] = -1
    found = scores(items, answers)
    other = by_mirt(items, answers[:MIRT_PEOPLE])
    if other is None:
        other = np.array(json.loads(FILE.read_text(encoding="utf-8"))["mirt"])
    print("numpy and mirt differ by at most", np.abs(found[: len(other)] - other).max())
    content = {
        "provenance": "Made-up parameters and answers (numpy default_rng seed 20261130). scores: EAP and posterior "
        "standard deviation of the general factor by bifactor.py beside this file, 401 nodes on [-8, 8] by 321 a "
        "facet. mirt: the same of the first people by mirt 1.2.0 from PyPI, a graded response model of four factors, "
        "31 Gauss-Hermite nodes each. P(X >= k+1) = 1 / (1 + exp(-(a (theta - b_k) + c s))). -1 is a missing answer.",
        "items": items,
        "answers": answers.tolist(),
        "scores": np.round(found, 9).tolist(),
        "mirt": np.round(other, 9).tolist(),
    }
    FILE.write_text(json.dumps(content) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
