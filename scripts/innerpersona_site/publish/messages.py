"""Messages about releases, for the one who pushed and for the one who asks."""

from __future__ import annotations

import time

from innerpersona_site.publish.place import Place
from innerpersona_site.publish.releases import Release, all_releases, is_held, live_release
from innerpersona_site.publish.repository import BRANCH, main_commit, subject


def went_live(release: Release) -> str:
    """Return that a release is live, and how long that took."""
    return f"{release.commit[:10]} is live, {time.time() - release.started:.1f} s after its build began."


def status_message(place: Place) -> str:
    """Return what is live, how main stands to it, and which releases are kept, newest first."""
    live, main = live_release(place), main_commit(place)
    if main is None:
        return f"Nothing has been pushed yet. Push to {place.repository}"
    lines = [f"Live: {_line(live)}" if live else "Nothing is live yet."]
    if live is None or live.commit != main:
        ahead = f"{BRANCH} is at {main[:10]} ({subject(place, main)}), which is not live: "
        if is_held(place, live):
            lines.append(f"{ahead}the site was rolled back. The next push goes live.")
        else:
            lines.append(f"{ahead}its publishing was interrupted. Run: innerpersona publish rebuild")
    lines += ["", "Kept releases:"]
    for release in reversed(all_releases(place)):
        mark = "*" if live and release.name == live.name else " "
        lines.append(f"{mark} {_line(release)}")
    return "\n".join(lines)


def _line(release: Release) -> str:
    when = (release.first_live or "never live").replace("T", " ")
    return f"{release.commit[:10]}  {when[:16]}  {release.subject}"
