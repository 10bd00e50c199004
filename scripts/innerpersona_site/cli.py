"""The command line: `innerpersona new`, `cite`, `check`, `build`, `explain`, `serve`, `publish`."""

from __future__ import annotations

import argparse
import datetime
import json
import os
import re
import sys
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from innerpersona_quiz.instruments import instrument_ids
from innerpersona_site import release_commands
from innerpersona_site.build import OUTPUTS, BuildError, Options, build
from innerpersona_site.cache import Cache
from innerpersona_site.check import check
from innerpersona_site.content.model import SECTIONS, TOPICS
from innerpersona_site.content.pattern import free_drawings
from innerpersona_site.content.questionnaire import Plan, fault_of, new_questionnaire, new_quiz_page
from innerpersona_site.content.scaffold import (
    TERM_NAME,
    new_article,
    new_path,
    new_worksheet,
    with_term,
)
from innerpersona_site.content.settings import FILE as SETTINGS
from innerpersona_site.content.settings import parse_settings, with_instruments
from innerpersona_site.content.slugs import slug as slug_of
from innerpersona_site.diagnostics import Severity, did_you_mean, errors, format_all
from innerpersona_site.lint.report import FORMATS
from innerpersona_site.publish import arguments as publishing
from innerpersona_site.sources import CACHE_FOLDER, Site, SourceError
from innerpersona_site.workers import collect_seldom

BIBLIOGRAPHY: Final = "references.bib"

PACKAGE_INSTRUMENTS: Final = Path("quiz/src/innerpersona_quiz/instruments")
"""Where a checkout of this project keeps its questionnaires."""

EXTERNAL_CACHE: Final = "external-links.json"

OK, FOUND, MISUSED = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return 0, or 1 where it found an error, or 2 where it could not be run."""
    options = _parser().parse_args(arguments)
    return int(options.run(options))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="innerpersona", description="Look after the content of the site.")
    commands = parser.add_subparsers(title="commands", required=True, metavar="command")
    _add_new(commands)
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
    publishing.register(commands)
    return parser


def _add_new(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    new = commands.add_parser("new", help="begin an article, a path, a term, a worksheet or a questionnaire")
    kinds = new.add_subparsers(title="kinds", required=True, metavar="kind")
    article = kinds.add_parser("article", help="make a dated draft with every part of an article in place")
    article.add_argument("title", help="the article's title, in quotes")
    article.add_argument("--section", choices=tuple(SECTIONS), required=True, help="whose hub lists it")
    article.add_argument("--topic", required=True, help="what it is about: one that site.toml names")
    article.set_defaults(run=_new_article)
    term = kinds.add_parser("term", help="put a term into the glossary, to be defined")
    term.add_argument("title", metavar="name", help="the term as the field calls it, in quotes")
    term.set_defaults(run=_new_term)
    path = kinds.add_parser(
        "path", help="make a draft of a guided path, five to seven pieces to read in order"
    )
    path.add_argument("title", help="the path's title in the reader's words, in quotes")
    path.set_defaults(run=_new_path)
    worksheet = kinds.add_parser(
        "worksheet", help="make a draft of a sheet to fill in on the page or on paper"
    )
    worksheet.add_argument("title", help="the worksheet's title, in quotes")
    about = "the article that explains it, by its file's name"
    worksheet.add_argument("--with", dest="article", required=True, metavar="ARTICLE", help=about)
    worksheet.set_defaults(run=_new_worksheet)
    quiz = kinds.add_parser(
        "quiz", help="make a questionnaire's folder and its page, with every part in place"
    )
    quiz.add_argument("title", help="the questionnaire's title, in quotes")
    quiz.add_argument("--scales", default="first", metavar="NAMES", help="what it measures: regularity,rest")
    quiz.add_argument("--items", type=int, metavar="NUMBER", help="how many statements (default: 6 a scale)")
    quiz.add_argument(
        "--into",
        type=Path,
        metavar="FOLDER",
        help="where its folder goes (default: the package's instruments in a checkout, else instruments/)",
    )
    quiz.set_defaults(run=_new_quiz)
    for kind in (article, term, path, worksheet, quiz):
        kind.add_argument(
            "--root", type=Path, default=Path(), help="folder that holds docs/ (default: this one)"
        )


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

    docs = _docs(options.root)
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
        from innerpersona_site.release import address_fault, finish_release

        if fault := address_fault(options.root):
            print(fault, file=sys.stderr)
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
    from innerpersona_site.engine.runtime import PIN, Pin, fetch_runtime

    try:
        fetch_runtime(options.into, lambda line: print(line, flush=True), Pin.read(options.pin or PIN))
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


def _topics(root: Path) -> tuple[str, ...]:
    """Return the topics that a project's settings name, or the usual ones where it has no sound settings."""
    file = root / SETTINGS
    settings = parse_settings(file.read_text("utf-8"), SETTINGS)[0] if file.is_file() else None
    return tuple(settings.topics if settings else TOPICS)


def _new_article(options: argparse.Namespace) -> int:
    topics = _topics(options.root)
    if options.topic not in topics:
        meant = did_you_mean(options.topic, topics)
        print(
            f'There is no topic "{options.topic}"{meant}; take one of {", ".join(topics)}.', file=sys.stderr
        )
        return MISUSED
    articles = sorted((options.root / "docs" / "articles").glob("*.md"))
    written = "\n".join(file.read_text("utf-8") for file in articles)
    drawing = free_drawings(re.findall(r"^drawing: (.+)$", written, re.M), slug_of(options.title))[0]
    text = new_article(options.title, options.section, options.topic, drawing, datetime.date.today())
    return _new_page(options, "articles", text)


def _new_path(options: argparse.Namespace) -> int:
    return _new_page(options, "paths", new_path(options.title))


def _new_worksheet(options: argparse.Namespace) -> int:
    article = Path(options.article).stem
    docs = _docs(options.root)
    known = [file.stem for file in (docs / "articles").glob("*.md")] if docs else [article]
    if article not in known:
        print(f'There is no article "{article}"{did_you_mean(article, known)}.', file=sys.stderr)
        return MISUSED
    return _new_page(options, "worksheets", new_worksheet(options.title, article))


def _new_page(options: argparse.Namespace, folder: str, text: str) -> int:
    """Write a draft into a folder below docs/, in a file named by its title."""
    docs = _docs(options.root)
    slug = slug_of(options.title)
    if docs is None or not _named(slug):
        return MISUSED
    file = docs / folder / f"{slug}.md"
    if not _write(file, text):
        return MISUSED
    print(
        f"Wrote {file}. Replace what stands between ‹ and ›, look at it with `make serve`, check it with\n"
        "`innerpersona check`, and take out `draft: true` when it is done."
    )
    return OK


def _new_term(options: argparse.Namespace) -> int:
    docs = _docs(options.root)
    if docs is None or not _named(slug_of(options.title)):
        return MISUSED
    file = docs / "library" / "glossary.md"
    former = file.read_text("utf-8") if file.exists() else None
    if former and slug_of(options.title) in {slug_of(name) for name in re.findall(TERM_NAME, former)}:
        print(f"{file} has the term “{options.title}” already.", file=sys.stderr)
        return MISUSED
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(with_term(former, options.title), "utf-8")
    print(f"Wrote the term into {file}. Replace what stands between ‹ and ›: two sentences, and a source.")
    return OK


def _new_quiz(options: argparse.Namespace) -> int:
    id, slug = slug_of(options.title, "_"), slug_of(options.title)
    scales = tuple(slug_of(name, "_") for name in options.scales.split(","))
    docs = _docs(options.root)
    if docs is None or not all(map(_named, (id, *scales))):
        return MISUSED
    if not all(name[0].isalpha() for name in (id, *scales)):
        print("Begin the title and each scale with a letter: ids are made from them.", file=sys.stderr)
        return MISUSED
    plan = Plan(id, options.title, scales, options.items or 6 * len(scales))
    fault = fault_of(plan)
    if fault or id in instrument_ids():
        print(fault or f"There is a questionnaire {id} already; choose another title.", file=sys.stderr)
        return MISUSED
    within = options.into or _instruments_folder(options.root)
    folder, page = within / id, docs / "quiz" / f"{slug}.md"
    written = {folder / name: text for name, text in new_questionnaire(plan).items()}
    for file, text in {**written, page: new_quiz_page(plan)}.items():
        if not _write(file, text):
            return MISUSED
    if within == options.root / PACKAGE_INSTRUMENTS:
        _add_to_index(within / "index.toml", id)
    elif (settings := options.root / SETTINGS).is_file():
        name = Path(os.path.relpath(within, options.root)).as_posix()
        settings.write_text(with_instruments(settings.read_text("utf-8"), name), "utf-8")
    print(
        f"Wrote {folder} and {page}. It works as it is. Replace what stands between ‹ and ›, look at it with\n"
        "`make serve`, and check it with `innerpersona check`: as long as words are missing, its page is a draft."
    )
    return OK


def _instruments_folder(root: Path) -> Path:
    """Return where a checkout keeps its questionnaires; a folder of the site's own where it has no package."""
    own = root / PACKAGE_INSTRUMENTS
    return own if own.is_dir() else root / "instruments"


def _add_to_index(index: Path, id: str) -> None:
    source = index.read_text("utf-8")
    order = [*tomllib.loads(source)["order"], id]
    index.write_text(re.sub(r"(?m)^order = .*$", f"order = {json.dumps(order)}", source, count=1), "utf-8")


def _docs(root: Path) -> Path | None:
    docs = root / "docs"
    if docs.is_dir():
        return docs
    print(f"{docs} is not a folder; run this where docs/ is, or name that folder.", file=sys.stderr)
    return None


def _named(slug: str) -> bool:
    if not slug:
        print("The title needs a letter or a digit: the file's name is made from it.", file=sys.stderr)
    return bool(slug)


def _write(file: Path, text: str) -> bool:
    """Write a new file; an existing one is left alone."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8") as opened:
            opened.write(text)
    except FileExistsError:
        print(f"{file} exists already; choose another title, or go on with that file.", file=sys.stderr)
        return False
    except OSError as problem:
        print(f"{file} can't be written ({problem.strerror}).", file=sys.stderr)
        return False
    return True


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
