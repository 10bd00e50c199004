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


_task: Callable[[Any], Any] | None = None


def map_forked[Item, Result](
    function: Callable[[Item], Result], items: Sequence[Item], jobs: int, name: Callable[[Item], str]
) -> Iterator[tuple[Item, Result]]:
    """Yield each item with what the function makes of it, in no particular order.

    Args:
        function: called in a forked process, or in this one where that isn't worth it or forking isn't there. It may use
            whatever exists now; what it changes stays in its process. Its results are pickled.
        items: each is pickled.
        jobs: how many processes at most.
        name: the item as a message names it.

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
    for chunk, results in _run(function, chunks, jobs, lost):
        yield from zip(chunk, results, strict=True)
    for item in [item for chunk in lost for item in chunk]:
        # One at a time: what kills its process again is the one to name.
        broken: list[Sequence[Item]] = []
        for _, results in _run(function, [[item]], 1, broken):
            yield item, results[0]
        if broken:
            raise WorkerError(name(item))


def _run[Item, Result](
    function: Callable[[Item], Result],
    chunks: Sequence[Sequence[Item]],
    jobs: int,
    lost: list[Sequence[Item]],
) -> Iterator[tuple[Sequence[Item], list[Result]]]:
    """Yield each chunk with its results; chunks whose process was killed, or that came after, are added to `lost`."""
    global _task
    _task = function
    gc.collect()
    gc.freeze()  # what is there now stays in pages shared with the workers
    try:
        with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("fork")) as pool:
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
    return [_task(item) for item in chunk]


def default_jobs() -> int:
    """Return the number of processors that this process may use."""
    return os.process_cpu_count() or 1
