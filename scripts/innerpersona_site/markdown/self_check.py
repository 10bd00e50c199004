"""How often what a questionnaire's reports say is true of simulated people: a table and two plots, from its folder.

The figures are part of no page's trace: questionnaires are covered by the hash of the code, which every key holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from innerpersona_quiz.instruments import load_instrument
from innerpersona_quiz.validation.self_check import load_self_check
from innerpersona_site.markdown.holes import Phrase

if TYPE_CHECKING:
    from innerpersona_site.markdown.compiler import Compiler

ROWS = (
    "interval",
    "level_named",
    "level_true",
    "pair_named",
    "difference_true",
    "likeness_true",
    "difference_of_equals",
    "change_of_none",
    "change_of_none_anywhere",
    "change_of_half",
    "change_of_one",
    "careless_reader",
    "careless_random",
    "text_most_common",
)
"""The rows of the table, each a figure of the file."""

CHANGES = ((0.0, "change_of_none"), (0.5, "change_of_half"), (1.0, "change_of_one"))
"""The places of the second plot: a real change, in steps, and the figure for how often it is noticed."""

SIDE = 200
"""Width and height of a plot's field, in its own units."""

FORMS = ("full", "short")
"""The columns of the table and the series of the plots."""


def write_self_check(writer: Compiler, id: str) -> None:
    """Write the figures of a questionnaire; nothing where it is not known or has no file of them."""
    try:
        instrument, found = load_instrument(id), load_self_check(id)
    except (KeyError, ValueError):  # reported by the check
        return
    if found is None:
        return
    forms = [form for form in FORMS if form in found]
    values = (("title", instrument.title), ("people", found["people"]))
    writer.write(
        '<table class="ip-self-check">\n<caption>',
        Phrase("blocks.self_check.caption", values),
        "</caption>\n<thead><tr>",
    )
    writer.write('<th scope="col">', Phrase("blocks.self_check.figure"), "</th>")
    for form in forms:
        writer.write('<th scope="col">', Phrase(f"blocks.self_check.{form}"), "</th>")
    writer.write("</tr></thead>\n<tbody>\n")
    for name in ROWS:
        writer.write('<tr><th scope="row">', Phrase(f"blocks.self_check.rows.{name}"), "</th>")
        for form in forms:
            writer.write("<td>", _share(found[form], name), "</td>")
        writer.write("</tr>\n")
    writer.write("</tbody>\n</table>\n")
    chances = {form: [(said, true) for said, true, _ in found[form]["reliability"]] for form in forms}
    noticed = {form: [(size, found[form][name]) for size, name in CHANGES] for form in forms}
    title = (("title", instrument.title),)
    _write_plot(writer, id, "reliability", title, chances, joined=False)
    _write_plot(writer, id, "power", title, noticed, joined=True)


def _share(figures: Mapping[str, Any], name: str) -> str:
    return f"{100 * figures[name]:.0f} %" if name in figures else "–"


def _write_plot(
    writer: Compiler,
    id: str,
    name: str,
    values: tuple[tuple[str, str | int], ...],
    series: Mapping[str, Iterable[tuple[float, float]]],
    *,
    joined: bool,
) -> None:
    """Write a figure with a mark for each point; x and y go from 0 to 1, with a diagonal unless points are `joined`."""
    key = f"blocks.self_check.{name}"
    label = writer.anchor(f"ip-plot-{name}-{id}")
    writer.write(
        f'<figure class="ip-plot">\n<svg viewBox="-34 -14 250 250" role="img" aria-labelledby="{label}">\n'
    )
    field = f"M0 0V{SIDE}H{SIDE}" + ("" if joined else f"M0 {SIDE}L{SIDE} 0")
    writer.write(f'<path class="ip-plot__axes" d="{field}"/>\n')
    for form, points in series.items():
        places = [(round(x * SIDE, 1), round((1 - y) * SIDE, 1)) for x, y in points]
        if joined:
            path = "M" + "L".join(f"{x} {y}" for x, y in places)
            writer.write(f'<path class="ip-plot__line" d="{path}"/>\n')
        for x, y in places:
            writer.write(f'<circle class="ip-plot__{form}" cx="{x}" cy="{y}" r="4.5"/>\n')
    writer.write('<g class="ip-plot__words">')
    for share in (0, 0.5, 1):
        place = share * SIDE
        writer.write(f'<text x="-6" y="{SIDE - place + 4:g}" class="ip-plot__upwards">{share:g}</text>')
        writer.write(f'<text x="{place:g}" y="{SIDE + 16}" class="ip-plot__across">{share:g}</text>')
    writer.write(f'<text x="{SIDE / 2:g}" y="{SIDE + 32}" class="ip-plot__across">')
    writer.write(
        Phrase(f"{key}.across"), '</text><text x="0" y="-4">', Phrase(f"{key}.upwards"), "</text></g>\n"
    )
    writer.write(
        "</svg>\n",
        f'<figcaption id="{label}">',
        Phrase(f"{key}.caption", values),
        "</figcaption>\n</figure>\n",
    )
