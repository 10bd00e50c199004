"""What the site's scripts keep on a reader's device, by the first part of its name in the browser's storage."""

from __future__ import annotations

from typing import Final

STORED: Final = (
    "session",
    "history",
    "outcome",
    "old",
    "damaged",
    "exchange",
    "path",
    "worksheet",
    "scheme",
    "copies",
    "offline",
)
"""Every kind of thing, in the order in which the privacy page lists them. `copies` and `offline` are caches, the others
names in localStorage. `Store` in `overrides/assets/quiz/store.mjs` writes no other, and a test compares the lists."""
