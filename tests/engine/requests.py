"""Requests that take the scoring package down every path, good and bad."""

import json
import random

from innerpersona_quiz.instruments import instrument_ids, load_instrument
from innerpersona_quiz.kinds import kind_of
from innerpersona_quiz.share.commitment import commit
from innerpersona_quiz.wire import handle


def answer_sheets(instrument_id: str, count: int, seed: int) -> list[dict[str, int | None]]:
    """Random answer sheets, the same for the same seed; some answers are left out, some sheets are nearly empty."""
    instrument = load_instrument(instrument_id)
    values = [choice.value for choice in instrument.choices]
    chance = random.Random(seed)
    sheets: list[dict[str, int | None]] = []
    for _ in range(count):
        missing = chance.choice([0.0, 0.0, 0.1, 0.6, 0.95])
        sheets.append(
            {
                item.id: None if chance.random() < missing / 2 else chance.choice(values)
                for item in instrument.items
                if chance.random() >= missing / 2
            }
        )
    return sheets


def request(op: str, **fields: object) -> str:
    """One request as text."""
    return json.dumps({"api": 1, "op": op, **fields})


def every_kind_of_request() -> list[str]:
    """Every operation on every instrument, with full, thin and empty sheets, and every kind of fault."""
    requests = [request("describe")]
    for instrument in instrument_ids():
        requests.append(request("prepare", instrument=instrument))
        for answers in [*answer_sheets(instrument, 25, seed=7), {}]:
            for op in ("score", "report", "document"):
                requests.append(request(op, instrument=instrument, answers=answers))
        requests += timed_short_and_compared(instrument)
    return requests + exchanged() + compared() + faulty_requests()


def exchanged() -> list[str]:
    """Codes made and read, drawn and promised, with names of several scripts and with every part and one."""
    sheets = [{"instrument": id, "answers": answer_sheets(id, 1, seed=3)[0]} for id in instrument_ids()]
    requests: list[str] = []
    for count, name in ((3, "Zoë"), (1, "𐐈𐐲𐑌"), (2, None), (len(sheets), "Ann")):
        shared = request("share", sheets=sheets[:count], name=name)
        code = json.loads(handle(shared))["result"]["code"]
        nonce = "AAECAwQFBgcICQoLDA0ODw"
        promise = commit(code, nonce)
        requests += [
            shared,
            request("read", code=code),
            request("qr", text=f"https://example.org/compatibility/#c={code}"),
            request("commit", code=code, nonce=nonce),
            request("check_commitment", commitment=promise, code=code, nonce=nonce),
            request("check_commitment", commitment=promise, code=code[:-1], nonce=nonce),
            request("read", code=code[:-1]),
            request("read", code=code[:50] + "A" + code[51:]),
        ]
    return requests


def compared() -> list[str]:
    """Reports for two: whole and thin sides, as sheets and as codes, with guesses and promises."""
    people = [
        [{"instrument": id, "answers": answer_sheets(id, 6, seed=19)[place]} for id in instrument_ids()]
        for place in range(6)
    ]
    guesses = {"attachment": {"anxiety": 2.5}, "values": {"power": -1}}
    code = json.loads(handle(request("share", sheets=people[0], name="Zoë")))["result"]["code"]
    sides: list[dict[str, object]] = [
        {"code": code},
        {"sheets": people[1], "name": "محمد", "guesses": guesses},
        {"sheets": people[2][:1], "guesses": guesses},
        {"sheets": people[3][1:]},
        {"sheets": people[4]},
    ]
    requests = [request("prepare_compare")]
    for a in sides:
        for b in sides:
            requests.append(request("compare", a=a, b=b, site_base="/base/", committed="kept"))
    requests += [request("compare_document", a=sides[0], b=b, committed="broken") for b in sides]
    return requests


def timed_short_and_compared(instrument_id: str) -> list[str]:
    """Sheets with times, of the short form where there is one, and pairs of sheets to compare."""
    first, second = answer_sheets(instrument_id, 2, seed=11)
    sheets = [{"instrument": instrument_id, "answers": answers} for answers in (first, second)]
    articles = [
        {"url": f"/articles/{id}/", "title": id, "minutes": 3, "speaks_to": [f"{instrument_id}.{id}"]}
        for id in kind_of(load_instrument(instrument_id)).regions(load_instrument(instrument_id))
    ]
    requests = [
        request("report", **sheets[0], seconds=dict.fromkeys(first, 0.3), engine="0a" * 32),
        request("change", before=sheets[0], after=sheets[1]),
        request(
            "history",
            instrument=instrument_id,
            results=[{"taken": "2026-05-01", "answers": first}, {"taken": "2026-06-30", "answers": second}],
        ),
        request("reading", **sheets[0], articles=articles),
        request(
            "finish",
            **sheets[0],
            articles=articles,
            results=[{"taken": "2026-05-01", "answers": second}, {"taken": "2026-06-30", "answers": first}],
        ),
        request("history", instrument=instrument_id, results=[{"taken": "2026-11-02", "answers": first}] * 2),
        request("research", **sheets[0], month="2026-11", age_band="25-34", locale="en-US"),
    ]
    short = {item.id for item in load_instrument(instrument_id).items if item.short_form}
    if short:
        answers = {item: answer for item, answer in first.items() if item in short}
        fields: dict[str, object] = {"instrument": instrument_id, "answers": answers, "form": "short"}
        requests += [request("score", **fields), request("report", **fields)]
    return requests


def faulty_requests() -> list[str]:
    """Requests that each get a typed error."""
    return [
        "",
        "not JSON",
        "[]",
        "[" * 100_000,
        '{"api": 1, "op": "score", "op": "report"}',
        '{"api": 1, "op": "score", "instrument": "attachment", "answers": {"anx01": NaN}}',
        json.dumps({"op": "score"}),
        json.dumps({"api": 2, "op": "score"}),
        request("guess"),
        request("score", instrument="horoscope", answers={}),
        request("score", instrument="attachment", answers={"anx99": 1}),
        request("score", instrument="attachment", answers={"anx01": 8}),
        request("score", instrument="attachment", answers={"anx01": "4"}),
        request("score", instrument="attachment", answers={"anx01": 4.0}),
        request("score", instrument="attachment", answers={"anx01": True}),
        request("score", instrument="attachment", answers=[1, 2, 3]),
        request("score", instrument="attachment", instrument_version="0.0.1", answers={}),
        request("score", instrument="attachment", answers={}, extra=1),
        request("score", instrument="attachment", answers={"anx07": 1}, form="short"),
        request("score", instrument="attachment", answers={}, seconds={"anx01": -1}),
        request("change", before={"instrument": "attachment", "answers": {}}, after={"scales": {}}),
        request("share", sheets=[]),
        request("share", sheets=[{"instrument": "values", "answers": {}}], name="<b>"),
        request("share", sheets=[{"instrument": "attachment", "answers": {"anx01": 9}}]),
        request("read", code=""),
        request("read", code="ip2.AAAA"),
        request("read", code="hello" * 1000),
        request("qr", text="é"),
        request("qr", text="x" * 701),
        request("compare", a={"code": "ip1."}, b={"code": "ip1."}),
        request("compare", a={}, b={}),
        request("compare", a=[], b=[]),
        request("compare", a={"sheets": [{"instrument": "values", "answers": {}}]}, b={"code": "x"}),
        request("compare", a={"code": "x", "guesses": {"stars": {}}}, b={"code": "x"}),
        request("compare", a={"code": "x", "guesses": {"values": {"power": 9}}}, b={"code": "x"}),
        request("compare_document", a={"code": "x"}, b={"code": "x"}, committed="maybe"),
        request("commit", code="ip1.", nonce="short"),
        request("check_commitment", commitment="ipc1.x", code="ip1.", nonce="AAECAwQFBgcICQoLDA0ODw"),
        request("score", instrument="attachment", answers={"anx01": 1})[:-1] + " " * 10_000_000 + "}",
    ]
