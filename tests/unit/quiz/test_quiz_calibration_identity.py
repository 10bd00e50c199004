"""Which calibration a score was made with goes wherever it goes; scores of two calibrations are not compared."""

import json
from dataclasses import replace
from typing import Any

import pytest

from innerpersona_quiz import wire
from innerpersona_quiz.instruments import instrument_ids, load_instrument
from innerpersona_quiz.model import Sheet
from innerpersona_quiz.share.code import LONGEST_CODE, decode, encode
from innerpersona_quiz.share.shared import Shared
from innerpersona_quiz.share.sheets import part_of, shared_of
from innerpersona_quiz.wire.research import make_export, parse_export
from tests.unit.quiz.calibrations import CALIBRATED
from tests.unit.quiz.test_quiz_share import answers_to, ask, refusal

ANSWERS = answers_to("attachment")
HASH = "" if CALIBRATED.calibration is None else CALIBRATED.calibration.hash
OTHERS = tuple(
    part_of(Sheet(load_instrument(id), answers_to(id))) for id in instrument_ids() if id != "attachment"
)


def test_a_code_of_calibrated_scores_names_the_calibration() -> None:
    shared = shared_of([Sheet(CALIBRATED, ANSWERS)], "Anna")
    code = encode(shared)
    assert code.startswith("ip3.") and decode(code) == shared
    assert shared.parts[0].calibration == HASH[:8]
    assert ask("read", code=code)["result"]["holds"]["parts"][0]["calibration"] == HASH[:8]


def test_codes_without_a_calibration_are_what_they_were() -> None:
    code = encode(shared_of([Sheet(load_instrument("attachment"), ANSWERS)]))
    assert code.startswith("ip1.") and decode(code).parts[0].calibration == ""


def test_all_questionnaires_and_a_long_name_fit_into_one_code() -> None:
    parts = (part_of(Sheet(CALIBRATED, ANSWERS)), *OTHERS)
    code = encode(Shared(parts, "Maximiliana-Theodora"))
    assert len(code) <= LONGEST_CODE[3] and decode(code).parts == parts


def test_a_code_that_is_cut_is_named_as_such() -> None:
    code = encode(Shared((part_of(Sheet(CALIBRATED, ANSWERS)), *OTHERS), "Anna"))
    for length in (10, 40, 90, len(code) - 1):
        assert refusal(code[:length]) in ("code_truncated", "code_damaged")
    assert refusal(code[: len(code) // 2]) == "code_truncated"


@pytest.mark.parametrize("op", ["compare", "compare_document"])
def test_codes_of_two_calibrations_are_not_compared(op: str) -> None:
    with_it = encode(shared_of([Sheet(CALIBRATED, ANSWERS)], "Anna"))
    without = encode(shared_of([Sheet(load_instrument("attachment"), ANSWERS)], "Ben"))
    same = shared_of([Sheet(CALIBRATED, ANSWERS)], "Cleo")

    def compared(a: str, b: str) -> dict[str, Any]:
        return ask(op, a={"code": a}, b={"code": b})

    refused = compared(with_it, without)
    assert not refused["ok"] and refused["error"]["code"] == "calibration_mismatch"
    assert "different ways" in refused["error"]["message"]
    assert compared(with_it, encode(same))["ok"]
    other = encode(Shared(tuple(_with(part, "0" * 7 + "1") for part in same.parts), "Dora"))
    assert not compared(with_it, other)["ok"] and compared(without, without)["ok"]


def _with(part: Any, calibration: str) -> Any:
    return replace(part, calibration=calibration)


def test_sides_without_a_questionnaire_in_common_are_not_refused_for_it() -> None:
    one = encode(shared_of([Sheet(CALIBRATED, ANSWERS)], "Anna"))
    response = json.loads(
        wire.handle(
            json.dumps({"api": 1, "op": "compare", "a": {"code": one}, "b": {"code": encode(Shared(OTHERS))}})
        )
    )
    assert response["ok"] or response["error"]["code"] != "calibration_mismatch"


def test_a_research_export_names_the_calibration_of_the_report() -> None:
    found = make_export(Sheet(CALIBRATED, ANSWERS), "2026-11")
    assert found["calibration"] == HASH
    assert parse_export(found).calibration == HASH
    bare = make_export(Sheet(replace(CALIBRATED, calibration=None), ANSWERS), "2026-11")
    assert "calibration" not in bare
