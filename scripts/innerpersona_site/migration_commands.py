"""`innerpersona import`: takes over the posts of another generator."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from innerpersona_site.content.settings import FILE as SETTINGS
from innerpersona_site.content.settings import Settings, parse_settings
from innerpersona_site.diagnostics import did_you_mean
from innerpersona_site.new_commands import find_docs

OK, FOUND, MISUSED = 0, 1, 2


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to those of the command line."""
    importing = commands.add_parser(
        "import",
        help="take over posts of MkDocs-Material's blog, Hugo or Jekyll, and list what is left to do",
    )
    importing.add_argument("folder", type=Path, help="the folder that the other generator is run in")
    importing.add_argument(
        "--into",
        type=Path,
        default=Path(),
        metavar="SITE",
        help="folder that holds site.toml and docs/ (default: this one)",
    )
    importing.add_argument(
        "--from",
        dest="name",
        choices=("mkdocs", "hugo", "jekyll"),
        default="",
        help="the generator, where the folder doesn't say",
    )
    importing.add_argument("--section", default="", help="the section of posts that name none")
    importing.add_argument(
        "--topic", default="", help="the topic of posts that name none: one that site.toml names"
    )
    importing.set_defaults(run=_import)


def _import(options: argparse.Namespace) -> int:
    # What reads other generators' files is imported for this command alone.
    from innerpersona_site.migration.found import ImportFault
    from innerpersona_site.migration.importing import import_posts
    from innerpersona_site.migration.keys import Target

    docs, settings = find_docs(options.into), _settings(options.into)
    if docs is None or settings is None:
        return MISUSED
    target = Target(
        tuple(settings.sections),
        tuple(settings.topics),
        tuple(settings.authors),
        options.section,
        options.topic,
    )
    for what, given, known in (
        ("section", target.section, target.sections),
        ("topic", target.topic, target.topics),
    ):
        if given and given not in known:
            print(
                f'There is no {what} "{given}"{did_you_mean(given, known)}; take one of {", ".join(known)}.',
                file=sys.stderr,
            )
            return MISUSED
    try:
        done = import_posts(options.folder, docs, target, options.name)
    except (ImportFault, OSError) as problem:
        print(problem, file=sys.stderr)
        return MISUSED
    for remark in done.remarks:
        print(f"{(options.folder / remark.path).as_posix()}:{remark.line}: {remark.message}")
    articles = sum(file.suffix == ".md" for file in done.written)
    print(
        f"{articles} articles and {len(done.written) - articles} other files written, {done.refused} posts not imported, "
        f"{len(done.remarks)} remarks. Now: innerpersona check"
    )
    return FOUND if done.refused else OK


def _settings(root: Path) -> Settings | None:
    file = root / SETTINGS
    if not file.is_file():
        print(f"{file} is not there; name the folder of your site with --into.", file=sys.stderr)
        return None
    settings, faults = parse_settings(file.read_text("utf-8"), str(file))
    if settings is None:
        print("\n".join(fault.format() for fault in faults), file=sys.stderr)
    return settings
