"""The one door: JSON text in, JSON text out, and never an exception across it."""

import json
from collections.abc import Callable

from innerpersona_quiz import __version__
from innerpersona_quiz.errors import RequestError
from innerpersona_quiz.load import instrument_ids, load_instrument
from innerpersona_quiz.remarks import remarks
from innerpersona_quiz.request import API_VERSION, Request, parse_request
from innerpersona_quiz.score import change_result, scored
from innerpersona_quiz.sheet import Sheet

# The report is imported by the operations that need it: "prepare", which the page asks for while the visitor
# is still answering, pays for it then and not the engine's start.

type Result = dict[str, object]


def handle(request: str) -> str:
    """Serve one request and return the response, both JSON.

    A request is {"api": 1, "op": …, …}; `OPERATIONS` in request.py lists the operations and their fields. A
    response is {"api": 1, "ok": true, "result": {…}} or {"api": 1, "ok": false, "error": {"code", "field",
    "message"}}. Keys are sorted and the text is ASCII, so that equal responses are equal byte for byte.
    Nothing in a response depends on the clock, the machine or chance.
    """
    try:
        parsed = parse_request(request)
        return _dumped({"api": API_VERSION, "ok": True, "result": _result(parsed)})
    except RequestError as error:
        return _failed(error.code, error.field, error.message)
    except Exception as error:
        # The visitor's page must be able to say something whatever happens; the tests check that nothing
        # known ends here.
        kind = type(error).__name__
        return _failed(
            "internal",
            None,
            f"Something went wrong while scoring ({kind}). Your answers are kept; please try again.",
        )


def _failed(code: str, field: str | None, message: str) -> str:
    error = {"code": code, "field": field, "message": message}
    return _dumped({"api": API_VERSION, "ok": False, "error": error})


def _dumped(response: dict[str, object]) -> str:
    return json.dumps(response, sort_keys=True, separators=(",", ":"), allow_nan=False)


def _result(request: Request) -> Result:
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


def _prepare(sheet: Sheet, _: Request) -> Result:
    from innerpersona_quiz import report

    report.prepare(sheet.instrument)
    return {"instrument": sheet.instrument.id, "ready": True}


def _score(sheet: Sheet, _: Request) -> Result:
    return scored(sheet)


def _report(sheet: Sheet, request: Request) -> Result:
    from innerpersona_quiz import report

    found = remarks(sheet.instrument, sheet.answers, sheet.seconds, sheet.full)
    return {"html": report.fragment(sheet.instrument, sheet.answers, request.site_base, found, sheet.engine)}


def _document(sheet: Sheet, _: Request) -> Result:
    from innerpersona_quiz import report

    found = remarks(sheet.instrument, sheet.answers, sheet.seconds, sheet.full)
    return {"html": report.document(sheet.instrument, sheet.answers, found, sheet.engine)}


def _reading(sheet: Sheet, request: Request) -> Result:
    from innerpersona_quiz.profile.regions import outcome
    from innerpersona_quiz.report.reading import reading

    keys = [f"{sheet.instrument.id}.{id}" for id in outcome(sheet.instrument, sheet.answers)]
    return {"outcome": keys, "html": reading(sheet.instrument, sheet.answers, request.articles)}


def _history(request: Request) -> Result:
    from innerpersona_quiz.report.history import history

    return {"html": history(request.taken)}


def _share(request: Request) -> Result:
    from innerpersona_quiz.report.exchange import preview
    from innerpersona_quiz.share.code import encode
    from innerpersona_quiz.share.result import holds_result
    from innerpersona_quiz.share.sheets import shared_of

    [side] = request.sides
    shared = shared_of(side.sheets, side.name)
    return {"code": encode(shared), "holds": holds_result(shared), "html": preview(shared)}


def _read(request: Request) -> Result:
    from innerpersona_quiz.report.exchange import announcement
    from innerpersona_quiz.share.code import decode
    from innerpersona_quiz.share.result import holds_result

    shared = decode(request.texts["code"])
    return {"holds": holds_result(shared), "html": announcement(shared)}


def _qr(request: Request) -> Result:
    from innerpersona_quiz.report.qr import qr

    return {"svg": qr(request.texts["text"])}


def _commit(request: Request) -> Result:
    from innerpersona_quiz.commitment import commit

    return {"commitment": commit(request.texts["code"], request.texts["nonce"])}


def _check_commitment(request: Request) -> Result:
    from innerpersona_quiz.commitment import is_kept

    return {"kept": is_kept(**request.texts)}


_ON_A_SHEET: dict[str, Callable[[Sheet, Request], Result]] = {
    "prepare": _prepare,
    "score": _score,
    "report": _report,
    "document": _document,
    "reading": _reading,
}
_OTHERS: dict[str, Callable[[Request], Result]] = {
    "describe": _describe,
    "history": _history,
    "share": _share,
    "read": _read,
    "qr": _qr,
    "commit": _commit,
    "check_commitment": _check_commitment,
}
