"""What the package does when it is asked: each operation, from a checked request to a result that JSON can hold."""

from collections.abc import Callable
from dataclasses import replace
from itertools import cycle
from typing import TYPE_CHECKING

from innerpersona_quiz import __version__
from innerpersona_quiz.instruments import instrument_ids, load_instrument
from innerpersona_quiz.kinds import Scored, score
from innerpersona_quiz.model import Instrument, Sheet
from innerpersona_quiz.wire.request import Request
from innerpersona_quiz.wire.score import change_result, sheet_remarks, sheet_result
from innerpersona_quiz.wire.sheets import within

if TYPE_CHECKING:
    from innerpersona_quiz.compatibility.gap import Guesses
    from innerpersona_quiz.share.shared import Shared

# Reports are imported by the operations that need them, so that scores alone, on the command line, need no templates.

type Result = dict[str, object]


def perform(request: Request) -> Result:
    """Return the operation's result; `OPERATIONS` in wire/request.py lists the operations and their fields."""
    if request.compared is not None:
        return change_result(*request.compared)
    if request.sheet is not None:
        return _ON_A_SHEET[request.op](request.sheet, request)
    return _OTHERS[request.op](request)


def _describe(_: Request) -> Result:
    instruments = [load_instrument(id) for id in instrument_ids()]
    return {
        "package": "innerpersona-quiz",
        "version": __version__,
        "instruments": [
            {
                "id": instrument.id,
                "version": instrument.version,
                "hash": instrument.hash,
                "title": instrument.title,
                "items": len(instrument.items),
            }
            for instrument in instruments
        ],
    }


def _prepare(sheet: Sheet, request: Request) -> Result:
    from innerpersona_quiz import report

    report.prepare(sheet.instrument)
    # A rehearsal: a browser compiles code when it first runs, and the first report would wait for all of it.
    _report(replace(sheet, answers=_made_up(sheet.instrument)), request)
    return {"instrument": sheet.instrument.id, "ready": True}


def _made_up(instrument: Instrument) -> dict[str, int | None]:
    """Return answers of nobody: each choice in turn."""
    choices = cycle(choice.value for choice in instrument.choices)
    return {item.id: value for item, value in zip(instrument.items, choices, strict=False)}


def _score(sheet: Sheet, _: Request) -> Result:
    return sheet_result(sheet)


def _scored(sheet: Sheet) -> Scored:
    return score(sheet.instrument, sheet.answers)


def _report(sheet: Sheet, request: Request) -> Result:
    return _report_of(_scored(sheet), sheet, request)


def _report_of(scored: Scored, sheet: Sheet, request: Request) -> Result:
    from innerpersona_quiz import report

    return {"html": report.fragment(scored, request.site_base, sheet_remarks(sheet), sheet.engine)}


def _document(sheet: Sheet, _: Request) -> Result:
    from innerpersona_quiz import report

    return {"html": report.document(_scored(sheet), sheet_remarks(sheet), sheet.engine)}


def _reading(sheet: Sheet, request: Request) -> Result:
    return _reading_of(_scored(sheet), request)


def _reading_of(scored: Scored, request: Request) -> Result:
    from innerpersona_quiz.report.reading import reading

    leading = scored.kind.leading_regions(scored.instrument, scored.found)
    keys = [f"{scored.instrument.id}.{id}" for id in leading]
    return {"outcome": keys, "html": reading(scored, request.articles)}


def _finish(sheet: Sheet, request: Request) -> Result:
    """Return all that a finished quiz shows; the sheet is scored once.

    Where the earlier results are refused, "history" says why in place of "html".
    """
    scored = _scored(sheet)
    history: Result | None = _history(request) if request.taken else None
    if error := request.refused:
        history = {"error": {"code": error.code, "field": error.field, "message": error.message}}
    return {
        "report": _report_of(scored, sheet, request),
        "reading": _reading_of(scored, request),
        "history": history,
    }


def _history(request: Request) -> Result:
    from innerpersona_quiz.report.history import history

    return {"html": history(request.taken)}


def _share(request: Request) -> Result:
    from innerpersona_quiz.report.exchange import preview
    from innerpersona_quiz.share.code import encode
    from innerpersona_quiz.share.result import content_result
    from innerpersona_quiz.share.sheets import shared_of

    [side] = request.sides
    shared = shared_of(side.sheets, side.name)
    return {"code": encode(shared), "holds": content_result(shared), "html": preview(shared)}


def _read(request: Request) -> Result:
    from innerpersona_quiz.report.exchange import announcement
    from innerpersona_quiz.share.code import decode
    from innerpersona_quiz.share.result import content_result

    shared = decode(request.texts["code"])
    return {"holds": content_result(shared), "html": announcement(shared)}


def _qr(request: Request) -> Result:
    from innerpersona_quiz.report.qr import qr

    return {"svg": qr(request.texts["text"])}


def _commit(request: Request) -> Result:
    from innerpersona_quiz.share.commitment import commit

    return {"commitment": commit(request.texts["code"], request.texts["nonce"])}


def _check_commitment(request: Request) -> Result:
    from innerpersona_quiz.share.commitment import is_kept

    return {"kept": is_kept(**request.texts)}


def _prepare_compare(_: Request) -> Result:
    from innerpersona_quiz.report import comparison

    comparison.prepare()
    return {"ready": True}


def _compare(request: Request) -> Result:
    from innerpersona_quiz.report import comparison

    return {"html": comparison.fragment(*_compared(request), site_base=request.site_base)}


def _compare_document(request: Request) -> Result:
    from innerpersona_quiz.report import comparison

    return {"html": comparison.document(*_compared(request))}


def _compared(request: Request) -> "tuple[Shared, Shared, tuple[Guesses, Guesses], str | None]":
    """Return what a report for two is made of; sheets are first reduced to what a code would hold of them."""
    from innerpersona_quiz.share.code import decode
    from innerpersona_quiz.share.sheets import shared_of

    people = []
    for place, side in zip(("a", "b"), request.sides, strict=True):
        with within(place):
            people.append(decode(side.code) if side.code is not None else shared_of(side.sheets, side.name))
    _check_calibrations(*people)
    a, b = request.sides
    return people[0], people[1], (a.guesses, b.guesses), request.committed


def _check_calibrations(one: "Shared", other: "Shared") -> None:
    """Refuse to put scores beside each other that the same answers would not have given."""
    from innerpersona_quiz.texts.errors import request_error

    for part in one.parts:
        beside = other.part(part.instrument)
        if beside is not None and beside.calibration != part.calibration:
            title = load_instrument(part.instrument).title
            raise request_error("calibration_mismatch", "b", "code", "calibration", title=title)


def _research(sheet: Sheet, request: Request) -> Result:
    from innerpersona_quiz.wire.research import make_export

    return {"export": make_export(sheet, **request.texts)}


_ON_A_SHEET: dict[str, Callable[[Sheet, Request], Result]] = {
    "prepare": _prepare,
    "score": _score,
    "report": _report,
    "document": _document,
    "reading": _reading,
    "finish": _finish,
    "research": _research,
}
_OTHERS: dict[str, Callable[[Request], Result]] = {
    "describe": _describe,
    "history": _history,
    "share": _share,
    "read": _read,
    "qr": _qr,
    "commit": _commit,
    "check_commitment": _check_commitment,
    "prepare_compare": _prepare_compare,
    "compare": _compare,
    "compare_document": _compare_document,
}
