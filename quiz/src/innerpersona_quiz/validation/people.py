"""Frequencies of texts among simulated people: one that nearly everybody gets carries little information."""

import math
import random
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from innerpersona_quiz.instruments import Loaded, load
from innerpersona_quiz.instruments.faults import Fault, key_text, locate, nearest_line
from innerpersona_quiz.instruments.parsing import TEXTS
from innerpersona_quiz.kinds import kind_of, score
from innerpersona_quiz.model import Instrument
from innerpersona_quiz.texts import Writer, package_texts

PEOPLE = 200
"""How many people are simulated."""

TOO_MANY = 0.6
"""A text that scores choose should not go to more than this share of people."""


@dataclass(slots=True)
class _Recorder(Writer):
    """Notes which texts a report asks for, but for those that say a person's own numbers or names."""

    asked: set[tuple[str, ...]] = field(default_factory=set)

    def _found(self, path: tuple[str, ...]) -> object:
        text = super(_Recorder, self)._found(path)
        if "$" not in str(text):
            self.asked.add(path)
        return text


def common_texts(id: str, folder: Path) -> list[Fault]:
    """Return a warning for each text that goes to more than TOO_MANY of simulated people.

    Raises what `load` raises for a questionnaire with faults.
    """
    loaded = load(id)
    counts = _counts(loaded)
    source = (folder / TEXTS).read_text("utf-8")
    lines = locate(source)
    faults = []
    for path, count in sorted(counts.items()):
        if count > TOO_MANY * PEOPLE:
            key = ("report", *path)
            problem = f"It goes to {round(100 * count / PEOPLE)} of 100 simulated people, so it says little to anyone."
            fix = "Say something that is true of fewer, or look at the wordings of this scale."
            line = nearest_line(key, lines)
            faults.append(Fault(str(folder / TEXTS), line, key_text(key), problem, fix, level="note"))
    return faults


def text_shares(id: str) -> dict[tuple[str, ...], float]:
    """Return the share of simulated people, in [0, 1], that get each text which scores choose, by its place."""
    return {path: count / PEOPLE for path, count in sorted(_counts(load(id)).items())}


def _counts(loaded: Loaded) -> Counter[tuple[str, ...]]:
    instrument = loaded.instrument
    kind = kind_of(instrument)
    chosen = {*kind.needed_texts(instrument), *kind.optional_texts(instrument)}
    # Only texts that have others beside them are chosen by scores.
    groups = Counter(
        path[:-2] if path[-1] in ("describes", "strength", "try") else path[:-1] for path in chosen
    )
    alternatives = {
        path
        for path in chosen
        if len(path) > 1
        and groups[path[:-2] if path[-1] in ("describes", "strength", "try") else path[:-1]] > 1
        and not {"title", "about", "where", "means", "end_low", "end_high"} & {path[-1]}
    }
    source = random.Random(20)
    counts: Counter[tuple[str, ...]] = Counter()
    layers = kind.writer(instrument).layers
    for _ in range(PEOPLE):
        recorder = _Recorder(layers, (loaded.texts.get("sources", {}), package_texts("report")["sources"]))
        scored = score(instrument, _answers(instrument, source))
        kind.view(instrument, scored.answers, scored.found, recorder)
        counts.update(recorder.asked & alternatives)
    return counts


def _answers(instrument: Instrument, source: random.Random) -> dict[str, int | None]:
    """Return the answers of somebody who reads: a place on each scale, a habit of agreeing, and noise.

    Places are spread normally around the middle of the scale, with a standard deviation of a sixth of its length.
    """
    length = instrument.highest - instrument.lowest
    places = {scale.id: source.gauss(instrument.midpoint, length / 5) for scale in instrument.scales}
    agreeing = source.gauss(0, length / 15)
    noise = length / 6 * math.exp(source.gauss(0, 0.2))
    answers: dict[str, int | None] = {}
    for item in instrument.items:
        place = places[item.scale]
        middle = instrument.lowest + instrument.highest - place if item.reverse else place
        value = round(middle + agreeing + source.gauss(0, noise))
        answers[item.id] = min(instrument.highest, max(instrument.lowest, value))
    return answers
