"""The table of channels in SECURITY.md, made from the lists that the seal's tests go through."""

from __future__ import annotations

from tests.browser import channels

BEGIN = "<!-- channels: written by tests/browser/channel_table.py -->"
END = "<!-- channels end -->"

_GROUPS = (
    ("requests of the page", channels.IN_A_PAGE, "the policy"),
    ("requests of the worker and of Python", channels.IN_ANY_SCOPE, "the policy"),
    ("leaving, and opening other pages", channels.LEAVING, "the guard"),
    ("connections without a request", channels.CONNECTING, "the guard"),
    ("names looked up", channels.LOOKING_UP, "the guard"),
    ("WebRTC", channels.WEBRTC, "the guard"),
    ("other tabs of the site, from page and worker", channels.TO_OTHER_TABS, "the guard"),
    ("the next page of the tab", channels.TO_LATER_PAGES, "the guard"),
)


def table() -> str:
    """Return the table as Markdown, between its marks."""
    rows = [
        "| channels | tried | open before | open after | closed by | open under the header alone |",
        "|---|---|---|---|---|---|",
    ]
    for title, group, closed_by in _GROUPS:
        open_still = ", ".join(sorted(channels.OPEN_UNDER_THE_HEADER & set(group))) or "none"
        if group is channels.TO_LATER_PAGES:
            open_still = "not tried"
        rows.append(f"| {title} | {len(group)} | {len(group)} | 0 | {closed_by} | {open_still} |")
    names = ", ".join(sorted({name for _, group, _ in _GROUPS for name in group}))
    return "\n".join([BEGIN, "", *rows, "", f"By name: {names}.", "", END])
