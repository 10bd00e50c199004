"""What a generator's builds took, and the table of them."""

from __future__ import annotations

import json
import statistics
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from measured_command import Taken

from innerpersona_site.cache import code_digest


@dataclass(frozen=True, slots=True)
class Times:
    """Medians of one generator at one size.

    Attributes:
        cold: seconds of a build with no output and no cache.
        changed: seconds of a build after a sentence was added to one article.
        unchanged: seconds of a build after nothing changed.
        processor: processor time of the build from nothing, in seconds.
        memory: bytes that it and the processes it started held at a time at most.
        runs: how many runs they are the medians of.
    """

    cold: float
    changed: float
    unchanged: float
    processor: float
    memory: int
    runs: int

    def figures(self) -> dict[str, float]:
        """Return the figures by name, without the digits that another run would not repeat."""
        return {name: round(value, 3) for name, value in asdict(self).items()}


class Record:
    """The runs that were measured, in a file, so that one measurement can add to another.

    Args:
        file: made if it isn't there.
        anew: whether to forget what it holds. Runs of other code of ours are forgotten in any case.
    """

    def __init__(self, file: Path, *, anew: bool) -> None:
        self._file = file
        stored = {} if anew or not file.exists() else json.loads(file.read_text("utf-8"))
        self._code = code_digest("innerpersona_site", "innerpersona_quiz")
        self._sizes: dict[str, dict[str, dict[str, Any]]] = stored.get("sizes", {})
        if stored.get("code") != self._code:
            for each in self._sizes.values():
                for name in [name for name in each if "innerpersona" in name.lower()]:
                    del each[name]

    @property
    def sizes(self) -> list[int]:
        """The numbers of articles for which there are runs."""
        return sorted(int(size) for size, each in self._sizes.items() if each)

    def add(self, size: int, name: str, builds: tuple[Taken, Taken, Taken]) -> None:
        """Record a run: a build from nothing, one after a change, one after none."""
        cold, changed, unchanged = builds
        self._of(size, name)["runs"].append(
            [cold.seconds, changed.seconds, unchanged.seconds, cold.processor]
        )
        self._write()

    def remember_memory(self, size: int, name: str, peak: int) -> None:
        """Record the most bytes that a build from nothing held at a time."""
        self._of(size, name)["memory"] = peak
        self._write()

    def times(self, size: int) -> dict[str, Times]:
        """Return the medians for a number of articles, by name."""
        found = {}
        for name, one in self._sizes.get(str(size), {}).items():
            cold, changed, unchanged, processor = map(statistics.median, zip(*one["runs"], strict=True))
            found[name] = Times(cold, changed, unchanged, processor, one["memory"], len(one["runs"]))
        return found

    def _of(self, size: int, name: str) -> dict[str, Any]:
        return self._sizes.setdefault(str(size), {}).setdefault(name, {"runs": [], "memory": 0})

    def _write(self) -> None:
        self._file.parent.mkdir(exist_ok=True)
        self._file.write_text(json.dumps({"code": self._code, "sizes": self._sizes}), "utf-8")


def described(articles: int, measured: Mapping[str, Times]) -> str:
    """Return the lines to print for one size."""
    lines = [
        f"\nBuilding a site of {articles:,} articles, medians",
        f"  {'':<30}{'cold, s':>10}{'processor, s':>14}{'one change, s':>15}{'no change, s':>14}{'memory, MB':>12}"
        f"{'runs':>6}",
    ]
    for name, one in measured.items():
        lines.append(
            f"  {name:<30}{one.cold:>10,.2f}{one.processor:>14,.2f}{one.changed:>15,.2f}{one.unchanged:>14,.2f}"
            f"{one.memory / 1e6:>12,.0f}{one.runs:>6}"
        )
    return "\n".join(lines)
