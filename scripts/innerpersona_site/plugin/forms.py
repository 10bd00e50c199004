"""Quiz forms as static HTML, made from the instrument by a template of the theme."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import jinja2

from innerpersona_quiz.load import instrument_ids, load_instrument

TEMPLATE = "partials/quiz-form.html"


class QuizForms:
    """Renders the form of an instrument; `folders` are the theme's template folders, the first wins."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(folders),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def instruments(self) -> tuple[str, ...]:
        """Return the ids of the instruments that there are."""
        return tuple(instrument_ids())

    def render(self, instrument_id: str, manifest_json: str) -> str:
        """Return the form of an instrument; the template may read the engine's manifest too."""
        template = self._environment.get_template(TEMPLATE)
        return template.render(instrument=load_instrument(instrument_id), engine=json.loads(manifest_json))
