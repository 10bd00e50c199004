"""Reports: a fragment for the page that embeds it, and the same as a document of its own."""

from innerpersona_quiz.kinds import Scored, kind_of
from innerpersona_quiz.kinds.remarks import Remarks, remarks
from innerpersona_quiz.model import Instrument
from innerpersona_quiz.report.firmness import firmness
from innerpersona_quiz.report.rendering import environment, render, render_document
from innerpersona_quiz.texts import package_texts

_SHARED: tuple[str, ...] = (
    "careful.html.j2",
    "chances.html.j2",
    "chapters.html.j2",
    "computed.html.j2",
    "document.html.j2",
    "facets.html.j2",
    "firmness.html.j2",
    "in_words.html.j2",
    "leftout.html.j2",
    "macros.html.j2",
    "marks.html.j2",
    "note.html.j2",
    "report.html.j2",
    "try.html.j2",
)


def prepare(instrument: Instrument) -> None:
    """Do now what the first report would otherwise wait for: import Jinja2, compile templates, read texts."""
    kind = kind_of(instrument)
    kind.writer(instrument)
    package_texts("firmness")
    for name in (*_SHARED, *kind.templates):
        environment().get_template(name)


def fragment(
    scored: Scored, site_base: str | None = "/", found: Remarks | None = None, engine: str | None = None
) -> str:
    """Return the report as <article class="ip-report">, to be styled by report.css.

    Links start with `site_base`, the site's root-relative address. None makes them plain words, for a file
    that is read away from the site. `found` are the remarks on the sheet, made from the answers if None.
    `engine` is the SHA-256 of the engine that scored it, 64 hex digits.
    """
    instrument, answers, kind = scored.instrument, scored.answers, scored.kind
    writer = kind.writer(instrument)
    view = kind.view(instrument, answers, scored.found, writer)
    firm = firmness(scored, remarks(instrument, answers) if found is None else found)
    sources = sorted({*view.sources, *firm.sources}, key=lambda source: source.full)
    return render(
        kind.template,
        view=view,
        w=writer,
        id=f"ip-{instrument.id}",
        firmness=firm,
        sources=sources,
        site_base=site_base,
        engine=engine,
    )


def document(scored: Scored, found: Remarks | None = None, engine: str | None = None) -> str:
    """Return the report as a complete HTML document that loads nothing; light, dark and fit to print."""
    article = fragment(scored, site_base=None, found=found, engine=engine)
    return render_document(scored.kind.writer(scored.instrument), article, ("palette", "document", "report"))
