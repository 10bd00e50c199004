"""Which channels make Chromium ask for a name: `python -m tests.alone python -m tests.browser.looking_up CHROMIUM SITE`.

Prints a JSON object: by state of the bare page (before the seal, after it, bound by the header) the channels that asked.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser import channels
from tests.browser.listeners import answering_names
from tests.browser.probing import attempt, launch, open_bare, probing

STATES = {"before": (False, ""), "after": (True, ""), "bound": (False, "?bound")}
SHORT_MS = 500


def main(chromium: str, folder: str) -> dict[str, list[str]]:
    """Try every channel in every state, each from a page of its own and with a name of its own."""
    with (
        answering_names() as asked,
        probing(Path(folder)) as server,
        tempfile.TemporaryDirectory() as profile,
        sync_playwright() as playwright,
    ):
        context = launch(playwright, chromium, profile)
        for state, (seal, query) in STATES.items():
            for name, script in channels.LOOKING_UP.items():
                page = open_bare(context, server, seal, query)
                attempt(page, script, f"http://{name}.{state}.probe.example/")
                page.wait_for_timeout(SHORT_MS)
        context.close()
        return {
            state: [name for name in channels.LOOKING_UP if f"{name}.{state}.probe.example" in asked]
            for state in STATES
        }


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
