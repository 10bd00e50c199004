"""What holds for every code, and for every text that is given as one."""

import binascii
import json

from hypothesis import example, given
from hypothesis import strategies as st

from innerpersona_quiz import wire
from innerpersona_quiz.errors import RequestError
from innerpersona_quiz.share.code import LONGEST_CODE, decode, encode
from innerpersona_quiz.share.shared import Shared
from tests.property.quiz.sharing import is_name, people

REASONS = {
    "code_empty",
    "code_too_long",
    "code_unknown",
    "code_newer",
    "code_truncated",
    "code_damaged",
    "code_impossible",
    "score_out_of_range",
    "bad_name",
    "instrument_newer",
    "version_mismatch",
    "hash_mismatch",
}
BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


def outcome(text: str) -> Shared | str:
    try:
        return decode(text)
    except RequestError as error:
        return error.code


@given(people)
def test_every_person_fits_into_a_code_and_comes_out_again(shared: Shared) -> None:
    code = encode(shared)
    assert len(code) <= LONGEST_CODE[1] and decode(code) == shared


@given(people, st.data())
def test_one_wrong_character_anywhere_is_found(shared: Shared, data: st.DataObject) -> None:
    code = encode(shared)
    place = data.draw(st.integers(4, len(code) - 1))
    wrong = data.draw(st.sampled_from(BASE64URL).filter(lambda char: char != code[place]))
    assert outcome(code[:place] + wrong + code[place + 1 :]) in ("code_damaged", "code_truncated")


@given(people, st.data())
def test_a_cut_is_found_and_called_so(shared: Shared, data: st.DataObject) -> None:
    code = encode(shared)
    assert outcome(code[: data.draw(st.integers(4, len(code) - 1))]) == "code_truncated"


@given(st.text() | st.text(BASE64URL).map(lambda text: f"ip1.{text}"))
@example("ip1." + "_" * 196)
@example("ip9999.")
@example("ip99999.")
def test_any_text_is_read_or_refused_with_a_reason(text: str) -> None:
    found = outcome(text)
    assert isinstance(found, Shared) or found in REASONS
    response = json.loads(wire.handle(json.dumps({"api": 1, "op": "read", "code": text})))
    assert response["ok"] is isinstance(found, Shared)
    assert response["ok"] or response["error"]["code"] == found


@given(st.binary(min_size=2, max_size=141))
def test_a_payload_with_a_right_checksum_is_read_or_refused(payload: bytes) -> None:
    data = payload + binascii.crc32(b"ip1." + payload).to_bytes(4, "big")
    text = binascii.b2a_base64(data, newline=False).decode().rstrip("=").replace("+", "-").replace("/", "_")
    found = outcome(f"ip1.{text}")
    assert isinstance(found, Shared) or found in REASONS - {
        "code_damaged",
        "code_newer",
        "code_unknown",
        "code_empty",
    }


@given(people, st.text(max_size=24), st.data())
def test_any_name_that_comes_out_is_one_that_may_go_in(
    shared: Shared, name: str, data: st.DataObject
) -> None:
    found = outcome(encode(Shared(shared.parts, name)))
    if isinstance(found, Shared):
        assert found.name == name and (name == "" or is_name(name))
    else:
        assert found in ("bad_name", "code_impossible")
