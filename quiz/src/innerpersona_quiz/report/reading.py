"""What to read next: the articles that suit a result."""

from collections.abc import Sequence

from innerpersona_quiz.articles import Article
from innerpersona_quiz.model import Answers, Instrument
from innerpersona_quiz.profile.regions import weights
from innerpersona_quiz.report.rendering import render
from innerpersona_quiz.report.texts import Writer, report_texts
from innerpersona_quiz.report.wording import chance_words

MOST = 3
"""How many articles are named."""

LEAST_WEIGHT = 0.2
"""An article for a region that concerns a person less than this is not named: "quite possible" begins here."""


def reading(instrument: Instrument, answers: Answers, articles: Sequence[Article]) -> str:
    """Return the articles that suit a result as a section; empty where none does."""
    picked = pick(instrument, answers, articles)
    if not picked:
        return ""
    writer = Writer(report_texts("reading"))
    return render(
        "reading.html.j2",
        title=writer.plain("title"),
        about=writer.plain("about"),
        picked=[(article, _reason(instrument, id, weight, writer)) for article, id, weight in picked],
    )


def pick(
    instrument: Instrument, answers: Answers, articles: Sequence[Article]
) -> tuple[tuple[Article, str, float], ...]:
    """Return up to MOST articles, each with the region that it is named for and that region's weight.

    Ranked by the weight of the weightiest region that the article speaks to, then by how few regions it speaks to,
    since one that is for everybody says less to anybody; last by the order in which they were given.
    """
    found = weights(instrument, answers)
    ranked = []
    for place, article in enumerate(articles):
        ids = [key.removeprefix(f"{instrument.id}.") for key in article.speaks_to]
        own = [id for id in ids if id in found]
        if own:
            best = max(own, key=lambda id: found[id])
            ranked.append((-found[best], len(ids), place, article, best))
    ranked.sort(key=lambda entry: entry[:3])
    return tuple(
        (article, best, -weight) for weight, _, _, article, best in ranked[:MOST] if -weight >= LEAST_WEIGHT
    )


def _reason(instrument: Instrument, id: str, weight: float, writer: Writer) -> str:
    values = {"region": _title(instrument, id).lower(), "chance": ""}
    if instrument.id == "attachment":
        values["chance"] = chance_words(weight, report_texts("attachment")["chances"]["steps"])
    segments = writer.filled("reason", instrument.id, **values)
    return "".join(segment.text for segment in segments)


def _title(instrument: Instrument, id: str) -> str:
    if instrument.id == "conflict":
        return instrument.scale(id).title
    own = Writer(report_texts(instrument.id))
    return own.plain("regions" if instrument.id == "attachment" else "higher", id, "title")
