"""Quiz forms and the exchange between two people as static HTML, made from the instruments by templates of the theme."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import jinja2
from markupsafe import Markup

from innerpersona_quiz.instruments import instrument_ids, load_instrument
from innerpersona_quiz.kinds import exchange_steps
from innerpersona_quiz.model import Instrument
from innerpersona_quiz.texts.numbers import decimals
from innerpersona_quiz.validation.rationale import load_rationale
from innerpersona_quiz.validation.self_check import load_self_check
from innerpersona_quiz.validation.texts import PLACEHOLDER
from innerpersona_site.content.model import Card, EngineFacts, PageFacts, QuizCard, SiteFacts

TEMPLATE: Final = "partials/quiz-form.html"
EXCHANGE_TEMPLATE: Final = "partials/exchange.html"

_CITATION = re.compile(r"\s*\[@[^\]]*\]")


@dataclass(frozen=True, slots=True)
class ShortForm:
    """What a form says of the short one: its number of items, about how many minutes it takes, and what it costs.

    `widening` is how many times as wide its ranges are, with one decimal; None where nobody has measured that, as in a
    questionnaire without a self-check.
    """

    items: int
    minutes: int
    widening: str | None


def short_form_of(instrument: Instrument) -> ShortForm | None:
    """Return what there is to say of a questionnaire's short form; None where it has none."""
    items = sum(item.short_form for item in instrument.items)
    if items in (0, len(instrument.items)):
        return None
    figures = load_self_check(instrument.id) or {}
    widening = figures.get("short", {}).get("widening")
    minutes = math.ceil(instrument.minutes * items / len(instrument.items))
    return ShortForm(items, minutes, None if widening is None else decimals(widening))


def reasons_of(instrument: Instrument) -> dict[str, str]:
    """Return why each item is asked, as plain text, of those whose reasons are written; sources are on other pages."""
    return {
        item: _CITATION.sub("", reason.idea)
        for item, reason in load_rationale(instrument.id).items()
        if not PLACEHOLDER.search(reason.idea)
    }


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


def engine_facts(folder: str, manifest_json: str, articles: Iterable[Card], url: str) -> EngineFacts:
    """Return what the page at `url` hands to the scripts that start the engine.

    Args:
        folder: the root-relative URL of the engine's files.
        manifest_json: the engine's manifest.
        articles: those that a report may lead to.
        url: the page, which its own reading list leaves out.
    """
    return EngineFacts(folder, script_json(manifest_json), script_json(reading_list(articles, url)))


def script_json(text: str) -> Markup:
    """Return JSON as it may stand in a script element.

    "<" is only ever inside strings, where its escape means the same and can't end the element.
    """
    return Markup(text.replace("<", "\\u003c"))


class QuizForms:
    """Renders the forms of instruments with the theme's templates."""

    def __init__(self, environment: jinja2.Environment) -> None:
        self._environment = environment

    def instruments(self) -> tuple[str, ...]:
        """Return the ids of the instruments that there are."""
        return tuple(instrument_ids())

    def render(self, instrument_id: str, manifest_json: str) -> str:
        """Return the form of an instrument; the template may read the engine's manifest too."""
        instrument = load_instrument(instrument_id)
        return self._environment.get_template(TEMPLATE).render(
            instrument=instrument,
            short=short_form_of(instrument),
            reasons=reasons_of(instrument),
            engine=json.loads(manifest_json),
            passing=False,
        )

    def render_exchange(
        self, manifest_json: str, page: PageFacts, site: SiteFacts, quizzes: Iterable[QuizCard]
    ) -> Markup:
        """Return the screens of the exchange between two people, for its page; `quizzes` are the pages it leads to."""
        instruments = [load_instrument(id) for id in instrument_ids()]
        html = self._environment.get_template(EXCHANGE_TEMPLATE).render(
            page=page,
            site=site,
            instruments=instruments,
            shorts={instrument.id: short_form_of(instrument) for instrument in instruments},
            steps={instrument.id: exchange_steps(instrument) for instrument in instruments},
            quizzes={quiz.instrument: quiz for quiz in quizzes},
            engine=json.loads(manifest_json),
        )
        return Markup(html)
