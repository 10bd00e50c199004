"""Quiz forms and the exchange between two people as static HTML, made from the instruments by templates of the theme."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import jinja2

from innerpersona_quiz.instruments import instrument_ids, load_instrument
from innerpersona_quiz.kinds import exchange_steps
from innerpersona_site.content.model import Card

TEMPLATE = "partials/quiz-form.html"
EXCHANGE_TEMPLATE = "partials/exchange.html"


def reading_list(articles: Iterable[Card], url: str) -> str:
    """Return what a report may name to read next, as JSON; not the page at `url`, where it is shown."""
    return json.dumps(
        [
            {
                "url": card.url,
                "title": card.title,
                "minutes": card.reading_minutes,
                "speaks_to": card.speaks_to,
            }
            for card in articles
            if card.url != url
        ],
        separators=(",", ":"),
    )


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
        return template.render(
            instrument=load_instrument(instrument_id), engine=json.loads(manifest_json), passing=False
        )

    def render_exchange(self, manifest_json: str, root: str) -> str:
        """Return the exchange between two people; `root` is the way from its page to the site's root."""
        instruments = [load_instrument(id) for id in instrument_ids()]
        return self._environment.get_template(EXCHANGE_TEMPLATE).render(
            instruments=instruments,
            steps={instrument.id: exchange_steps(instrument) for instrument in instruments},
            engine=json.loads(manifest_json),
            root=f"{root.rstrip('/')}/",
        )
