"""The report for two: a fragment for the page that embeds it, and the same as a document of its own."""

from innerpersona_quiz.compatibility.gap import Guesses
from innerpersona_quiz.instruments import instrument_ids, load_instrument
from innerpersona_quiz.kinds import kind_of
from innerpersona_quiz.report.comparison_view import comparison_writer, view
from innerpersona_quiz.report.rendering import environment, render, render_document
from innerpersona_quiz.share.shared import Shared

TEMPLATES: tuple[str, ...] = (
    "announcement.html.j2",
    "comparison.html.j2",
    "comparison_computed.html.j2",
    "comparison_macros.html.j2",
    "comparison_rows.html.j2",
    "document.html.j2",
    "macros.html.j2",
    "marks.html.j2",
    "preview.html.j2",
    "qr.svg.j2",
)
"""What the compatibility page needs, besides the pictures of the kinds."""


def prepare() -> None:
    """Do now what the first report for two would otherwise wait for: templates, texts, questionnaires."""
    comparison_writer()
    kinds = {kind_of(load_instrument(id)) for id in instrument_ids()}
    pictures = [f"{kind.name}/{name}" for kind in kinds for name in kind.pair_partials]
    for name in (*TEMPLATES, *pictures):
        environment().get_template(name)


def fragment(
    a: Shared,
    b: Shared,
    guesses: tuple[Guesses, Guesses] = ({}, {}),
    committed: str | None = None,
    site_base: str | None = "/",
) -> str:
    """Return the report for two as <article class="ip-report ip-pair">, for report.css and comparison.css.

    `guesses` are those of a about b and of b about a; `committed` is "kept" or "broken" where there was a commitment to
    b's code. Links start with `site_base`; None makes them plain words.
    """
    return render("comparison.html.j2", view=view(a, b, guesses, committed), site_base=site_base)


def document(
    a: Shared, b: Shared, guesses: tuple[Guesses, Guesses] = ({}, {}), committed: str | None = None
) -> str:
    """Return the report for two as a complete HTML document that loads nothing; light, dark and fit to print."""
    article = fragment(a, b, guesses, committed, site_base=None)
    return render_document(comparison_writer(), article, ("palette", "document", "report", "comparison"))
