"""The table of channels in SECURITY.md, made from the lists that the seal's tests go through.

Of Chromium the tests themselves say that all is open before and nothing after; of Firefox and WebKit
tests/engines/channels.json has what was found.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.browser import channels

BEGIN = "<!-- channels: written by tests/browser/channel_table.py -->"
END = "<!-- channels end -->"
RECORD = Path(__file__).parents[1] / "engines" / "channels.json"

_GROUPS = (
    ("page", "requests of the page", channels.IN_A_PAGE, "the policy"),
    ("worker", "requests of the worker and of Python", channels.IN_ANY_SCOPE, "the policy"),
    ("leaving", "leaving, and opening other pages", channels.LEAVING, "the guard"),
    ("connecting", "connections without a request", channels.CONNECTING, "the guard"),
    ("looking up", "names looked up", channels.LOOKING_UP, "the guard"),
    ("webrtc", "WebRTC", channels.WEBRTC, "the guard"),
    ("other tabs", "other tabs of the site, from page and worker", channels.TO_OTHER_TABS, "the guard"),
    ("later pages", "the next page of the tab", channels.TO_LATER_PAGES, "the guard"),
)


def table() -> str:
    """Return the table as Markdown, between its marks."""
    record: dict[str, Any] = json.loads(RECORD.read_text("utf-8"))
    rows = [
        "| channels | closed by | Chromium | Chromium, under the header alone | Firefox | WebKit |",
        "|---|---|---|---|---|---|",
    ]
    for key, title, group, closed_by in _GROUPS:
        tried = len(group)
        header = ", ".join(sorted(channels.OPEN_UNDER_THE_HEADER & set(group))) or "0"
        if group is channels.TO_LATER_PAGES:
            header = "not tried"
        others = " | ".join(_found(record[engine][key], tried) for engine in ("firefox", "webkit"))
        rows.append(f"| {title} | {closed_by} | {tried} → 0 | {header} | {others} |")
    missing = [
        f"{engine}: {', '.join(sorted({name for found in record[name_].values() for name in found['not there']}))}"
        for name_, engine in (("firefox", "Firefox"), ("webkit", "WebKit"))
    ]
    names = ", ".join(sorted({name for _, _, group, _ in _GROUPS for name in group}))
    return "\n".join(
        [
            BEGIN,
            "",
            *rows,
            "",
            f"Not open before either, in {'; in '.join(missing)}.",
            "",
            f"By name: {names}.",
            "",
            END,
        ]
    )


def _found(found: dict[str, list[str]], tried: int) -> str:
    still = ", ".join(found["open"]) or "0"
    return f"{tried - len(found['not there'])} → {still}"
