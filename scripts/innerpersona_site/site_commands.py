"""`innerpersona new site`: asks what a site is to be, or takes it from flags, and writes its folder."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from innerpersona_quiz.instruments import instrument_ids, load
from innerpersona_site.content.authors import AuthorKind, Signature
from innerpersona_site.content.licence import Licence
from innerpersona_site.content.settings import FILE as SETTINGS
from innerpersona_site.content.settings import parse_settings
from innerpersona_site.content.slugs import slug
from innerpersona_site.diagnostics import did_you_mean
from innerpersona_site.starter import Quiz, SitePlan, render_site

LICENCES: Final = {
    "CC BY 4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC BY-SA 4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC BY-NC 4.0": "https://creativecommons.org/licenses/by-nc/4.0/",
    "CC0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}
"""Licences of texts by their short names."""

_ORGANIZATION: Final = " (organization)"
"""What stands behind an author's name that is no person's."""

_RESERVED: Final = {"about", "assets", "compatibility", "index", "quiz"}
"""Addresses that a new site has for other pages than those of its sections."""

_LENGTHS: Final = {"name": (3, 60), "sentence": (50, 160), "titles": (3, 90)}
"""How many characters each may have: what the front matter of pages that name it allows."""

OK, MISUSED = 0, 2


class PlanError(ValueError):
    """No site can be made of what was said; the text says why and what to do."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what `innerpersona new site` takes; what isn't given is asked for at a terminal."""
    parser.add_argument("folder", type=Path, help="a new folder, for the site")
    parser.add_argument("--name", help="what the site is called")
    parser.add_argument("--sentence", help="what it is about, in one sentence of 50 to 160 characters")
    parser.add_argument("--url", help="where it will be published, such as https://calm.example/")
    parser.add_argument("--sections", help="what it is divided into: Sleep,Days")
    parser.add_argument("--topics", help="what its articles are about: Rest,Worry")
    parser.add_argument("--authors", help="who signs articles: Ann Roe,The editors (organization)")
    parser.add_argument("--quizzes", help=f"which of {', '.join(instrument_ids())} (default: the first)")
    parser.add_argument("--language", default="en", help="tag of its language (default: en)")
    parser.add_argument("--country", default="", help="country whose law it is under, as two capital letters")
    parser.add_argument("--contact", default="", help="mail address for corrections")
    parser.add_argument(
        "--licence", default="", choices=("", *LICENCES), help=f"of the texts: {', '.join(LICENCES)}"
    )
    parser.add_argument("--colors", default="", help="two colors: #1f5f8b,#8a4b12")
    parser.add_argument("--mark", type=Path, help="an SVG file in place of the two circles")
    parser.set_defaults(run=_new_site)


def _new_site(options: argparse.Namespace) -> int:
    try:
        files = render_site(_plan(options))
        _refuse_faults(files[SETTINGS])
        _write(options.folder, files)
    except PlanError as problem:
        print(problem, file=sys.stderr)
        return MISUSED
    print(
        f"Wrote {options.folder}. Look at it and reload as you write:\n"
        f"    cd {options.folder}\n"
        "    make serve\n"
        "Its settings are in site.toml, its pages in docs/. `make test` says what is left to mend."
    )
    return OK


def _plan(options: argparse.Namespace) -> SitePlan:
    """Return what the site is to be, asking for what no flag says.

    Raises:
        PlanError: something is missing or can't be.
    """
    name = options.name or _ask("What is the site called?")
    sentence = options.sentence or _ask("What is it about, in one sentence of 50 to 160 characters?")
    _refuse_length("name", name)
    _refuse_length("sentence", sentence)
    colors = _list(options.colors)
    if colors and len(colors) != 2:
        raise PlanError(
            "Name two colors, such as --colors '#1f5f8b,#8a4b12', or none for those of the theme."
        )
    return SitePlan(
        name=name,
        sentence=sentence,
        url=options.url or _ask("Where will it be published?", "https://site.example/"),
        sections=_titles("sections", options.sections or _ask("What is it divided into?", "Articles")),
        topics=_titles("topics", options.topics or _ask("What are its articles about?", "Everyday")),
        authors=_authors(options.authors or _ask("Who signs articles?", "The editors (organization)")),
        quizzes=_quizzes(_list(options.quizzes or "") or instrument_ids()[:1]),
        language=options.language,
        country=options.country,
        contact=options.contact,
        licence=Licence(options.licence, LICENCES[options.licence]) if options.licence else None,
        colors=(colors[0], colors[1]) if colors else None,
        mark=_mark(options.mark) if options.mark else "",
    )


def _ask(question: str, default: str = "") -> str:
    """Ask at a terminal; where there is none, return the default.

    Raises:
        PlanError: there is neither.
    """
    if sys.stdin.isatty():
        answer = ""
        while not answer:
            answer = input(f"{question} [{default}] " if default else f"{question} ").strip() or default
        return answer
    if default:
        return default
    raise PlanError(
        f"{question} Nobody can be asked here: name it with --name, --sentence and the other flags."
    )


def _list(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _titles(what: str, text: str) -> dict[str, str]:
    titles = _list(text)
    found = {slug(title): title for title in titles}
    if not found or "" in found:
        raise PlanError(
            f"Name at least one of the {what}, each with a letter or a digit: addresses are made from them."
        )
    if len(found) < len(titles):
        raise PlanError(
            f"Two of the {what} would have the same address; give them names that differ in their letters."
        )
    for title in titles:
        _refuse_length("titles", title)
    if what == "sections" and (taken := found.keys() & _RESERVED):
        raise PlanError(
            f'Call the section "{found[min(taken)]}" something else: that address is another page\'s.'
        )
    return found


def _refuse_length(what: str, text: str) -> None:
    least, most = _LENGTHS[what]
    if not least <= len(text) <= most:
        raise PlanError(f'"{text}" has {len(text)} characters; write {least} to {most}.')


def _authors(text: str) -> dict[str, Signature]:
    found = {}
    for id, name in _titles("authors", text.replace(_ORGANIZATION, "")).items():
        organized = f"{name}{_ORGANIZATION}" in _list(text)
        found[id] = Signature(name, AuthorKind.ORGANIZATION if organized else AuthorKind.PERSON)
    return found


def _quizzes(ids: Sequence[str]) -> tuple[Quiz, ...]:
    known = instrument_ids()
    for id in ids:
        if id not in known:
            raise PlanError(
                f'There is no questionnaire "{id}"{did_you_mean(id, known)}. Take some of {", ".join(known)}; '
                "one of your own is made later with `innerpersona new quiz`."
            )
    found = [(id, load(id)) for id in dict.fromkeys(ids)]
    return tuple(Quiz(id, loaded.texts["title"], len(loaded.instrument.items)) for id, loaded in found)


def _mark(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise PlanError(f"{file} can't be read as an SVG drawing ({problem}).") from problem


def _refuse_faults(settings: str) -> None:
    """Refuse what site.toml may not hold, in its own words.

    Raises:
        PlanError: a setting has a fault.
    """
    _, faults = parse_settings(settings, SETTINGS)
    if faults:
        raise PlanError("\n".join(f"{fault.message}. {fault.hint}" for fault in faults))


def _write(folder: Path, files: dict[str, str]) -> None:
    """Write all files, or none.

    Raises:
        PlanError: the folder is there already, or can't be written.
    """
    if folder.exists():
        raise PlanError(f"{folder} is there already; name a folder that isn't.")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".new-site-") as made:
            for path, text in files.items():
                file = Path(made, "site", path)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, "utf-8")
            shutil.move(Path(made, "site"), folder)
    except OSError as problem:
        raise PlanError(f"{folder} can't be written ({problem.strerror}).") from problem
