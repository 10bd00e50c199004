"""What a build says of itself to the publisher: a file that the pushed code wrote, so nothing in it is taken on trust."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

MOST_BYTES: Final = 1 << 20
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Summary:
    """What is worth a line to the one who pushes.

    Attributes:
        waiting: articles whose day is to come, a line each: day, file, title.
        left_out: files below docs/ that are no part of the site.
    """

    waiting: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()


def read_summary(file: Path) -> Summary:
    """Read the file; whatever isn't as it should be is left out."""
    if file.is_symlink() or not file.is_file() or file.stat().st_size > MOST_BYTES:
        return Summary()
    try:
        table = json.loads(file.read_bytes())
    except (ValueError, RecursionError):
        return Summary()
    if not isinstance(table, dict):
        return Summary()
    return Summary(tuple(_lines(table.get("waiting"))), tuple(_lines(table.get("left_out"))))


def _lines(value: Any) -> Iterator[str]:
    for line in value if isinstance(value, list) else ():
        if isinstance(line, str):
            yield _CONTROL.sub(" ", line)[:300]
