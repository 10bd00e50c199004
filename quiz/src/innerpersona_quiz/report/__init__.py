"""Reports: a fragment for the page that embeds it, and the same as a document of its own."""

from collections.abc import Callable
from typing import Protocol

from innerpersona_quiz.model import Answers, Instrument
from innerpersona_quiz.remarks import Remarks, remarks
from innerpersona_quiz.report.firmness import firmness
from innerpersona_quiz.report.rendering import environment, render
from innerpersona_quiz.report.texts import Source, report_texts
from innerpersona_quiz.resources import read_text

_SHARED: tuple[str, ...] = (
    "careful.html.j2",
    "computed.html.j2",
    "document.html.j2",
    "firmness.html.j2",
    "macros.html.j2",
    "note.html.j2",
)
_TEMPLATES: dict[str, tuple[str, ...]] = {
    "attachment": ("attachment.html.j2", "plane.svg.j2"),
    "conflict": (
        "conflict.html.j2",
        "dual.svg.j2",
        "head.html.j2",
        "leftout.html.j2",
        "strengths.html.j2",
    ),
    "values": (
        "values.html.j2",
        "circle.svg.j2",
        "head.html.j2",
        "leftout.html.j2",
        "strengths.html.j2",
    ),
}

_FOOTER = (
    "Computed on your own device. This file holds your answers and loads nothing from anywhere: keep it, print it or "
    "delete it as you like."
)


class View(Protocol):
    """What every view has, whatever else its own template shows."""

    @property
    def sources(self) -> tuple[Source, ...]:
        """The works cited."""


def prepare(instrument: Instrument) -> None:
    """Do now what the first report would otherwise wait for: import Jinja2, compile templates, read texts."""
    _view_of(instrument)
    report_texts(instrument.id)
    report_texts("firmness")
    for name in (*_SHARED, *_TEMPLATES[instrument.id]):
        environment().get_template(name)


def _view_of(instrument: Instrument) -> Callable[[Instrument, Answers], View]:
    """Return the view of an instrument's report; imported here, so that a page loads none but its own."""
    if instrument.id == "conflict":
        from innerpersona_quiz.report import conflict

        return conflict.view
    if instrument.id == "values":
        from innerpersona_quiz.report import values

        return values.view
    from innerpersona_quiz.report import attachment

    return attachment.view


def fragment(
    instrument: Instrument,
    answers: Answers,
    site_base: str | None = "/",
    found: Remarks | None = None,
    engine: str | None = None,
) -> str:
    """Return the report as <article class="ip-report">, to be styled by report.css.

    Links start with `site_base`, the site's root-relative address. None makes them plain words, for a file
    that is read away from the site. `found` are the remarks on the sheet, made from the answers if None.
    `engine` is the SHA-256 to be told of the engine that scored it, 64 hex digits.
    """
    shown = _view_of(instrument)(instrument, answers)
    firm = firmness(instrument, answers, remarks(instrument, answers) if found is None else found)
    sources = sorted({*shown.sources, *firm.sources}, key=lambda source: source.full)
    return render(
        f"{instrument.id}.html.j2",
        view=shown,
        firmness=firm,
        sources=sources,
        site_base=site_base,
        engine=engine,
    )


def document(
    instrument: Instrument, answers: Answers, found: Remarks | None = None, engine: str | None = None
) -> str:
    """Return the report as a complete HTML document that loads nothing; light, dark and fit to print."""
    return render(
        "document.html.j2",
        title=report_texts(instrument.id)["title"],
        styles=read_text("report/document.css") + read_text("report/report.css"),
        article=fragment(instrument, answers, site_base=None, found=found, engine=engine),
        footer=_FOOTER,
    )
