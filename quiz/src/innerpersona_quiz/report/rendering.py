"""The Jinja2 environment: made on first use, since importing Jinja2 costs more than everything else here."""

from functools import cache
from typing import TYPE_CHECKING

from innerpersona_quiz.resources import read_text

if TYPE_CHECKING:
    from jinja2 import Environment


@cache
def environment() -> "Environment":
    """Return the one environment: autoescape on, undefined names are errors, templates from the package."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    return Environment(
        loader=FunctionLoader(lambda name: read_text(f"report/templates/{name}")),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def render(template: str, **values: object) -> str:
    """Return a template rendered with these values."""
    return environment().get_template(template).render(**values)
