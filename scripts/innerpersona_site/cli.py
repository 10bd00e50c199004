"""The command line: `innerpersona new`, `cite`, `check`, `build`, `explain`, `serve`, `publish`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from innerpersona_site import migration_commands, new_commands, release_commands, schema_commands
from innerpersona_site.build import OUTPUTS, BuildError, Options, build
from innerpersona_site.cache import Cache
from innerpersona_site.check import check
from innerpersona_site.diagnostics import Severity, did_you_mean, errors, format_all
from innerpersona_site.lint.report import FORMATS
from innerpersona_site.new_commands import find_docs
from innerpersona_site.publish import arguments as publishing
from innerpersona_site.sources import CACHE_FOLDER, Site, SourceError
from innerpersona_site.workers import collect_seldom

BIBLIOGRAPHY: Final = "references.bib"

EXTERNAL_CACHE: Final = "external-links.json"

OK, FOUND, MISUSED = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return 0, or 1 where it found an error, or 2 where it could not be run."""
    options = _parser().parse_args(arguments)
    return int(options.run(options))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="innerpersona", description="Look after the content of the site.")
    commands = parser.add_subparsers(title="commands", required=True, metavar="command")
    new_commands.register(commands)
    _add_check(commands)
    _add_build(commands)
    _add_cite(commands)
    explaining = commands.add_parser("explain", help="explain a diagnostic, with a wrong and a right example")
    explaining.add_argument(
        "code", nargs="?", help="the code in square brackets, such as link-missing; else all"
    )
    explaining.set_defaults(run=_explain)
    serve = commands.add_parser("serve", help="show the site on this machine, reloading what is saved")
    serve.add_argument("--port", type=int, default=8000, help="port on 127.0.0.1 (default: 8000)")
    serve.add_argument(
        "--without", action="append", default=[], choices=OUTPUTS, help="leave out, such as engine"
    )
    serve.set_defaults(run=_serve)
    fetch = commands.add_parser("fetch", help="fetch what a build would, for one without a network")
    fetch.add_argument(
        "--pin", type=Path, help="file that names the browser's Python (default: this version's)"
    )
    fetch.add_argument(
        "--into", metavar="FOLDER", type=Path, default=Path(CACHE_FOLDER), help="cache (default: .cache)"
    )
    fetch.set_defaults(run=_fetch)
    release_commands.register(commands)
    migration_commands.register(commands)
    schema_commands.register(commands)
    publishing.register(commands)
    return parser


def _add_check(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    check = commands.add_parser("check", help="check everything that a writer can get wrong")
    check.add_argument(
        "root", nargs="?", type=Path, default=Path(), help="folder that holds docs/ (default: this one)"
    )
    check.add_argument(
        "--format",
        choices=tuple(FORMATS),
        default="text",
        help="text with remedies (default), json, or editor: one line a fault, file:line:column: message",
    )
    check.add_argument(
        "--notes", action="store_true", help="show notes too, such as sources that nothing cites"
    )
    check.add_argument(
        "--external",
        action="store_true",
        help="ask the network whether DOIs and outside links still lead somewhere; good answers are kept 30 days",
    )
    check.add_argument("--no-cache", dest="cache", action="store_false", help="read every page anew")
    check.set_defaults(run=_check)


def _add_build(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    make = commands.add_parser("build", help="check the content and write the site")
    make.add_argument(
        "root", nargs="?", type=Path, default=Path(), help="folder that holds site.toml and docs/"
    )
    make.add_argument("--out", type=Path, help="folder of the built site (default: site/ in that folder)")
    make.add_argument(
        "--without",
        action="append",
        default=[],
        choices=OUTPUTS,
        metavar="OUTPUT",
        help=f"leave out {', '.join(OUTPUTS)}",
    )
    make.add_argument("--only", choices=("pages",), help="leave out everything that --without can leave out")
    make.add_argument(
        "--jobs", type=int, default=0, help="processes that work on pages (default: one a processor)"
    )
    make.add_argument("--no-cache", dest="cache", action="store_false", help="make every page anew")
    make.add_argument(
        "--publish",
        type=Path,
        metavar="FILE",
        help="finish the site as a release, with its files' hashes, and write into FILE what a publisher should know",
    )
    make.set_defaults(run=_build)


def _add_cite(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    citing = commands.add_parser("cite", help="add a work to the bibliography by its DOI or ISBN")
    citing.add_argument("identifier", help="a DOI, such as 10.1037/0022-3514.52.3.511, or an ISBN")
    citing.add_argument(
        "--root", type=Path, default=Path(), help="folder that holds docs/ (default: this one)"
    )
    citing.add_argument(
        "--crossref", metavar="ADDRESS", help="where DOIs are looked up (default: Crossref's own)"
    )
    citing.add_argument(
        "--open-library", metavar="ADDRESS", help="where ISBNs are looked up (default: Open Library's own)"
    )
    citing.add_argument(
        "--timeout",
        type=float,
        default=15,
        metavar="SECONDS",
        help="how long to wait for an answer (default: 15)",
    )
    citing.set_defaults(run=_cite)


def _cite(options: argparse.Namespace) -> int:
    # What asks the network is imported for this command alone.
    from innerpersona_site.cite import CROSSREF, OPEN_LIBRARY, CiteError, Registries, cite

    docs = find_docs(options.root)
    if docs is None:
        return MISUSED
    registries = Registries(
        options.crossref or CROSSREF, options.open_library or OPEN_LIBRARY, options.timeout
    )
    file = docs / BIBLIOGRAPHY
    try:
        cited = cite(options.identifier, file, registries)
    except CiteError as problem:
        print(problem, file=sys.stderr)
        if problem.form:
            print(problem.form, end="")
        return FOUND
    if cited.known:
        print(f"The work is in {file} already. Cite it: [@{cited.key}]")
        return OK
    print(cited.text)
    print(
        f"Added to {file}. Compare it with the work, write its finding, and set verified = {{yes}} when somebody\n"
        f"has checked it in another place. Cite it: [@{cited.key}]"
    )
    return OK


def _check(options: argparse.Namespace) -> int:
    collect_seldom()
    site = Site(options.root)
    cache = Cache(site.cache / "build" if options.cache else None)
    try:
        findings = check(site, cache, read=options.external)
    except SourceError as problem:
        print(problem, file=sys.stderr)
        return MISUSED
    cache.finish()
    found, checked = list(findings.diagnostics), findings.checked
    if options.external and checked:
        # What asks the network takes longer to import than many pages take to check.
        from innerpersona_site.lint.external import AnswerCache, check_external

        answers = AnswerCache(site.cache / EXTERNAL_CACHE)
        found += check_external(checked.pages, checked.bibliography, answers)
    listed = FORMATS[options.format](found, findings.pages, notes=options.notes)
    if listed:
        print(listed)
    if cache.trouble:
        print(cache.trouble, file=sys.stderr)
    return FOUND if errors(found) else OK


def _build(options: argparse.Namespace) -> int:
    collect_seldom()
    without = frozenset(OUTPUTS if options.only else options.without)
    out = options.out or options.root / "site"
    if options.publish:
        # What finishes a release takes longer to import than many builds take.
        from innerpersona_site.release import address_fault, blank_faults, finish_release

        faults = [fault for fault in (address_fault(options.root), blank_faults(options.root)) if fault]
        if faults:
            print("\n\n".join(faults), file=sys.stderr)
            return FOUND
    how = Options(without, options.jobs, options.cache, lambda line: print(line, flush=True))
    try:
        report = build(Site(options.root), out, how)
    except (BuildError, SourceError) as problem:
        print(problem, file=sys.stderr)
        return FOUND
    if options.publish:
        own = finish_release(options.root, out, report, options.publish)
        print(f"SHA-256 of the list of its files, integrity.json: {own}")
    warnings = [fault for fault in report.diagnostics if fault.severity is not Severity.NOTE]
    if warnings:
        print(format_all(warnings))
    if report.trouble:
        print(report.trouble, file=sys.stderr)
    changes = report.changes
    print(
        f"The site is in {out}: {report.pages} pages, {report.rendered} rendered; "
        f"{changes.written} files written, {changes.unchanged} unchanged, {changes.removed} removed."
    )
    return OK


def _fetch(options: argparse.Namespace) -> int:
    from innerpersona_site.engine import EngineError
    from innerpersona_site.engine.runtime import PIN, fetch_runtime, fetch_tools, read_pins

    try:
        runtime, *tools = read_pins(options.pin or PIN)
        fetch_runtime(options.into, lambda line: print(line, flush=True), runtime)
        fetch_tools(options.into, lambda line: print(line, flush=True), tools)
    except EngineError as problem:
        print(problem, file=sys.stderr)
        return FOUND
    return OK


def _explain(options: argparse.Namespace) -> int:
    # The explanations are needed for this command alone.
    from innerpersona_site.lint.explanations import explain, explanations

    known = explanations()
    if options.code is None:
        width = max(map(len, known))
        print("\n".join(f"{code:<{width}}  {known[code].summary}" for code in sorted(known)))
        return OK
    code = options.code.strip("[]")
    if code not in known:
        print(f'There is no diagnostic "{code}"{did_you_mean(code, known)}.', file=sys.stderr)
        print("List them all: innerpersona explain", file=sys.stderr)
        return MISUSED
    print(explain(known[code]))
    return OK


def _serve(options: argparse.Namespace) -> int:
    # The server and its watcher are needed for this command alone.
    from innerpersona_site.preview import PortInUse, preview

    try:
        preview(Path(), options.port, options.without)
    except PortInUse as problem:
        print(f"{problem} Stop what uses it, or choose another: make serve PORT=8001", file=sys.stderr)
        return FOUND
    return OK


if __name__ == "__main__":
    sys.exit(main())
