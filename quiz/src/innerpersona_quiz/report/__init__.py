"""Reports: a fragment for the page that embeds it, and the same as a document of its own."""

from innerpersona_quiz.model import Answers, Instrument
from innerpersona_quiz.remarks import Remarks, remarks
from innerpersona_quiz.report.attachment import view
from innerpersona_quiz.report.firmness import firmness
from innerpersona_quiz.report.rendering import environment, render
from innerpersona_quiz.report.texts import report_texts
from innerpersona_quiz.resources import read_text

_TEMPLATES: tuple[str, ...] = (
    "attachment.html.j2",
    "careful.html.j2",
    "computed.html.j2",
    "document.html.j2",
    "firmness.html.j2",
    "macros.html.j2",
    "note.html.j2",
    "plane.svg.j2",
)


def prepare(instrument: Instrument) -> None:
    """Do now what the first report would otherwise wait for: import Jinja2, compile templates, read texts."""
    report_texts(instrument.id)
    report_texts("firmness")
    for name in _TEMPLATES:
        environment().get_template(name)


def fragment(
    instrument: Instrument,
    answers: Answers,
    site_base: str | None = "/",
    found: Remarks | None = None,
) -> str:
    """Return the report as <article class="ip-report">, to be styled by report.css.

    Links start with `site_base`, the site's root-relative address. None makes them plain words, for a file
    that is read away from the site. `found` are the remarks on the sheet, made from the answers if None.
    """
    shown = view(instrument, answers)
    firm = firmness(instrument, answers, remarks(instrument, answers) if found is None else found)
    sources = sorted({*shown.sources, *firm.sources}, key=lambda source: source.full)
    return render(f"{instrument.id}.html.j2", view=shown, firmness=firm, sources=sources, site_base=site_base)


def document(instrument: Instrument, answers: Answers, found: Remarks | None = None) -> str:
    """Return the report as a complete HTML document that loads nothing; light, dark and fit to print."""
    return render(
        "document.html.j2",
        title=report_texts(instrument.id)["title"],
        styles=read_text("report/document.css") + read_text("report/report.css"),
        article=fragment(instrument, answers, site_base=None, found=found),
    )
