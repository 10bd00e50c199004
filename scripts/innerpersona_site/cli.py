"""The command line: `innerpersona check` and `innerpersona serve`."""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from innerpersona_quiz.load import instrument_ids
from innerpersona_site.diagnostics import errors, format_all, ordered
from innerpersona_site.lint.runner import check_folder


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return 0, or 1 where it found an error, or 2 where it could not be run."""
    parser = _parser()
    options = parser.parse_args(arguments)
    return int(options.run(options))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="innerpersona", description="Look after the content of the site.")
    commands = parser.add_subparsers(title="commands", required=True, metavar="command")
    check = commands.add_parser("check", help="check front matter, blocks, citations and links")
    check.add_argument(
        "root", nargs="?", type=Path, default=Path(), help="folder that holds docs/ (default: this one)"
    )
    check.add_argument("--format", choices=("text", "json"), default="text", help="how faults are shown")
    check.set_defaults(run=_check)
    serve = commands.add_parser("serve", help="show the site on this machine, reloading what is saved")
    serve.add_argument("--port", type=int, default=8000, help="port on 127.0.0.1 (default: 8000)")
    serve.set_defaults(run=_serve)
    return parser


def _check(options: argparse.Namespace) -> int:
    root: Path = options.root
    docs = root / "docs"
    if not docs.is_dir():
        print(f"{docs} is not a folder; run this where docs/ is, or name that folder.", file=sys.stderr)
        return 2
    checked = check_folder(docs, instrument_ids(), datetime.date.today(), Path.cwd())
    if options.format == "json":
        print(json.dumps([fault.as_json() for fault in ordered(checked.diagnostics)], indent=2))
    else:
        count = len(checked.documents)
        print(format_all(checked.diagnostics) or f"{count} pages checked, nothing found.")
    return 1 if errors(checked.diagnostics) else 0


def _serve(options: argparse.Namespace) -> int:
    # MkDocs is needed for this command alone, and takes a while to import.
    from mkdocs.exceptions import MkDocsException

    from innerpersona_site.plugin.preview import PortInUse, preview

    try:
        preview(Path("mkdocs.yml"), options.port)
    except PortInUse as problem:
        print(f"{problem} Stop what uses it, or choose another: make serve PORT=8001", file=sys.stderr)
        return 1
    except MkDocsException as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
