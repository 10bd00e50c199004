"""Lists of words that tell names from other words in references."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Final

_FILE: Final = Path(__file__).with_name("reference_words.toml")


@cache
def _lists() -> dict[str, str]:
    return tomllib.loads(_FILE.read_text("utf-8"))


def word_list(name: str) -> frozenset[str]:
    """Return the words of a list in `reference_words.toml`."""
    return frozenset(_lists()[name].split())
