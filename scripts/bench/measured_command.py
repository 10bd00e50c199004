"""What a command takes: time, processor time, memory."""

from __future__ import annotations

import os
import resource
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

SAMPLE_S = 0.05


@dataclass(frozen=True, slots=True)
class Taken:
    """What one run took.

    Attributes:
        seconds: from its start to its end.
        processor: processor time of it and all processes that it started and waited for, in seconds.
    """

    seconds: float
    processor: float


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Taken:
    """Run a command and measure it.

    Raises:
        RuntimeError: if it fails, with the end of what it said.
    """
    before, begun = _children(), time.perf_counter()
    done = subprocess.run(
        command,
        cwd=folder,
        env=os.environ | dict(environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    taken = Taken(time.perf_counter() - begun, _children() - before)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed in {folder}:\n{done.stdout[-2000:]}")
    return taken


def peak_memory(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> int:
    """Run a command and return the most memory that it and all below it held at a time, in bytes.

    Of each process the proportional share (PSS) counts, so that pages which a worker shares with the process it was
    forked from count once. It is read from /proc twenty times a second, which takes time of the processor: a run that is
    measured so is not timed.
    """
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=os.environ | dict(environment),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    peak, ended = 0, threading.Event()

    def sample() -> None:
        nonlocal peak
        while not ended.wait(SAMPLE_S):
            peak = max(peak, sum(map(_share, _family(process.pid))))

    sampling = threading.Thread(target=sample)
    sampling.start()
    try:
        if process.wait():
            raise RuntimeError(f"{' '.join(command)} failed in {folder}")
    finally:
        ended.set()
        sampling.join()
    return peak


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _family(parent: int) -> list[int]:
    try:
        tasks = list(Path(f"/proc/{parent}/task").iterdir())
        below = [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:
        return [parent]
    return [parent, *(member for child in below for member in _family(child))]


def _share(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0  # it has ended
    return 1024 * sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
