"""The codebook: every variable of the data that the questionnaires give, as Markdown."""

from collections.abc import Iterable, Sequence

from innerpersona_quiz.model import Instrument
from innerpersona_quiz.wire.research import AGE_BANDS, GENDERS

_ABOUT = """\
Every variable in the data that the quizzes give, for whoever plans a study or reads one. `innerpersona-quiz codebook`
prints this page.

## The research export

One JSON object for each person and quiz. Nothing else may be in it.

| Variable | Values | Meaning |
|---|---|---|
| `research_export` | 1 | the layout |
| `instrument` | {instruments} | which questionnaire |
| `instrument_version` | three numbers, `2.0.0` | its edition |
| `instrument_hash` | 64 hexadecimal digits | a fingerprint of all that can change an answer or a score |
| `month` | `2026-11` | when it was answered; never a day |
| `age_band` | {ages} | as the person said |
| `locale` | `en`, `en-US`; `und` | the language of the browser; `und` where it is not told |
| `answers` | by item | see below; missing or null where the statement was skipped |
| `seconds` | by item, optional | how long each answer took |
| `gender` | {genders}; optional | where a study asks and the person says |
| `calibration` | 64 hexadecimal digits, optional | the calibration of the report that the person saw |

"""


def codebook(instruments: Sequence[Instrument]) -> str:
    """Return the codebook of these questionnaires."""
    parts = [
        _ABOUT.format(
            instruments=_codes(instrument.id for instrument in instruments),
            ages=_codes(AGE_BANDS),
            genders=_codes(GENDERS),
        )
    ]
    parts += [_of_one(instrument) for instrument in instruments]
    return "\n".join(parts).rstrip() + "\n"


def _codes(values: Iterable[str]) -> str:
    return ", ".join(f"`{value}`" for value in values)


def _of_one(instrument: Instrument) -> str:
    choices = ", ".join(f"{choice.value} = {choice.label.lower()}" for choice in instrument.choices)
    low, high = instrument.score_range
    scored = (
        f"Scores are differences from the person’s own mean of all answers, {low} to {high}."
        if instrument.centred
        else f"A scale’s score is the mean of its items, turned towards the scale: {low} to {high}."
    )
    lines = [
        f"## {instrument.title}",
        "",
        f"`{instrument.id}`, edition {instrument.version}, {len(instrument.items)} items. Answers: {choices}. {scored} "
        f"A reversed item counts as {instrument.lowest + instrument.highest} less the answer.",
        "",
        "| Scale | Facets | Low end | High end |",
        "|---|---|---|---|",
    ]
    for scale in instrument.scales:
        facets = ", ".join(f"`{facet.id}`" for facet in scale.facets) or "none"
        lines.append(f"| `{scale.id}` | {facets} | {scale.low} | {scale.high} |")
    lines += ["", "| Item | Statement | Scale | Facet | Key | Short form |", "|---|---|---|---|---|---|"]
    for item in instrument.items:
        facet = f"`{item.facet}`" if item.facet else ""
        key, short = "reversed" if item.reverse else "", "yes" if item.short_form else ""
        lines.append(f"| `{item.id}` | {item.text} | `{item.scale}` | {facet} | {key} | {short} |")
    return "\n".join([*lines, ""])
