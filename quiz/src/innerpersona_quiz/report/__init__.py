"""Reports: a fragment for the page that embeds it, and the same as a document of its own."""

from innerpersona_quiz.model import Answers, Instrument
from innerpersona_quiz.report.attachment import view
from innerpersona_quiz.report.rendering import environment, render
from innerpersona_quiz.report.texts import report_texts
from innerpersona_quiz.resources import read_text

_TEMPLATES: tuple[str, ...] = (
    "attachment.html.j2",
    "careful.html.j2",
    "computed.html.j2",
    "document.html.j2",
    "macros.html.j2",
    "plane.svg.j2",
)


def prepare(instrument: Instrument) -> None:
    """Do now what the first report would otherwise wait for: import Jinja2, compile templates, read texts."""
    report_texts(instrument.id)
    for name in _TEMPLATES:
        environment().get_template(name)


def fragment(instrument: Instrument, answers: Answers, site_base: str | None = "/") -> str:
    """Return the report as <article class="ip-report">, to be styled by report.css.

    Links start with `site_base`, the site's root-relative address. None makes them plain words, for a file
    that is read away from the site.
    """
    return render(f"{instrument.id}.html.j2", view=view(instrument, answers), site_base=site_base)


def document(instrument: Instrument, answers: Answers) -> str:
    """Return the report as a complete HTML document that loads nothing; light, dark and fit to print."""
    return render(
        "document.html.j2",
        title=report_texts(instrument.id)["title"],
        styles=read_text("report/document.css") + read_text("report/report.css"),
        article=fragment(instrument, answers, site_base=None),
    )
