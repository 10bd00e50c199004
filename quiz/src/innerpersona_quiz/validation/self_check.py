"""What a questionnaire's reports say, held against simulated people whose true scores are known.

The figures are those of people who answer as `validation.simulation` has them: they show that the arithmetic keeps its
promises where its assumptions hold, and nothing of how real people answer.
"""

import random
import statistics
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from innerpersona_quiz.compatibility.difference import HALF_STEP, STEP, difference
from innerpersona_quiz.instruments import instrument_folder, load_instrument
from innerpersona_quiz.instruments.parsing import short_form
from innerpersona_quiz.kinds import kind_of, score
from innerpersona_quiz.kinds.bands import BANDS, band_of, borders, centred_band
from innerpersona_quiz.kinds.circle.view import VALUE_BORDERS
from innerpersona_quiz.model import Answers, Instrument, Sheet
from innerpersona_quiz.scoring.careless import careless
from innerpersona_quiz.scoring.change import Result, change, result_of
from innerpersona_quiz.scoring.classical import Estimate
from innerpersona_quiz.scoring.deciding import Decision
from innerpersona_quiz.validation.people import TOO_MANY, text_shares
from innerpersona_quiz.validation.simulation import Someone, answers_of, someone, true_scores

FILE = "self_check.toml"
"""The file of a questionnaire's folder that holds its figures. No browser loads it."""

PEOPLE = 1000
"""How many people are simulated for each form."""

SEED = 20261130

BINS = 10
"""Parts of the scale of chances, in each of which said chances are held against what was true."""

type Figures = dict[str, Any]
"""Name of a figure to its share, in [0, 1]. Others are "reliability", a list of [mean chance, share true, count], and
"widening", how many times as wide the short form's ranges are as those of the full form: the median of all scales."""


@dataclass(slots=True)
class _Tally:
    """Counts of cases and of those in which something held, by name, and of chances with what was true."""

    cases: Counter[str] = field(default_factory=Counter)
    held: Counter[str] = field(default_factory=Counter)
    bins: defaultdict[int, list[tuple[float, bool]]] = field(default_factory=lambda: defaultdict(list))
    widenings: list[float] = field(default_factory=list)

    def add(self, name: str, held: bool) -> None:
        self.cases[name] += 1
        self.held[name] += held

    def add_chance(self, chance: float, true: bool) -> None:
        self.bins[min(BINS - 1, int(chance * BINS))].append((chance, true))

    def figures(self) -> Figures:
        found: Figures = {
            name: round(self.held[name] / count, 3) for name, count in sorted(self.cases.items())
        }
        found["reliability"] = [
            [
                round(sum(chance for chance, _ in one) / len(one), 3),
                round(sum(true for _, true in one) / len(one), 3),
                len(one),
            ]
            for _, one in sorted(self.bins.items())
        ]
        if self.widenings:
            found["widening"] = round(statistics.median(self.widenings), 2)
        return found


def self_check(id: str, people: int = PEOPLE) -> dict[str, Figures]:
    """Return the figures of a questionnaire's full and short form; the same for the same number of people.

    KeyError for an unknown questionnaire.
    """
    full = load_instrument(id)
    forms = {"full": full, "short": short_form(full)}
    found = {name: _figures(one, full, people) for name, one in forms.items() if one.items}
    shares = text_shares(id).values()
    found["full"] |= {
        "text_most_common": round(max(shares), 3),
        "texts_for_most": round(sum(share > TOO_MANY for share in shares) / len(shares), 3),
    }
    return found


def _figures(instrument: Instrument, full: Instrument, people: int) -> Figures:
    source, tally = random.Random(SEED), _Tally()
    before: tuple[Someone, Mapping[str, Estimate | None]] | None = None
    for _ in range(people):
        one = someone(instrument, source)
        first = _taken(instrument, full, one, source)
        found, true = _scores(instrument, first.answers), _true(instrument, one)
        _tally_scores(instrument, found, true, tally)
        if instrument is not full:
            tally.widenings += kind_of(full).widening(instrument, full, first.answers).values()
        if before is not None:
            _tally_pair(found, before[1], true, _true(instrument, before[0]), tally)
        before = (one, found)
        equal = replace(someone(instrument, source, one.places), noise=one.noise)
        same = _scores(instrument, answers_of(instrument, equal, source))
        for id in found:
            if (pair := _both(found[id], same[id])) is not None:
                tally.add("difference_of_equals", difference(*pair).verdict == "apart")
        _tally_change(instrument, full, one, first, source, tally)
        tally.add("careless_reader", bool(careless(instrument, first.answers).signs))
        tally.add("careless_random", bool(careless(instrument, _at_random(instrument, source)).signs))
    return tally.figures()


def _tally_scores(
    instrument: Instrument, found: Mapping[str, Estimate | None], true: Mapping[str, float], tally: _Tally
) -> None:
    middle = 0.0 if instrument.centred else instrument.midpoint
    for id, estimate in found.items():
        if estimate is None:
            continue
        low, high = estimate.interval90
        tally.add("interval", low <= true[id] <= high)
        tally.add_chance(1 - estimate.below(middle), true[id] > middle)
        said, limits = _band(instrument, estimate)
        tally.add("level_named", bool(said.ids))
        if said.ids:
            tally.add("level_true", BANDS[sum(true[id] >= limit for limit in limits)] in said.ids)


def _band(instrument: Instrument, estimate: Estimate) -> tuple[Decision, tuple[float, ...]]:
    if not instrument.centred:
        return band_of(estimate, instrument), borders(instrument)
    near, far = VALUE_BORDERS
    return centred_band(estimate, near, far), (-far, -near, near, far)


def _tally_pair(
    found: Mapping[str, Estimate | None],
    other: Mapping[str, Estimate | None],
    true: Mapping[str, float],
    other_true: Mapping[str, float],
    tally: _Tally,
) -> None:
    for id in found:
        if (pair := _both(found[id], other[id])) is None:
            continue
        said, apart = difference(*pair), true[id] - other_true[id]
        tally.add("pair_named", said.verdict != "open")
        if said.verdict == "apart":
            tally.add("difference_true", (apart if said.difference > 0 else -apart) >= HALF_STEP)
        elif said.verdict == "alike":
            tally.add("likeness_true", abs(apart) < STEP)


def _tally_change(
    instrument: Instrument, full: Instrument, one: Someone, first: Sheet, source: random.Random, tally: _Tally
) -> None:
    """Take the questionnaire again: unchanged, and with the first scale half a step or a step higher."""
    scale = instrument.scales[0]
    moving = {scale.id, *(facet.id for facet in scale.facets)}
    before = _result(first)
    for name, step in (("change_of_none", 0.0), ("change_of_half", 0.5), ("change_of_one", 1.0)):
        places = {id: place + step * (id in moving) for id, place in one.places.items()}
        again = _result(_taken(instrument, full, replace(one, places=places), source))
        found = change(before, again)
        told = found.values() if not step else (found[scale.id],)
        for each in told:
            tally.add(name, each is not None and each.reliable)
        if not step:
            tally.add("change_of_none_anywhere", any(each is not None and each.reliable for each in told))


def _taken(instrument: Instrument, full: Instrument, one: Someone, source: random.Random) -> Sheet:
    answers = dict(answers_of(instrument, one, source))
    return Sheet(instrument, answers, full=None if instrument is full else full)


def _result(sheet: Sheet) -> Result:
    return result_of(sheet, _scores(sheet.instrument, sheet.answers))


def _scores(instrument: Instrument, answers: Answers) -> Mapping[str, Estimate | None]:
    return score(instrument, answers).estimates


def _true(instrument: Instrument, one: Someone) -> dict[str, float]:
    """Return a person's true scores of scales, above and below their own mean where scores are centred."""
    true = {scale.id: true_scores(instrument, one)[scale.id] for scale in instrument.scales}
    mean = sum(true.values()) / len(true) if instrument.centred else 0.0
    return {id: value - mean for id, value in true.items()}


def _both(one: Estimate | None, other: Estimate | None) -> tuple[Estimate, Estimate] | None:
    return None if one is None or other is None else (one, other)


def _at_random(instrument: Instrument, source: random.Random) -> dict[str, int | None]:
    return {item.id: source.randint(instrument.lowest, instrument.highest) for item in instrument.items}


def self_check_text(figures: Mapping[str, Figures], people: int) -> str:
    """Return the file of these figures."""
    return "\n".join(_lines(figures, people)) + "\n"


def _lines(figures: Mapping[str, Figures], people: int) -> Iterator[str]:
    yield "# Written by `innerpersona-quiz self-check`: shares among simulated people whose true scores are known."
    yield "# reliability: mean chance said, share true, and number of scores, for each tenth of the chances."
    yield f"people = {people}"
    for form, found in figures.items():
        yield ""
        yield f"[{form}]"
        for name, value in found.items():
            yield f"{name} = {value}"


def load_self_check(id: str) -> dict[str, Any] | None:
    """Return what a known questionnaire's file holds: "people", and the figures by form; None where it has no file."""
    path = instrument_folder(id) / FILE
    return tomllib.loads(path.read_text("utf-8")) if path.is_file() else None
