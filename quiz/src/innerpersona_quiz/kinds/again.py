"""The view "if you answered again": a picture of results that might come of it, and what comes first in how many."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from innerpersona_quiz.texts import Passage, Writer
from innerpersona_quiz.texts.numbers import inside, joined


@dataclass(frozen=True, slots=True)
class AgainView:
    """`about` says how many agree, `drawing` is for the kind's template, and `description` the same in words.

    `rows` are the titles of what came first in any, with their counts, the most frequent first.
    """

    about: Passage
    drawing: object
    description: str
    rows: tuple[tuple[str, int], ...]


def again_view(
    results: Iterable[Mapping[str, float]],
    first: Callable[[Mapping[str, float]], str],
    titles: Mapping[str, str],
    drawing: object,
    writer: Writer,
) -> AgainView:
    """Return the view of second results.

    Args:
        results: each the scores of all scales.
        first: the id of what comes first in a result.
        titles: of what could.
        drawing: for the kind's template.
        writer: of the questionnaire's texts.
    """
    counts = dict.fromkeys(titles, 0)
    for result in results:
        counts[first(result)] += 1
    found = {titles[id]: count for id, count in counts.items() if count}
    rows = tuple(sorted(found.items(), key=lambda row: -row[1]))
    told = [writer.plain("again", "count", title=inside(title), count=count) for title, count in rows]
    most, times = rows[0]
    return AgainView(
        about=writer.passage("again", "about", most=inside(most), count=times),
        drawing=drawing,
        description=writer.plain("again", "description", counts=joined(told)),
        rows=rows,
    )
