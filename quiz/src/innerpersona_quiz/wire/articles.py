"""The articles of the site around a quiz, as they come in a request: what there is to read, and for whom."""

import re

from innerpersona_quiz.errors import RequestError, shown
from innerpersona_quiz.instruments import instrument_ids
from innerpersona_quiz.kinds import article_regions
from innerpersona_quiz.report.reading import Article

MOST = 400
"""More articles than this are refused: a page need only name the newest few for each region."""

_URL = re.compile(r"/(?:[A-Za-z0-9._~-]+/)*(?:[A-Za-z0-9._~-]+)?")


def parse_articles(value: object, instrument_id: str) -> tuple[Article, ...]:
    """Return the articles of a request; RequestError with the code bad_articles, naming the place."""
    if not isinstance(value, list) or len(value) > MOST:
        raise _bad("articles", f"“articles” is not a list of {MOST} at most. Send those that the page names.")
    # An article may speak to the regions of questionnaires that this page has not loaded: these are not looked into.
    own = {key for key, _ in article_regions(instrument_id)}
    return tuple(
        _article(f"articles.{place}", entry, instrument_id, own) for place, entry in enumerate(value)
    )


def _article(place: str, entry: object, instrument_id: str, own: set[str]) -> Article:
    if not isinstance(entry, dict) or set(entry) != {"url", "title", "minutes", "speaks_to"}:
        raise _bad(place, "An article has “url”, “title”, “minutes” and “speaks_to”, and nothing else.")
    url, title, minutes, keys = entry["url"], entry["title"], entry["minutes"], entry["speaks_to"]
    if not isinstance(url, str) or not _URL.fullmatch(url):
        raise _bad(f"{place}.url", "It is not an address on this site, such as /articles/secure-attachment/.")
    if not isinstance(title, str) or not 0 < len(title) <= 200:
        raise _bad(f"{place}.title", "It is not a title of 200 characters at most.")
    if type(minutes) is not int or not 0 < minutes < 1000:
        raise _bad(f"{place}.minutes", "It is not a whole number of minutes.")
    if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
        raise _bad(f"{place}.speaks_to", "It is not a list of regions, such as attachment.secure.")
    for key in keys:
        questionnaire = key.partition(".")[0]
        if questionnaire not in instrument_ids() or (questionnaire == instrument_id and key not in own):
            raise _bad(f"{place}.speaks_to", f"No profile has the region “{shown(key)}”.")
    return Article(url, title, minutes, tuple(keys))


def _bad(place: str, message: str) -> RequestError:
    return RequestError("bad_articles", place, message)
