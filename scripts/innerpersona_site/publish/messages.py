"""Messages about releases, for the one who pushed and for the one who asks."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Final

from innerpersona_site.publish.locks import left_locks, pending_commit
from innerpersona_site.publish.place import Place
from innerpersona_site.publish.releases import Release, all_releases, is_held, live_release
from innerpersona_site.publish.repository import BRANCH, changed, main_commit, renamed, subject
from innerpersona_site.publish.summary import Summary

PAGE: Final = "index.html"
MOST_LINES: Final = 20
"""Of one kind in a message; a push that removes a thousand pages is told how many more there are."""


def went_live(release: Release) -> str:
    """Return that a release is live, and how long that took."""
    return f"{release.commit[:10]} is live, {time.time() - release.started:.1f} s after its build began."


def changes_message(place: Place, live: Release | None, release: Release, summary: Summary) -> str:
    """Return what a push brings about besides what was asked for: pages that come, wait or go, and files left out."""
    before = _pages(place.releases / live.name) if live else set()
    now = _pages(place.releases / release.name)
    commits = (live.commit, release.commit) if live else None
    moved = renamed(place, *commits) if commits else {}
    parts = [
        _listed("New pages:", (f"/{address}" for address in sorted(now - before)) if live else ()),
        _listed("Changed:", changed(place, *commits) if commits else ()),
        _listed("Waiting for its day, and not published before:", summary.waiting),
        _listed("Addresses that lead nowhere any more:", _dead(sorted(before - now), moved)),
        _listed("Below docs/, and not published:", summary.left_out),
    ]
    return "\n".join(filter(None, parts))


def status_message(place: Place) -> str:
    """Return what is live, how main stands to it, what waits, and which releases are kept, newest first."""
    live, main = live_release(place), main_commit(place)
    if main is None and live is None:
        return f"Nothing has been pushed yet. Push to {place.repository}"
    lines = [f"Live: {_line(live)}" if live else "Nothing is live yet."]
    lines += _standing(place, live, main)
    if pending_commit(place) in (None, main):
        lines += [
            f"{lock.relative_to(place.repository)} was left behind by git. The next push or a rebuild removes it."
            for lock in left_locks(place)
        ]
    if live:
        lines += filter(None, [_listed("Waiting for its day:", live.waiting)])
    lines += ["", "Kept releases:"]
    for release in reversed(all_releases(place)):
        mark = "*" if live and release.name == live.name else " "
        lines.append(f"{mark} {_line(release)}{'  (rolled back)' if release.withdrawn else ''}")
    return "\n".join(lines)


def _standing(place: Place, live: Release | None, main: str | None) -> Iterator[str]:
    if main is None or (live and live.commit == main):
        return
    ahead = f"{BRANCH} is at {main[:10]} ({subject(place, main)}), which is not live: "
    if is_held(place, live):
        yield f"{ahead}the site was rolled back. The next push goes live."
    elif live and any(release.commit == main for release in all_releases(place)):
        yield f"{BRANCH} is at {main[:10]}, behind what is live: that push was interrupted. Push again."
    else:
        yield f"{ahead}its publishing was interrupted. Run: innerpersona publish rebuild"


def _dead(addresses: Iterable[str], moved: dict[str, str]) -> Iterator[str]:
    for address in addresses:
        name = PurePosixPath(address).name
        now = next((new for old in _sources(address) if (new := moved.get(old))), None)
        if now:
            yield f"/{address}: to lead its readers on, paste into {now}:  formerly: [{name}]"
        else:
            yield f"/{address}: if an article takes its place, paste into that:  formerly: [{name}]"


def _sources(address: str) -> tuple[str, str]:
    path = f"docs/{address.rstrip('/')}"
    return f"{path}.md", f"{path}/index.md"


def _pages(site: Path) -> set[str]:
    found = set()
    for folder, _, files in os.walk(site):
        if PAGE in files:
            found.add(f"{Path(folder).relative_to(site).as_posix()}/".removeprefix("./"))
    return found


def _listed(heading: str, items: Iterable[str]) -> str:
    listed = list(items)
    shown = [f"  {item}" for item in listed[:MOST_LINES]]
    if len(listed) > MOST_LINES:
        shown.append(f"  … and {len(listed) - MOST_LINES} more")
    return "\n".join([heading, *shown]) if listed else ""


def _line(release: Release) -> str:
    when = (release.first_live or "never live").replace("T", " ")
    return f"{release.commit[:10]}  {when[:16]}  {release.subject}"
