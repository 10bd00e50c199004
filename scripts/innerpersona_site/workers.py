"""Work on many pages by several processes: forked, so that what the build has read is there without being sent."""

from __future__ import annotations

import gc
import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from typing import Any, Final

CHUNK: Final = 8
"""Items that a process takes at a time: few enough that all finish together, enough that handing over costs little."""
GARBAGE: Final = (100_000, 50, 100)
"""Thresholds of the collector of cycles: what a page is made of goes with it, so looking often finds next to nothing."""
WORTH_IT: Final = 12
"""Below so many items forking costs more than it saves."""


class WorkerError(RuntimeError):
    """A process was killed while it worked; `item` is what it worked on, as text."""

    def __init__(self, item: str) -> None:
        self.item = item
        super().__init__(
            f"The process that worked on {item} was killed, perhaps for want of memory; nothing was changed. "
            "Build again, with --jobs 1 where memory is scarce."
        )


_task: tuple[Callable[[Any], Any], Callable[[], None]] | None = None


def map_forked[Item, Result](
    function: Callable[[Item], Result],
    items: Sequence[Item],
    jobs: int,
    name: Callable[[Item], str],
    finish: Callable[[], None] = lambda: None,
) -> Iterator[tuple[Item, Result]]:
    """Yield each item with what the function makes of it, in no particular order.

    Args:
        function: called in a forked process, or in this one where that isn't worth it or forking isn't there. It may use
            whatever exists now; what it changes stays in its process. Its results are pickled.
        items: each is pickled.
        jobs: how many processes at most.
        name: the item as a message names it.
        finish: called in the forked process when it has done some items, to put away what they have left.

    Raises:
        WorkerError: if a process is killed, and again when the item is tried alone.
        Exception: what the function raises.
    """
    if jobs < 2 or len(items) < WORTH_IT or "fork" not in multiprocessing.get_all_start_methods():
        for item in items:
            yield item, function(item)
        return
    chunks = [items[start : start + CHUNK] for start in range(0, len(items), CHUNK)]
    lost: list[Sequence[Item]] = []
    for chunk, results in _run((function, finish), chunks, jobs, lost):
        yield from zip(chunk, results, strict=True)
    for item in [item for chunk in lost for item in chunk]:
        # One at a time: what kills its process again is the one to name.
        broken: list[Sequence[Item]] = []
        for _, results in _run((function, finish), [[item]], 1, broken):
            yield item, results[0]
        if broken:
            raise WorkerError(name(item))


def _run[Item, Result](
    task: tuple[Callable[[Item], Result], Callable[[], None]],
    chunks: Sequence[Sequence[Item]],
    jobs: int,
    lost: list[Sequence[Item]],
) -> Iterator[tuple[Sequence[Item], list[Result]]]:
    """Yield each chunk with its results; chunks whose process was killed, or that came after, are added to `lost`."""
    global _task
    _task = task
    gc.collect()
    gc.freeze()  # what is there now stays in pages shared with the workers
    try:
        with ProcessPoolExecutor(
            jobs, multiprocessing.get_context("fork"), initializer=collect_seldom
        ) as pool:
            running: dict[Future[list[Result]], Sequence[Item]] = {
                pool.submit(_work, chunk): chunk for chunk in chunks
            }
            waiting = set(running)
            while waiting:
                done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                for future in done:
                    try:
                        results = future.result()
                    except BrokenProcessPool:
                        lost.append(running[future])
                    else:
                        yield running[future], results
    finally:
        _task = None
        gc.unfreeze()


def _work(chunk: Sequence[Any]) -> list[Any]:
    assert _task is not None
    function, finish = _task
    results = [function(item) for item in chunk]
    finish()
    return results


def collect_seldom() -> None:
    """Let this process look for garbage in cycles seldom."""
    gc.set_threshold(*GARBAGE)


def default_jobs() -> int:
    """Return the number of processors that this process may use."""
    return os.process_cpu_count() or 1
