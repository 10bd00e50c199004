"""How long scoring takes in the browser's Python, and how our EAP does beside catsim's and girth's estimators.

Neither of the two can score one person's graded answers: catsim has no graded model; girth's graded EAP is for two
traits or more (one of them can count for nothing) and numbers the categories by what the data set holds, of which one
person holds one an item. So the three are timed on what all can do, one person's answers to 18 items of two categories,
and accuracy is shown on as much of the graded reference as each takes.
"""

from __future__ import annotations

import contextlib
import json
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from shutil import which
from typing import Any

from innerpersona_quiz.instruments import instrument_ids, load_instrument
from innerpersona_quiz.scoring import graded_response as grm
from innerpersona_quiz.scoring.graded_response import GradedItem
from innerpersona_site.engine import build_engine

ITEMS = 18

SAME_NODES = {"quadrature_bounds": (-6, 6), "quadrature_n": 61}
"""girth's options for the nodes that ours and mirt's have."""

EAP_CODE = """
from innerpersona_quiz.scoring import graded_response as grm
parameters = [(1.0 + n % 5 / 4, tuple(n % 3 / 2 - 0.5 + k * 0.7 for k in (-2.5, -1.5, -0.5, 0.5, 1.5, 2.5)))
              for n in range(18)]
answers = [n * 5 % 7 for n in range(18)]
items = [grm.GradedItem(a, b) for a, b in parameters]
def eap_new():
    return grm.eap([grm.GradedItem(a, b) for a, b in parameters], answers).theta
def eap_again():
    return grm.eap(items, answers).theta
"""


@dataclass(frozen=True, slots=True)
class Rival:
    """One estimator on one person's 18 two-category answers.

    Attributes:
        ms: milliseconds for one estimate, one figure a run.
        gap: the largest distance in theta from mirt's EAP over the reference's people; None without a finite one.
        people, infinite: how many those are, and how many of them got no finite estimate.
        note: what of the reference it was given, and what it estimates.
    """

    ms: list[float]
    gap: float | None
    people: int
    infinite: int
    note: str


@dataclass(frozen=True, slots=True)
class QuizScoring:
    """What was measured; times in milliseconds, one figure a run.

    Attributes:
        answers: how many answers a full profile has: one sheet of every questionnaire.
        score_ms, report_ms: a full profile scored, and its reports rendered, in the engine.
        eap_new_ms, eap_again_ms: EAP of 18 seven-category items in the engine, with new items and with used ones.
        graded_ms: the same on this Python, with new items.
        rivals: ours, catsim's and girth's estimators on this Python.
    """

    answers: int
    score_ms: list[float]
    report_ms: list[float]
    eap_new_ms: list[float]
    eap_again_ms: list[float]
    graded_ms: list[float]
    rivals: dict[str, Rival]

    @property
    def speedup(self) -> dict[str, float]:
        """How many times as fast ours is as each of the others, by the medians."""
        ours = statistics.median(self.rivals["ours"].ms)
        return {
            name: statistics.median(rival.ms) / ours for name, rival in self.rivals.items() if name != "ours"
        }


def measure(root: Path, runs: int = 15) -> QuizScoring:
    """Measure `runs` runs of each, after two that are not counted; the estimators turn by turn."""
    inside = _in_engine(root, runs)
    reference = json.loads((root / "tests" / "vectors" / "grm_mirt.json").read_text(encoding="utf-8"))
    scope: dict[str, Any] = {}
    exec(EAP_CODE, scope)
    # catsim prints a line, empty or not, for each bank of items that it finds sound.
    with contextlib.redirect_stdout(None):
        rivals = _rivals(reference, runs)
    return QuizScoring(
        answers=sum(len(load_instrument(id).items) for id in instrument_ids()),
        score_ms=inside["score"],
        report_ms=inside["report"],
        eap_new_ms=inside["eap_new"],
        eap_again_ms=inside["eap_again"],
        graded_ms=_times({"graded": scope["eap_new"]}, runs)["graded"],
        rivals=rivals,
    )


def _in_engine(root: Path, runs: int) -> dict[str, list[float]]:
    bundle = build_engine(root, print)
    sheets = [_sheet(id) for id in instrument_ids()]

    def requests(op: str) -> list[str]:
        return [json.dumps({"api": 1, "op": op, **sheet}) for sheet in sheets]

    plan = {
        "runs": runs,
        "prepare": [
            json.dumps({"api": 1, "op": "prepare", "instrument": sheet["instrument"]}) for sheet in sheets
        ],
        "score": requests("score"),
        "report": requests("report"),
        "code": EAP_CODE,
    }
    beside = Path(sys.executable).with_name("node")
    node = str(beside) if beside.exists() else which("node")
    if node is None:
        sys.exit("There is no node: run `make bench`, which brings one.")
    done = subprocess.run(
        [node, str(Path(__file__).with_suffix(".mjs")), str(bundle.directory)],
        input=json.dumps(plan),
        capture_output=True,
        text=True,
        check=True,
    )
    times: dict[str, list[float]] = json.loads(done.stdout)
    return times


def _sheet(instrument_id: str) -> dict[str, Any]:
    instrument = load_instrument(instrument_id)
    source = random.Random(7)
    values = range(instrument.lowest, instrument.highest + 1)
    return {
        "instrument": instrument_id,
        "answers": {item.id: source.choice(values) for item in instrument.items},
    }


def _times(work: dict[str, Callable[[], object]], runs: int) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {name: [] for name in work}
    for run in range(-2, runs):
        for name, estimate in work.items():
            begun = time.perf_counter()
            estimate()
            if run >= 0:
                times[name].append((time.perf_counter() - begun) * 1000)
    return times


def _rivals(reference: dict[str, Any], runs: int) -> dict[str, Rival]:
    """Time and check the three; the others are installed for the benchmark alone, and imported here alone."""
    np, girth, bank, estimation = map(
        import_module, ("numpy", "girth", "catsim.item_bank", "catsim.estimation")
    )
    source = random.Random(11)
    two = [(source.uniform(0.8, 2.2), source.uniform(-1.5, 1.5)) for _ in range(ITEMS)]
    answers = [int(source.random() < 0.5) for _ in range(ITEMS)]
    a, b = np.array([one for one, _ in two]), np.array([one for _, one in two])
    catsim_bank = bank.ItemBank(np.array([[x, y, 0.0, 1.0] for x, y in two]))
    searcher = estimation.NumericalSearchEstimator()

    def catsim_one(items: Any, responses: list[int]) -> float:
        booleans = [bool(one) for one in responses]
        places = list(range(len(booleans)))
        return float(
            searcher.estimate(
                item_bank=items, administered_items=places, response_vector=booleans, est_theta=0.0
            )
        )

    times = _times(
        {
            "ours": lambda: grm.eap([GradedItem(x, (y,)) for x, y in two], answers),
            "catsim": lambda: catsim_one(catsim_bank, answers),
            "girth": lambda: girth.ability_eap(np.array(answers)[:, None], b, a, SAME_NODES),
        },
        runs,
    )
    ours, girths, catsims = (
        _gaps(reference, _ours(reference)),
        _gaps(reference, _girths(reference, np, girth)),
        _gaps(reference, _catsims(reference, lambda rows: bank.ItemBank(np.array(rows)), catsim_one)),
    )
    notes = {
        "ours": "EAP of the graded answers, one person at a time",
        "girth": "EAP of the graded answers, all people at once; wrong thresholds where nobody chose a category",
        "catsim": "maximum likelihood of the answers cut in two at the middle threshold",
    }
    gaps = {"ours": ours, "catsim": catsims, "girth": girths}
    return {name: Rival(times[name], *gaps[name], notes[name]) for name in times}


def _gaps(reference: dict[str, Any], found: list[float]) -> tuple[float | None, int, int]:
    """Return the largest distance from mirt's EAP, of how many people, and how many estimates are not finite."""
    pairs = zip(found, reference["respondents"], strict=True)
    gaps = [abs(theta - one["eap"]) for theta, one in pairs if abs(theta) < float("inf")]
    return (max(gaps) if gaps else None), len(found), len(found) - len(gaps)


def _ours(reference: dict[str, Any]) -> list[float]:
    items = [GradedItem(one["a"], tuple(one["b"])) for one in reference["parameters"]]
    return [
        grm.eap(items, [None if x is None else x - 1 for x in person["answers"]]).theta
        for person in reference["respondents"]
    ]


def _girths(reference: dict[str, Any], np: Any, girth: Any) -> list[float]:
    missing = -99999  # girth's own mark
    data = np.array(
        [[missing if x is None else x for x in person["answers"]] for person in reference["respondents"]]
    ).T
    a = np.array([[one["a"], 0.0] for one in reference["parameters"]])
    intercepts = np.array([[-one["a"] * b for b in one["b"]] for one in reference["parameters"]])
    return [float(theta) for theta in girth.multidimensional_ability_eap(data, intercepts, a, SAME_NODES)[0]]


def _catsims(
    reference: dict[str, Any], bank: Callable[[list[list[float]]], Any], estimate: Any
) -> list[float]:
    found = []
    for person in reference["respondents"]:
        known = [
            (one, x)
            for one, x in zip(reference["parameters"], person["answers"], strict=True)
            if x is not None
        ]
        rows = [[one["a"], one["b"][2], 0.0, 1.0] for one, _ in known]
        # Nobody in the reference left everything out; without an answer there would be nothing to estimate.
        found.append(estimate(bank(rows), [int(x >= 4) for _, x in known]) if known else float("inf"))
    return found


def described(found: QuizScoring) -> str:
    """Return the measurements as lines for `make bench`."""

    def median(times: list[float], budget: str) -> str:
        return f"median {statistics.median(times):>8.2f} ms   {budget}".rstrip()

    lines = [
        f"\nScoring in the browser's Python (the engine, in Node), {len(found.score_ms)} runs each",
        f"  {f'a full profile scored ({found.answers} answers)':<44}{median(found.score_ms, '(budget 15)')}",
        f"  {'its reports rendered':<44}{median(found.report_ms, '(budget 40)')}",
        f"  {'EAP of 18 seven-category items, new':<44}{median(found.eap_new_ms, '(budget 10)')}",
        f"  {'the same, items used before':<44}{median(found.eap_again_ms, '')}",
        f"\nOne person's trait from 18 two-category items, on CPython, {len(found.graded_ms)} runs each, in turn",
    ]
    for name, rival in found.rivals.items():
        faster = f"({found.speedup[name]:.1f} times ours)" if name in found.speedup else ""
        lines.append(f"  {name:<44}{median(rival.ms, faster)}")
        gap = "none finite" if rival.gap is None else f"{rival.gap:.1g}"
        unscored = f", {rival.infinite} of {rival.people} without a finite estimate" if rival.infinite else ""
        lines.append(f"    largest gap to mirt's EAP {gap}{unscored}: {rival.note}")
    lines.append(f"  {'ours, 18 seven-category items':<44}{median(found.graded_ms, '')}")
    return "\n".join(lines)
