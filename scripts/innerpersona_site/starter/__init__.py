"""The files of a new site: what its owner writes on in, while everything else comes from the installed packages."""

from __future__ import annotations

import datetime
import importlib.metadata
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from innerpersona_site.content import legal
from innerpersona_site.content.authors import Signature
from innerpersona_site.content.licence import Licence
from innerpersona_site.content.roles import ROLES, Role
from innerpersona_site.content.scaffold import escaped
from innerpersona_site.content.settings import FILE as SETTINGS

MARK: Final = "docs/images/mark.svg"
"""Where a new site has its own mark."""

_FILES: Final = Path(__file__).with_name("files")
_ONCE: Final = {
    "site.toml.jinja": SETTINGS,
    "mkdocs.yml.jinja": "mkdocs.yml",
    "requirements.txt.jinja": "requirements.txt",
    "Makefile.jinja": "Makefile",
    "gitignore.jinja": ".gitignore",
    "README.md.jinja": "README.md",
    "github/publish.yml.jinja": ".github/workflows/publish.yml",
    "docs/references.bib.jinja": "docs/references.bib",
}
"""Files that are written once, by their templates; besides them, each page of docs/ that has no loop."""


@dataclass(frozen=True, slots=True)
class Quiz:
    """A questionnaire that the site offers: its id, its title and how many statements it has."""

    id: str
    title: str
    items: int


@dataclass(frozen=True, slots=True)
class SitePlan:
    """What a new site is to be: see the settings of the same names in `content.settings_schema`.

    Attributes:
        sentence: one sentence on the site.
        sections, topics: titles by their ids; at least one of each.
        authors: who may sign, by their ids; at least one.
        quizzes: at least one.
        colors: two, as "#" with six hexadecimal digits; None for those of the theme.
        mark: an SVG drawing; "" for two circles.
    """

    name: str
    sentence: str
    url: str
    sections: Mapping[str, str]
    topics: Mapping[str, str]
    authors: Mapping[str, Signature]
    quizzes: tuple[Quiz, ...]
    language: str = "en"
    country: str = ""
    contact: str = ""
    licence: Licence | None = None
    colors: tuple[str, str] | None = None
    mark: str = ""
    today: datetime.date = field(default_factory=datetime.date.today)


def render_site(plan: SitePlan) -> dict[str, str]:
    """Return the files of a new site, by their paths in its folder."""
    templates = Environment(
        loader=FileSystemLoader(_FILES),
        autoescape=False,  # none of these files is HTML; each value is quoted or escaped where it stands
        undefined=StrictUndefined,
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    templates.filters |= {"quoted": _quoted, "escaped": escaped}
    roles = list(_legal(plan))
    shared: dict[str, object] = {
        "plan": plan,
        "today": plan.today.isoformat(),
        "version": importlib.metadata.version("innerpersona-site"),
        **{str(role): path for role, path, _ in roles},
    }
    files = {
        path: templates.get_template(name).render(shared | values) for name, path, values in _placed(plan)
    }
    files |= {f"docs/{path}": text for _, path, text in roles}
    return files | ({MARK: plan.mark} if plan.mark else {})


def _legal(plan: SitePlan) -> Iterator[tuple[Role, str, str]]:
    """Yield role, path and source of the pages that every site needs, and of those that its country's law asks for."""
    country = plan.country.lower()
    for role in ROLES:
        if role == "imprint" and country not in legal.countries(role):
            continue
        known = legal.languages(role, country)
        language = plan.language if plan.language in known else "en"
        yield (
            role,
            legal.page_path(role, language),
            legal.new_legal_page(role, country, language, plan.name, plan.today),
        )


def _placed(plan: SitePlan) -> Iterator[tuple[str, str, dict[str, object]]]:
    """Yield each template's name, the path of its file, and what it is rendered with besides the plan."""
    for name, path in _ONCE.items():
        yield name, path, {}
    for page in ("index", "compatibility", "articles/how-an-article-is-built"):
        yield f"docs/{page}.md.jinja", f"docs/{page}.md", {}
    for page in ("kept", "authors"):
        yield f"docs/about/{page}.md.jinja", f"docs/about/{page}.md", {}
    for id, title in plan.sections.items():
        yield "docs/section.md.jinja", f"docs/{id}.md", {"id": id, "title": title}
    for quiz in plan.quizzes:
        yield "docs/quiz/quiz.md.jinja", f"docs/quiz/{quiz.id}.md", {"quiz": quiz}
    if len(plan.quizzes) > 1:
        yield "docs/quiz/index.md.jinja", "docs/quiz/index.md", {}


def _quoted(text: str) -> str:
    """Return a text as a basic string of TOML, which is a double-quoted scalar of YAML too."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
