"""The report for two: a fragment for the page that embeds it, and the same as a document of its own."""

from innerpersona_quiz.report.comparison import view
from innerpersona_quiz.report.rendering import environment, render
from innerpersona_quiz.report.texts import report_texts
from innerpersona_quiz.resources import read_text
from innerpersona_quiz.share.shared import Shared
from innerpersona_quiz.side import Guesses

TEMPLATES: tuple[str, ...] = (
    "announcement.html.j2",
    "comparison.html.j2",
    "document.html.j2",
    "macros.html.j2",
    "pair_computed.html.j2",
    "pair_macros.html.j2",
    "pair_plane.svg.j2",
    "pair_rows.html.j2",
    "preview.html.j2",
    "qr.svg.j2",
)
"""What the compatibility page needs."""

FOOTER = (
    "Computed on your own device. This file holds the scores of two people and loads nothing from anywhere. "
    "Keep it only if both of you agree."
)


def prepare() -> None:
    """Do now what the first report for two would otherwise wait for: templates, texts, questionnaires."""
    report_texts("compatibility")
    report_texts("values")
    for name in TEMPLATES:
        environment().get_template(name)


def fragment(
    a: Shared,
    b: Shared,
    guesses: tuple[Guesses, Guesses] = ({}, {}),
    committed: str | None = None,
    site_base: str | None = "/",
) -> str:
    """Return the report for two as <article class="ip-report ip-pair">, for report.css and comparison.css.

    `guesses` are those of a about b and of b about a; `committed` is "kept" or "broken" where b's code was promised
    beforehand. Links start with `site_base`; None makes them plain words.
    """
    return render("comparison.html.j2", view=view(a, b, guesses, committed), site_base=site_base)


def document(
    a: Shared, b: Shared, guesses: tuple[Guesses, Guesses] = ({}, {}), committed: str | None = None
) -> str:
    """Return the report for two as a complete HTML document that loads nothing; light, dark and fit to print."""
    return render(
        "document.html.j2",
        title=report_texts("compatibility")["title"],
        styles="".join(read_text(f"report/{name}.css") for name in ("document", "report", "comparison")),
        article=fragment(a, b, guesses, committed, site_base=None),
        footer=FOOTER,
    )
