"""The articles of the site around a quiz, as they come in a request: what there is to read, and for whom."""

import re

from innerpersona_quiz.errors import RequestError, shown
from innerpersona_quiz.instruments import instrument_ids
from innerpersona_quiz.kinds import article_regions
from innerpersona_quiz.report.reading import Article
from innerpersona_quiz.texts.errors import request_error

MOST = 400
"""More articles than this are refused: a page need only name the newest few for each region."""

LONGEST_TITLE = 200
"""Characters of the longest title of an article."""

_URL = re.compile(r"/(?:[A-Za-z0-9._~-]+/)*(?:[A-Za-z0-9._~-]+)?")


def parse_articles(value: object, instrument_id: str) -> tuple[Article, ...]:
    """Return the articles of a request; RequestError with the code bad_articles, naming the place."""
    if not isinstance(value, list) or len(value) > MOST:
        raise _bad("articles", "list", most=MOST)
    # An article may speak to the regions of questionnaires that this page has not loaded: these are not looked into.
    own = {key for key, _ in article_regions(instrument_id)}
    return tuple(
        _article(f"articles.{place}", entry, instrument_id, own) for place, entry in enumerate(value)
    )


def _article(place: str, entry: object, instrument_id: str, own: set[str]) -> Article:
    if not isinstance(entry, dict) or set(entry) != {"url", "title", "minutes", "speaks_to"}:
        raise _bad(place, "entry")
    url, title, minutes, keys = entry["url"], entry["title"], entry["minutes"], entry["speaks_to"]
    if not isinstance(url, str) or not _URL.fullmatch(url):
        raise _bad(f"{place}.url", "url")
    if not isinstance(title, str) or not 0 < len(title) <= LONGEST_TITLE:
        raise _bad(f"{place}.title", "title", most=LONGEST_TITLE)
    if type(minutes) is not int or not 0 < minutes < 1000:
        raise _bad(f"{place}.minutes", "minutes")
    if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
        raise _bad(f"{place}.speaks_to", "speaks_to")
    for key in keys:
        questionnaire = key.partition(".")[0]
        if questionnaire not in instrument_ids() or (questionnaire == instrument_id and key not in own):
            raise _bad(f"{place}.speaks_to", "region", name=shown(key))
    return Article(url, title, minutes, tuple(keys))


def _bad(place: str, reason: str, **values: object) -> RequestError:
    return request_error("bad_articles", place, "bad_articles", reason, **values)
