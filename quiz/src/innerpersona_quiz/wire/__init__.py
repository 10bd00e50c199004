"""The one door: JSON text in, JSON text out, and never an exception across it.

Importing it imports hardly anything. What an operation needs comes with the first request: for the page that is
"prepare", asked for while the visitor is still answering, so that neither the engine's start nor the report waits for it.
"""

import json

from innerpersona_quiz import API_VERSION
from innerpersona_quiz.errors import RequestError


def handle(request: str) -> str:
    """Serve one request and return the response, both JSON.

    A request is {"api": 1, "op": …, …}; `OPERATIONS` in wire/request.py lists the operations and their fields. A
    response is {"api": 1, "ok": true, "result": {…}} or {"api": 1, "ok": false, "error": {"code", "field",
    "message"}}. Keys are sorted and the text is ASCII, so that equal responses are equal byte for byte.
    Nothing in a response depends on the clock, the machine or chance.
    """
    try:
        from innerpersona_quiz.wire.operations import perform
        from innerpersona_quiz.wire.request import parse_request

        return _dumped({"api": API_VERSION, "ok": True, "result": perform(parse_request(request))})
    except RequestError as error:
        return _failed(error.code, error.field, error.message)
    except Exception as error:
        # The visitor's page must be able to say something whatever happens; the tests check that nothing
        # known ends here.
        return _failed("internal", None, _internal(type(error).__name__))


def _internal(kind: str) -> str:
    try:
        from innerpersona_quiz.texts.errors import sentence

        return sentence("internal", kind=kind)
    except Exception:  # not even the texts can be read; the page has words of its own around this
        return kind


def _failed(code: str, field: str | None, message: str) -> str:
    error = {"code": code, "field": field, "message": message}
    return _dumped({"api": API_VERSION, "ok": False, "error": error})


def _dumped(response: dict[str, object]) -> str:
    return json.dumps(response, sort_keys=True, separators=(",", ":"), allow_nan=False)
