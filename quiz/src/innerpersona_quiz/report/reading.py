"""What to read next: the articles that suit a result."""

from collections.abc import Sequence
from dataclasses import dataclass

from innerpersona_quiz.kinds import Scored
from innerpersona_quiz.report.rendering import render
from innerpersona_quiz.texts import package_writer
from innerpersona_quiz.texts.numbers import chance_words, inside

MOST = 3
"""How many articles are named."""

LEAST_WEIGHT = 0.2
"""An article for a region that concerns a person less than this is not named: "quite possible" begins here."""


@dataclass(frozen=True, slots=True)
class Article:
    """An article: its root-relative address, title, reading time in minutes, and the regions that it speaks to."""

    url: str
    title: str
    minutes: int
    speaks_to: tuple[str, ...]


def reading(scored: Scored, articles: Sequence[Article]) -> str:
    """Return the articles that suit a result as a section; empty where none does."""
    picked = pick(scored, articles)
    if not picked:
        return ""
    writer = package_writer("reading")
    return render(
        "reading.html.j2",
        w=writer,
        picked=[(article, _reason(scored, id, weight)) for article, id, weight in picked],
    )


def pick(scored: Scored, articles: Sequence[Article]) -> tuple[tuple[Article, str, float], ...]:
    """Return up to MOST articles, each with the region that it is named for and that region's weight.

    Ranked by the weight of the weightiest region that the article speaks to, then by how few regions it speaks to,
    since one that is for everybody says less to anybody; last by the order in which they were given.
    """
    found = scored.kind.weights(scored.instrument, scored.found)
    ranked = []
    for place, article in enumerate(articles):
        ids = [key.removeprefix(f"{scored.instrument.id}.") for key in article.speaks_to]
        own = [id for id in ids if id in found]
        if own:
            best = max(own, key=lambda id: found[id])
            ranked.append((-found[best], len(ids), place, article, best))
    ranked.sort(key=lambda entry: entry[:3])
    return tuple(
        (article, best, -weight) for weight, _, _, article, best in ranked[:MOST] if -weight >= LEAST_WEIGHT
    )


def _reason(scored: Scored, id: str, weight: float) -> str:
    writer = scored.kind.writer(scored.instrument)
    region = inside(scored.kind.region_title(scored.instrument, id))
    steps = writer.listed("chances", "steps") if writer.has("chances") else ()
    return writer.plain("reason", region=region, chance=chance_words(weight, steps) if steps else "")
