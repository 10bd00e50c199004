"""Results as text for a terminal: what `--format text` prints."""

import json
from typing import Any

from innerpersona_quiz.instruments import load_instrument
from innerpersona_quiz.kinds import kind_of
from innerpersona_quiz.model import Instrument

_SIGNS = {
    "run": "the same answer came {run} times in a row",
    "contradiction": "statements about the same thing got answers that do not go together",
    "pace": "many answers came faster than the statements can be read",
}


def score_text(result: dict[str, Any]) -> str:
    """Return a result of "score" as lines."""
    instrument = load_instrument(result["instrument"])
    lines = [
        f"{result['instrument']} {result['instrument_version']}, {result['form']} form: "
        f"{result['answered']} of {result['total']} answered"
    ]
    if result.get("centre") is not None:
        lines.append(f"own mean {result['centre']:.2f}; every score is above or below it")
    for name, part in result.get("higher", {}).items():
        lines += ["", _part_line(name, part)]
    for scale in instrument.scales:
        part = result["scales"][scale.id]
        lines += ["", _part_line(scale.id, part)]
        lines += [f"  {_part_line(facet.id, part['facets'][facet.id])}" for facet in scale.facets]
    return "\n".join([*lines, *_meaning(result), *_remarks(result), "", result["assumption"]]) + "\n"


def holds_text(holds: dict[str, Any]) -> str:
    """Return what a code holds as lines."""
    lines = [f"name  {holds['name'] or 'none'}"]
    for part in holds["parts"]:
        lines += [
            "",
            f"{part['instrument']} {part['version']}, {part['form']} form, fingerprint {part['hash']}",
        ]
        lines += [
            f"  {scale['id']}  {'withheld' if scale['score'] is None else _numbers(scale)}"
            for scale in part["scales"]
        ]
    return "\n".join([*lines, "", f"left out  {', '.join(holds['left_out']) or 'nothing'}"]) + "\n"


def _remarks(result: dict[str, Any]) -> list[str]:
    """Return the lines about how firm a result is."""
    lines = []
    sensitivity = result["sensitivity"]
    if sensitivity is not None:
        count = len(sensitivity["pivots"]) or "none"
        lines.append(
            f"firmness  {count} of {sensitivity['answered']} single answers could change what comes first"
        )
    if result["widening"]:
        widths = sorted({f"{times:.1f}" for times in result["widening"].values()})
        lines.append(
            f"short form  ranges about {' to '.join(widths[:: len(widths) - 1 or 1])} times as wide as in full"
        )
    careless = result["careless"]
    signs = [_SIGNS[sign].format(run=careless["longest_run"]) for sign in careless["signs"]]
    lines += [f"question  did you read each statement? {sign[0].upper()}{sign[1:]}." for sign in signs]
    return ["", *lines] if lines else []


def _meaning(result: dict[str, Any]) -> list[str]:
    """Return the lines about what the scores of a questionnaire add up to, as far as it has such."""
    lines = list(kind_of(load_instrument(result["instrument"])).terminal_lines(result))
    if result.get("lead"):
        lead = result["lead"]
        lines.append(f"first  {lead['named'] or ' and '.join(lead['together'] or ['none stands out'])}")
    return ["", *lines] if lines else []


def _part_line(name: str, part: dict[str, Any]) -> str:
    if part["withheld"]:
        return f"{name}  withheld: {part['reason']}"
    return f"{name}  {_numbers(part)}  ({part['answered']} of {part['total']})"


def _numbers(part: dict[str, Any]) -> str:
    low, high = part["interval90"]
    return f"{part['score']:.2f}  se {part['se']:.2f}  90% {low:.2f} to {high:.2f}"


def change_text(result: dict[str, Any]) -> str:
    """Return a result of "change" as lines."""
    lines = [f"{result['instrument']} {result['instrument_version']}, {result['form']} form", ""]
    for name, found in result["scales"].items():
        if found is None:
            lines.append(f"{name}  withheld in one of the two")
            continue
        numbers = f"{found['before']:.2f} to {found['after']:.2f}, {found['difference']:+.2f}"
        lines.append(f"{name}  {numbers}  (index {found['index']:+.2f}): {found['words']}")
    limits = {f"{found['border']:.2f}" for found in result["scales"].values() if found}
    if limits:
        limit = limits.pop()
        lines += [
            "",
            f"An index of {limit} or more, up or down, is more than noise. What that takes to be true:",
        ]
    return "\n".join([*lines, *(f"- {sentence}" for sentence in result["assumes"])]) + "\n"


def list_text(instruments: list[Instrument]) -> str:
    """Return a line for each instrument."""
    return "".join(f"{i.id}  {i.version}  {len(i.items)} statements  {i.title}\n" for i in instruments)


def show_text(instrument: Instrument) -> str:
    """Return an instrument's statements, scales and keys."""
    lines = [f"{instrument.title} ({instrument.id} {instrument.version})", instrument.hash, ""]
    lines += [instrument.instructions, "", *(f"{c.value} = {c.label}" for c in instrument.choices)]
    for scale in instrument.scales:
        lines += ["", f"{scale.title}: {scale.about}"]
        for item in instrument.items_of(scale.id):
            marks = f"{'-' if item.reverse else '+'}{'s' if item.short_form else ' '}"
            facet = f"  [{item.facet}]" if item.facet else ""
            lines.append(f"  {marks} {item.id}  {item.text}{facet}")
    lines += ["", "+ agreement raises the scale, - lowers it, s also in the short form"]
    return "\n".join(lines) + "\n"


def sheet_text(instrument: Instrument) -> str:
    """Return an empty file of answers, for the edition that is here."""
    sheet = {
        "instrument": instrument.id,
        "instrument_version": instrument.version,
        "instrument_hash": instrument.hash,
        "answers": {item.id: None for item in instrument.items},
    }
    return json.dumps(sheet, indent=2) + "\n"


def calibration_text(content: dict[str, Any]) -> str:
    """Return what a calibration found, for the person who made it to judge."""
    sample = content["sample"]
    lines = [
        f"{content['instrument']} {content['instrument_version']}: {sample['n']} people, "
        f"{sample['first_month']} to {sample['last_month']}",
        *(f"  set aside, {reason}: {count}" for reason, count in sample["set_aside"].items()),
    ]
    for name, scale in content["scales"].items():
        found = scale["reliability"]
        alpha = "unknown" if found["alpha"] is None else f"{found['alpha']:.2f}"
        lines += [
            "",
            f"{name}  reliability: EAP scores {found['marginal']:.2f}, sum score {found['omega']:.2f} (omega), "
            f"{found['omega_h']:.2f} (omega-h), {alpha} (alpha)",
            f"  {_model_line(scale)}",
        ]
        lines += [_item_line(id, item) for id, item in scale["items"].items()]
        lines += [
            f"  {' and '.join(pair['items'])} depend on each other (Q3 {pair['q3']:.2f} above average)"
            for pair in scale["local_dependence"]
        ]
    lines += [
        "",
        "An item with a small p and an RMSEA above .05 does not follow its curve: look at its wording.",
        "An SRMSR above .05, or a coverage far from 90 %, says that the model leaves out something that items share.",
    ]
    return "\n".join(lines) + "\n"


def _model_line(scale: dict[str, Any]) -> str:
    fit, covered = scale["fit"], scale["coverage"]
    parts = [
        "model fit unknown"
        if fit is None
        else f"C2 {fit['c2']:.1f}, df {fit['df']}, RMSEA {fit['rmsea']:.3f}, SRMSR {fit['srmsr']:.3f}",
        *([] if covered is None else [f"90 % ranges from facet to facet hold {covered:.1%}"]),
    ]
    return "; ".join(parts)


def _item_line(id: str, item: dict[str, Any]) -> str:
    places = " ".join(f"{b:.2f}" for b in item["b"])
    fit = item["fit"]
    fitted = "fit unknown" if fit is None else f"S-X2 p {fit['p']:.3f}, RMSEA {fit['rmsea']:.3f}"
    own = "" if item["c"] is None else f"  c {item['c']:.2f} (se {item['c_se']:.2f})"
    rare = "; an answer that hardly anyone gave" if item["smoothed"] else ""
    return f"  {id}  a {item['a']:.2f} (se {item['a_se']:.2f}){own}  b {places}  {fitted}{rare}"


def plan_text(found: dict[str, Any]) -> str:
    """Return the standard errors that a plan expects."""
    basis = "items of middling quality, made up" if found["assumed"] else "the questionnaire’s calibration"
    lines = [f"{found['instrument']}: standard errors to expect, from {basis}"]
    for n, one in found["people"].items():
        places = ", ".join(f"{q}th {error:.1f}" for q, error in one["percentiles"].items())
        lines += ["", f"{n} people: percentiles, in points: {places}"]
        for name, scale in one["scales"].items():
            a, b, theta = scale["a"], scale["b"], scale["theta"]
            lines.append(
                f"  {name}  a {a['median']:.2f} (at most {a['largest']:.2f})  b {b['median']:.2f} (at most "
                f"{b['largest']:.2f})  scores {theta['whole']:.3f}, of which answers {theta['of_answers']:.3f}"
            )
    return "\n".join(lines) + "\n"
