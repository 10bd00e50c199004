"""Which variants of a test run: one of those that differ by nothing but a sampled parameter, or all in a long run."""

import os
import zlib
from collections import defaultdict
from collections.abc import Sequence

import pytest

LONG = bool(os.environ.get("INNERPERSONA_LONG"))
"""Whether everything is tried, as every night (`make test-long`)."""


def left_out(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """Return the variants that a short run leaves out.

    Args:
        items: collected tests. One marked `sampled` varies by all its parameters, or by those that the mark names:
            of the variants that agree in the others, one runs. The test's name decides which, so that neighbors
            take different ones and every run of a commit takes the same.
    """
    variants: dict[object, list[pytest.Item]] = defaultdict(list)
    for item in items:
        mark, call = item.get_closest_marker("sampled"), getattr(item, "callspec", None)
        if mark and call:
            varied = set(mark.args) or call.indices.keys()
            fixed = sorted((name, index) for name, index in call.indices.items() if name not in varied)
            variants[item.nodeid.partition("[")[0], *fixed].append(item)
    chosen = {group[zlib.crc32(repr(key).encode()) % len(group)] for key, group in variants.items()}
    return [item for group in variants.values() for item in group if item not in chosen]
