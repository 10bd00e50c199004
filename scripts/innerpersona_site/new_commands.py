"""`innerpersona new`: begins a site, an article, a path, a term, a worksheet, a questionnaire or a page with a role."""

from __future__ import annotations

import argparse
import datetime
import json
import os
import re
import sys
import tomllib
from collections.abc import Collection
from pathlib import Path
from typing import Final

from innerpersona_site import site_commands
from innerpersona_site.content.questionnaire import Plan, fault_of, new_questionnaire, new_quiz_page
from innerpersona_site.content.roles import ROLES
from innerpersona_site.content.scaffold import (
    TERM_NAME,
    Placed,
    new_article,
    new_path,
    new_worksheet,
    with_term,
)
from innerpersona_site.content.settings import FILE as SETTINGS
from innerpersona_site.content.settings import Settings, parse_settings, with_instruments
from innerpersona_site.diagnostics import did_you_mean

PACKAGE_INSTRUMENTS: Final = Path("quiz/src/innerpersona_quiz/instruments")
"""Where a checkout of this project keeps its questionnaires."""

OK, MISUSED = 0, 2


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to those of the command line."""
    new = commands.add_parser(
        "new",
        help="begin a site, an article, a path, a term, a worksheet, a questionnaire or a legal page",
    )
    kinds = new.add_subparsers(title="kinds", required=True, metavar="kind")
    site_commands.add_arguments(
        kinds.add_parser("site", help="make a folder with all that a site of your own needs")
    )
    article = kinds.add_parser("article", help="make a dated draft with every part of an article in place")
    article.add_argument("title", help="the article's title, in quotes")
    article.add_argument("--section", required=True, help="whose hub lists it: one that site.toml names")
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
    page = kinds.add_parser(
        "page", help="make a page that the law or readers' trust asks for, with blanks to fill"
    )
    page.add_argument("role", choices=ROLES, help="what the page is")
    page.add_argument(
        "--country", metavar="CODE", help="whose law it follows, such as de (default: country in site.toml)"
    )
    page.add_argument("--language", metavar="TAG", help="of its text (default: language in site.toml, or en)")
    page.set_defaults(run=_new_legal_page)
    for kind in (article, term, path, worksheet, quiz, page):
        kind.add_argument(
            "--root", type=Path, default=Path(), help="folder that holds docs/ (default: this one)"
        )


def _settings(root: Path) -> Settings | None:
    """Return a project's settings; where they can't be read, print so and return None."""
    file = root / SETTINGS
    settings = parse_settings(file.read_text("utf-8"), SETTINGS)[0] if file.is_file() else None
    if settings is None:
        print(f"{file} is missing or has faults; `innerpersona check` says which.", file=sys.stderr)
    return settings


def _is_named(key: str, named: str, known: Collection[str]) -> bool:
    """Say whether the settings name it; where they don't, print what there is."""
    if named in known:
        return True
    take = f"take one of {', '.join(known)}, or add it to {SETTINGS}" if known else f"add it to {SETTINGS}"
    print(f'There is no {key} "{named}"{did_you_mean(named, known)}; {take}.', file=sys.stderr)
    return False


def _a_quiz(docs: Path) -> str:
    """Return a page with a quiz for a new article to lead to; what stands for one where there is none yet."""
    pages = sorted((docs / "quiz").glob("*.md"))
    found = [page.name for page in pages if page.stem != "index"]
    return f"quiz/{found[0] if found else '‹the page of a quiz›.md'}"


def _new_article(options: argparse.Namespace) -> int:
    # What draws, and what knows the questionnaires, is slow to import: each for its own command alone.
    from innerpersona_site.content.pattern import free_drawings

    settings = _settings(options.root) if find_docs(options.root) else None
    words = settings.vocabulary if settings else None
    if words is None or not all(
        [
            _is_named("section", options.section, words.sections),
            _is_named("topic", options.topic, words.topics),
        ]
    ):
        return MISUSED
    author = next(iter(words.authors), "‹who signs it, named in site.toml›")
    articles = sorted((options.root / "docs" / "articles").glob("*.md"))
    written = "\n".join(file.read_text("utf-8") for file in articles)
    drawing = free_drawings(re.findall(r"^drawing: (.+)$", written, re.M), _slug_of(options.title))[0]
    place = Placed(options.section, options.topic, drawing, author, _a_quiz(options.root / "docs"))
    text = new_article(options.title, place, datetime.date.today())
    return _new_page(options, "articles", text)


def _new_path(options: argparse.Namespace) -> int:
    return _new_page(options, "paths", new_path(options.title))


def _new_worksheet(options: argparse.Namespace) -> int:
    article = Path(options.article).stem
    docs = find_docs(options.root)
    known = [file.stem for file in (docs / "articles").glob("*.md")] if docs else [article]
    if article not in known:
        print(f'There is no article "{article}"{did_you_mean(article, known)}.', file=sys.stderr)
        return MISUSED
    return _new_page(options, "worksheets", new_worksheet(options.title, article))


def _new_page(options: argparse.Namespace, folder: str, text: str) -> int:
    """Write a draft into a folder below docs/, in a file named by its title."""
    docs = find_docs(options.root)
    slug = _slug_of(options.title)
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


def _new_legal_page(options: argparse.Namespace) -> int:
    from innerpersona_site.content.legal import countries, languages, new_legal_page, page_path

    docs = find_docs(options.root)
    settings = _settings(options.root) if docs else None
    if docs is None or settings is None:
        return MISUSED
    country = (options.country or settings.country).lower()
    there_are = languages(options.role, country)
    if not there_are:
        print(
            f"There is no template of this page for {country or 'a site without a country'}; "
            f"name one of --country {', '.join(countries(options.role))}.",
            file=sys.stderr,
        )
        return MISUSED
    own = settings.language.partition("-")[0]
    language = options.language or (own if own in there_are else "en")
    if language not in there_are:
        print(
            f"There is no template in {language}; name one of --language {', '.join(there_are)}.",
            file=sys.stderr,
        )
        return MISUSED
    file = docs / page_path(options.role, language)
    text = new_legal_page(options.role, country, language, settings.name, datetime.date.today())
    if not _write(file, text):
        return MISUSED
    print(
        f"Wrote {file}, which isn't legal advice. Replace what stands between ‹ and ›, and delete the lines that don't\n"
        "apply to you: until then, you can look at the page, and nothing is published. Each page's footer leads to it."
    )
    return OK


def _new_term(options: argparse.Namespace) -> int:
    docs = find_docs(options.root)
    if docs is None or not _named(_slug_of(options.title)):
        return MISUSED
    file = docs / "library" / "glossary.md"
    former = file.read_text("utf-8") if file.exists() else None
    if former and _slug_of(options.title) in {_slug_of(name) for name in re.findall(TERM_NAME, former)}:
        print(f"{file} has the term “{options.title}” already.", file=sys.stderr)
        return MISUSED
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(with_term(former, options.title), "utf-8")
    print(f"Wrote the term into {file}. Replace what stands between ‹ and ›: two sentences, and a source.")
    return OK


def _new_quiz(options: argparse.Namespace) -> int:
    from innerpersona_quiz.instruments import instrument_ids

    id, slug = _slug_of(options.title, "_"), _slug_of(options.title)
    scales = tuple(_slug_of(name, "_") for name in options.scales.split(","))
    docs = find_docs(options.root)
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


def find_docs(root: Path) -> Path | None:
    """Return the folder of a project's pages; where there is none, print so and return None."""
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


def _slug_of(text: str, joint: str = "-") -> str:
    """Return the slug of a text; see `content.slugs`."""
    from innerpersona_site.content.slugs import slug

    return slug(text, joint)
