"""The Jinja2 environment: made on first use, since importing Jinja2 costs more than everything else here."""

import re
from collections.abc import Callable, Iterable, MutableMapping
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, cast

from innerpersona_quiz.resources import read_text
from innerpersona_quiz.texts import Segment, Writer, package_texts
from innerpersona_quiz.texts.site import has_page

if TYPE_CHECKING:
    from jinja2.environment import Environment, Template
    from jinja2.loaders import BaseLoader

COMPILED = "report/compiled"
"""The folder of templates that were compiled beforehand: an engine's wheel has it instead of the templates themselves."""


@cache
def environment() -> "Environment":
    """Return the one environment: autoescape on, undefined names are errors, templates from the package."""
    # By their modules: an engine has no more of Jinja2 than these two and what they need.
    from jinja2.environment import Environment
    from jinja2.runtime import StrictUndefined

    made = Environment(
        loader=_loader(),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals["markup"] = _markup_of()
    made.globals["has_page"] = has_page
    words = package_texts("words")
    made.globals.update({name: words[name] for name in ("language", "direction", "nothing")})
    return made


def _markup_of() -> Callable[[Iterable[Segment], str | None], str]:
    """Return the function from a passage to markup; in Python, since reports have hundreds of passages."""
    from markupsafe import Markup, escape  # what Jinja2 escapes with

    def markup(passage: Iterable[Segment], site_base: str | None) -> str:
        """Return a passage as markup; its links are plain words where `site_base` is None or the site lacks the page."""
        parts = []
        for segment in passage:
            text = str(escape(segment.text))
            if segment.key:
                text = f' <span class="ip-report__cite" data-cite="{segment.key}">({text})</span>'
            elif segment.page and site_base is not None and has_page(segment.page):
                text = f'<a href="{escape(site_base + segment.page)}">{text}</a>'
            elif segment.style:
                opening, closing = _STYLES[segment.style]
                text = f"{opening}{text}{closing}"
            parts.append(text.replace("\u00a0", "&nbsp;"))
        return Markup("".join(parts))

    return markup


_STYLES = {
    "strong": ("<strong>", "</strong>"),
    "code": ("<code>", "</code>"),
    "number": ('<span class="ip-report__number">', "</span>"),
    "quiet": ('<span class="ip-report__quiet">', "</span>"),
}


def _loader() -> "BaseLoader":
    if find_spec(_COMPILED_PACKAGE):
        return cast("BaseLoader", _CompiledLoader())  # only its `load` is called
    from jinja2.loaders import FunctionLoader

    return FunctionLoader(_source)


_COMPILED_PACKAGE = f"{__name__.partition('.')[0]}.{COMPILED.replace('/', '.')}"


class _CompiledLoader:
    """Gives templates that templating.py has compiled."""

    def load(
        self, environment: "Environment", name: str, variables: MutableMapping[str, Any] | None = None
    ) -> "Template":
        module = import_module(f"{_COMPILED_PACKAGE}.{compiled_name(name)}")
        return environment.template_class.from_module_dict(environment, vars(module), variables or {})


def compiled_name(template: str) -> str:
    """Return the name of the module that a template is compiled to."""
    return re.sub(r"\W", "_", template)


def _source(name: str) -> str:
    """Return a template: of a kind, such as "plane/report.html.j2", or one that reports share."""
    return read_text(f"kinds/{name}" if "/" in name else f"report/templates/{name}")


def render(template: str, **values: object) -> str:
    """Return a template rendered with these values."""
    return environment().get_template(template).render(**values)


def render_document(writer: Writer, article: str, styles: Iterable[str]) -> str:
    """Return a rendered report as a complete HTML document that loads nothing; light, dark and fit to print."""
    own = Writer((*writer.layers, package_texts("report")))
    return render(
        "document.html.j2",
        title=own.plain("title"),
        styles="".join(read_text(f"report/{name}.css") for name in styles),
        article=article,
        footer=own.plain("document", "footer"),
    )
