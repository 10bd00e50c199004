"""The command line: `innerpersona publish init | status | rollback | rebuild`."""

from __future__ import annotations

import argparse
from pathlib import Path


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add `publish` and what follows it to the command line."""
    publish = commands.add_parser("publish", help="publish by git push to a machine of your own")
    kinds = publish.add_subparsers(title="actions", required=True, metavar="action")
    init = kinds.add_parser(
        "init", help="make the repository to push to, or bring an existing one up to date"
    )
    init.add_argument("site", metavar="DIR", type=Path, help="folder for the repository and its releases")
    init.add_argument(
        "--python",
        type=Path,
        help="build every push with this interpreter, whatever packages the push locks "
        "(default: install what each push locks, once)",
    )
    init.add_argument(
        "--builder",
        metavar="USER",
        help="the user that pushed code runs as where Bubblewrap can't run; it must own nothing",
    )
    init.set_defaults(run=_run, action="init")
    shown = kinds.add_parser("status", help="say what is live and which releases are kept")
    shown.set_defaults(run=_run, action="status")
    back = kinds.add_parser("rollback", help="make an earlier release live, until the next push")
    back.add_argument(
        "commit", nargs="?", help="which one, from status; may be abbreviated (default: the one before)"
    )
    back.set_defaults(run=_run, action="rollback")
    again = kinds.add_parser(
        "rebuild", help="build the live site anew, with the articles whose day has come; run it daily"
    )
    again.set_defaults(run=_run, action="rebuild")
    for kind in (shown, back, again):
        kind.add_argument(
            "--site", metavar="DIR", type=Path, default=Path(), help="the site's folder (default: this one)"
        )


def _run(options: argparse.Namespace) -> int:
    # The other commands know these arguments too, but need nothing of what publishing imports.
    from innerpersona_site.publish import commands

    return commands.run(options)
