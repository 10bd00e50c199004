"""A person's results over time, as they come in a request: sheets of one questionnaire, each with its day."""

import datetime
import re
from collections.abc import Mapping

from innerpersona_quiz.report.history import Taken
from innerpersona_quiz.texts.errors import request_error
from innerpersona_quiz.wire.sheets import EXPECTED, parse_sheet, text_of, within

MOST = 40
"""More results than this are refused: a page sends the latest."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def parse_results(table: Mapping[str, object]) -> tuple[Taken, ...]:
    """Return the results of a request, oldest first; those of one day in the order given.

    RequestError, naming the field: bad_results, or what a sheet may be refused for.
    """
    value = table["results"]
    if not isinstance(value, list) or not 0 < len(value) <= MOST:
        raise request_error("bad_results", "results", "bad_results", "list", most=MOST)
    edition = {name: table[name] for name in ("instrument", *EXPECTED) if name in table}
    found = [_taken(f"results.{place}", entry, edition) for place, entry in enumerate(value)]
    return tuple(sorted(found, key=lambda taken: taken.day))


def _taken(place: str, entry: object, edition: Mapping[str, object]) -> Taken:
    if not isinstance(entry, dict) or not {"taken", "answers"} <= set(entry) <= {"taken", "answers", "form"}:
        raise request_error("bad_results", place, "bad_results", "entry")
    with within(place):
        sheet = parse_sheet({**edition, **{name: entry[name] for name in entry if name != "taken"}})
        return Taken(_day(text_of(entry, "taken")), sheet)


def _day(text: str) -> datetime.date:
    try:
        if _DAY.fullmatch(text):
            return datetime.date.fromisoformat(text)
    except ValueError:
        pass
    raise request_error("bad_results", "taken", "bad_results", "day")
