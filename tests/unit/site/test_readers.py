"""What the site offers to readers whose profile it may know: regions, articles for them, the quizzes in order."""

from __future__ import annotations

import dataclasses
import datetime
import json

import pytest

from innerpersona_quiz.instruments import instrument_ids, load_instrument
from innerpersona_quiz.wire.articles import MOST
from innerpersona_site.content.model import Document, FrontMatter
from innerpersona_site.content.page_facts import PER_REGION, SiteIndex
from innerpersona_site.content.regions import region_words, regions
from innerpersona_site.pages.forms import reading_list
from tests.unit.quiz.pages import texts_of
from tests.unit.quiz.shipped import REGIONS as PROFILE_REGIONS
from tests.unit.quiz.shipped import all_keys
from tests.vocabulary import VOCABULARY

REGIONS = regions()


def article(slug: str, *speaks_to: str, day: int = 1) -> Document:
    front = FrontMatter(
        title=slug.title(),
        description="A description",
        date=datetime.date(2026, 3, day),
        section="relationships",
        topic="awareness",
        speaks_to=speaks_to,
    )
    return Document(f"articles/{slug}.md", front, 461)


def quiz(instrument: str) -> Document:
    front = FrontMatter(title=f"About {instrument}", description="D", template="quiz.html")
    return Document(f"quiz/{instrument}.md", front, 10, instruments=(instrument,))


def index(*documents: Document) -> SiteIndex:
    return SiteIndex(documents, lambda keys: (), vocabulary=VOCABULARY)


def test_the_site_and_the_scoring_package_know_the_same_regions() -> None:
    assert set(regions()) == all_keys()
    assert list(regions()) == [f"{id}.{region}" for id in instrument_ids() for region in PROFILE_REGIONS[id]]


@pytest.mark.parametrize("region", regions())
def test_a_region_is_called_what_its_report_calls_it(region: str) -> None:
    instrument, _, id = region.partition(".")
    if instrument == "conflict":
        title = load_instrument(instrument).scale(id).title
    else:
        title = texts_of(instrument)["regions" if instrument == "attachment" else "higher"][id]["title"]
    assert region_words(region) == title.lower()


def test_a_few_articles_of_each_region_are_offered_those_for_fewest_first_then_the_newest() -> None:
    many = [article(f"a{day}", "attachment.secure", day=day) for day in range(1, 6)]
    both = article("both", "conflict.avoiding", "attachment.secure", day=30)
    found = index(both, *many, article("nobody", day=20)).for_readers
    assert [card.slug for card in found] == ["a5", "a4", "a3", "a2", "both"]
    assert len(found) == PER_REGION + 1


def test_however_many_articles_there_are_the_engine_takes_the_list() -> None:
    many = [
        article(f"{region.replace('.', '-')}-{day}", region, day=day)
        for region in regions()
        for day in range(1, 9)
    ]
    assert len(index(*many).for_readers) == PER_REGION * len(regions()) <= MOST


def test_a_page_does_not_offer_itself() -> None:
    cards = index(article("one", "attachment.secure"), article("two", "attachment.secure")).for_readers
    listed = json.loads(reading_list(cards, "/articles/one/"))
    assert listed == [
        {"url": "/articles/two/", "title": "Two", "minutes": 3, "speaks_to": ["attachment.secure"]}
    ]


def test_quizzes_stand_in_the_order_in_which_a_visitor_meets_them() -> None:
    together = dataclasses.replace(quiz("values"), src_path="quiz/all.md", instruments=("values", "conflict"))
    found = index(quiz("values"), together, quiz("attachment"), article("one")).quizzes
    assert [(card.instrument, card.url) for card in found] == [
        ("attachment", "/quiz/attachment/"),
        ("values", "/quiz/values/"),
    ]
    assert (found[0].title, found[0].questions, found[0].minutes) == ("About attachment", 24, 5)
    assert found[0].version == load_instrument("attachment").version
