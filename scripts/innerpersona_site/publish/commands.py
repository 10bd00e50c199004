"""What `innerpersona publish init | status | rollback | rebuild` do."""

from __future__ import annotations

import argparse
import os
import shlex
import sys
from typing import Final

from innerpersona_site.publish import repository
from innerpersona_site.publish.building import TOOL, build_release
from innerpersona_site.publish.hook import HOOKS
from innerpersona_site.publish.locks import mend_locks, pending_commit
from innerpersona_site.publish.messages import status_message, went_live
from innerpersona_site.publish.place import Place, Refused
from innerpersona_site.publish.releases import find_release, go_live, is_held, live_release, roll_back
from innerpersona_site.publish.sandbox import BUILDER_SETTING, Bubblewrap, sandbox_for

HOOK: Final = """\
#!/bin/sh
# Written by `innerpersona publish init`; run that again to write it anew.
python={python}
tool={tool}
place={place}
if [ ! -x "$python" ] || [ ! -f "$tool/innerpersona_site/publish/hook.py" ]; then
  echo "The publishing tool is no longer in $tool, or its Python at $python." >&2
  echo "On the server, run it from where it is now: innerpersona publish init '$place'" >&2
  exit 1
fi
# -P: the repository, where git runs this, is no place to import from.
PYTHONPATH="$tool" exec "$python" -P -s -m innerpersona_site.publish.hook {name} "$@"
"""
FAST_WAY_OUT: Final = """\
[ "$1" = prepared ] || exit 0
"""
"""Begins a hook that git runs for every change of any ref, three times."""


def run(options: argparse.Namespace) -> int:
    """Run the chosen action; return 0, or 1 after saying what is wrong and what to do."""
    os.umask(0o022)  # what is published is readable for the web server
    try:
        ACTIONS[options.action](options)
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except OSError as fault:
        print(f"That could not be finished, and what was live still is: {fault}", file=sys.stderr)
        return 1
    return 0


def _init(options: argparse.Namespace) -> None:
    place = Place(options.site.resolve())
    if place.root.exists() and not place.repository.exists() and any(place.root.iterdir()):
        raise Refused(f"{options.site} holds other files. Name a new folder, or an empty one.")
    # A virtual environment's interpreter is a link that must not be followed: its place says which packages it has.
    python = options.python.absolute() if options.python else None
    if python and not python.is_file():
        raise Refused(f"{options.python} is no interpreter.")
    if not place.root.exists():
        place.root.mkdir(parents=True)
    settings = {repository.PYTHON_SETTING: str(python) if python else None, BUILDER_SETTING: options.builder}
    repository.create(place, settings)
    confined = sandbox_for(place)
    for folder in (place.releases, place.records):
        folder.mkdir(exist_ok=True)
    for name in HOOKS:
        file = place.repository / "hooks" / name
        file.parent.mkdir(exist_ok=True)
        quoted = {"python": sys.executable, "tool": str(TOOL), "place": str(place.root)}
        text = HOOK.format(name=name, **{key: shlex.quote(value) for key, value in quoted.items()})
        if name == "reference-transaction":
            text = text.replace("\n", f"\n{FAST_WAY_OUT}", 1)
        file.write_text(text, encoding="utf-8")
        file.chmod(0o755)
    how = "Bubblewrap" if isinstance(confined, Bubblewrap) else f"the user {options.builder}"
    print(f"Confined: what is pushed runs by {how}")
    print(f"Push to:  {place.repository}  (over ssh, host:{place.repository})")
    print(f"Serve:    {place.current}")


def _status(options: argparse.Namespace) -> None:
    print(status_message(Place.find(options.site)))


def _rollback(options: argparse.Namespace) -> None:
    place = Place.find(options.site)
    with place.locked(print):
        release = find_release(place, options.commit)
        # Going back to main's own commit ends a rollback: a rebuild may follow main again.
        roll_back(place, release, held=release.commit != repository.main_commit(place))
    print(f"{release.commit[:10]} is live again: {release.subject}")


def _rebuild(options: argparse.Namespace) -> None:
    place = Place.find(options.site)
    with place.locked(print):
        if pending_commit(place) in (None, repository.main_commit(place)):
            mend_locks(place, print)
        live = live_release(place)
        held = is_held(place, live)
        commit = live.commit if live and held else repository.main_commit(place)
        if commit is None:
            raise Refused(f"Nothing has been pushed yet. Push to {place.repository}")
        release = build_release(place, commit, print)
        go_live(place, release, held)
    print(went_live(release))


ACTIONS: Final = {"init": _init, "status": _status, "rollback": _rollback, "rebuild": _rebuild}
"""Each action of the command line by its name."""
