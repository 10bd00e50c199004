"""The code: what it holds, how long it is, and what is refused with which reason."""

import binascii
import json
from dataclasses import replace
from typing import Any

import pytest

from innerpersona_quiz import wire
from innerpersona_quiz.errors import RequestError
from innerpersona_quiz.instruments import instrument_ids, load_instrument
from innerpersona_quiz.model import Sheet
from innerpersona_quiz.share.code import LONGEST_CODE, decode, encode
from innerpersona_quiz.share.name import LONGEST, checked_name
from innerpersona_quiz.share.shared import Mark, Shared, SharedPart, estimate_of
from innerpersona_quiz.share.sheets import shared_of
from tests.unit.quiz.pages import Page
from tests.unit.quiz.shipped import PARTS, score_result


def answers_to(id: str) -> dict[str, int | None]:
    """Return answers that differ from scale to scale."""
    instrument = load_instrument(id)
    places = {scale.id: place for place, scale in enumerate(instrument.scales)}
    return {item.id: instrument.keyed(item, 1 + places[item.scale] % 5) for item in instrument.items}


def everything(name: str = "") -> Shared:
    return shared_of([Sheet(load_instrument(id), answers_to(id)) for id in instrument_ids()], name)


def ask(op: str, **fields: Any) -> dict[str, Any]:
    response: dict[str, Any] = json.loads(wire.handle(json.dumps({"api": 1, "op": op, **fields})))
    return response


def refusal(text: str) -> str:
    with pytest.raises(RequestError) as caught:
        decode(text)
    assert caught.value.field == "code" or caught.value.code == "bad_name"
    assert caught.value.message.endswith(".") and len(caught.value.message) > 40
    return caught.value.code


def sealed(payload: bytes) -> str:
    """Return a payload, whatever is in it, with the checksum that belongs to it."""
    data = payload + binascii.crc32(b"ip1." + payload).to_bytes(4, "big")
    return "ip1." + binascii.b2a_base64(data, newline=False).decode().rstrip("=").replace("+", "-").replace(
        "/", "_"
    )


def altered(part: str, **changes: Any) -> str:
    """Return the code of everything with one part changed."""
    shared = everything()
    parts = tuple(replace(one, **changes) if one.instrument == part else one for one in shared.parts)
    return encode(replace(shared, parts=parts))


def test_the_format_has_the_scales_that_the_questionnaires_have() -> None:
    assert {id: len(load_instrument(id).scales) for id in instrument_ids()} == PARTS


@pytest.mark.parametrize("letter", ["a", "é", "Ж", "あ", "漢", "𐐀", "𞤀", "𠮷"])
def test_the_longest_name_with_every_part_fits(letter: str) -> None:
    shared = everything(letter * LONGEST)
    code = encode(shared)
    assert len(code) == 198 <= LONGEST_CODE[1]
    assert set(code) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")
    assert decode(code) == shared


@pytest.mark.parametrize("id", instrument_ids())
def test_a_code_holds_the_scores_of_the_quiz_to_a_thousandth(id: str) -> None:
    instrument = load_instrument(id)
    answers = answers_to(id)
    [part] = decode(encode(shared_of([Sheet(instrument, answers)]))).parts
    told: Any = score_result(instrument, answers)["scales"]
    assert list(part.scales) == [scale.id for scale in instrument.scales]
    for scale, mark in part.scales.items():
        assert mark is not None
        found = estimate_of(mark, instrument)
        assert found.score == pytest.approx(told[scale]["score"], abs=0.0005001)
        assert found.se == pytest.approx(told[scale]["se"], abs=0.0005001)
        assert found.interval90 == pytest.approx(told[scale]["interval90"], abs=0.0015)


def test_a_withheld_scale_stays_withheld_and_a_part_without_scores_is_left_out() -> None:
    conflict = load_instrument("conflict")
    thin = {id: answer for id, answer in answers_to("conflict").items() if not id.startswith("dom")}
    sheets = [Sheet(conflict, thin), Sheet(load_instrument("values"), {})]
    shared = decode(encode(shared_of(sheets)))
    assert [part.instrument for part in shared.parts] == ["conflict"]
    assert [id for id, mark in shared.parts[0].scales.items() if mark is None] == ["dominating"]
    response = ask("share", sheets=[{"instrument": "values", "answers": {}}])
    assert response["error"]["code"] == "nothing_to_share"


def test_the_operation_tells_exactly_what_is_in_the_code() -> None:
    sheets = [{"instrument": id, "answers": answers_to(id)} for id in ("conflict", "attachment")]
    result = ask("share", sheets=sheets, name=" Zoe\u0308 ")["result"]
    holds = result["holds"]
    assert holds["name"] == "Zoë" and holds["left_out"] == ["values"]
    assert [part["instrument"] for part in holds["parts"]] == ["attachment", "conflict"]
    assert holds == ask("read", code=result["code"])["result"]["holds"]
    for part in holds["parts"]:
        assert load_instrument(part["instrument"]).hash.startswith(part["hash"]) and len(part["hash"]) == 8
        for scale in part["scales"]:
            low, high = scale["interval90"]
            assert part["range"][0] <= low <= scale["score"] <= high <= part["range"][1]
            assert f"{scale['score']:.3f}" in result["html"] and f"{scale['se']:.3f}" in result["html"]
            assert scale["title"] in result["html"]


def test_before_a_code_is_opened_its_parts_are_told_and_no_score() -> None:
    code = encode(everything("Zoë"))
    html = ask("read", code=code)["result"]["html"]
    text = Page(html).text
    assert "Zoë" in text and all(load_instrument(id).title in text for id in instrument_ids())
    assert not any(char.isdigit() for char in text)


def test_the_form_is_told() -> None:
    instrument = load_instrument("attachment")
    short = {item.id: 4 for item in instrument.items if item.short_form}
    made = ask("share", sheets=[{"instrument": "attachment", "answers": short, "form": "short"}])["result"]
    assert made["holds"]["parts"][0]["form"] == "short" and "short form" in made["html"]
    assert decode(made["code"]).parts[0].short


@pytest.mark.parametrize(
    ("sheets", "code"),
    [
        ([], "wrong_type"),
        ("attachment", "wrong_type"),
        ([7], "wrong_type"),
        ([{"instrument": "values", "answers": {}}] * 2, "too_many_sheets"),
        ([{"instrument": "values", "answers": {}}] * 4, "too_many_sheets"),
        ([{"instrument": "values"}], "missing_field"),
        ([{"instrument": "values", "answers": {}, "extra": 1}], "unknown_field"),
        ([{"instrument": "values", "answers": {}, "instrument_version": "0.0.1"}], "version_mismatch"),
    ],
)
def test_sheets_that_cannot_be_shared_are_refused(sheets: Any, code: str) -> None:
    error = ask("share", sheets=sheets)["error"]
    assert error["code"] == code and error["field"].startswith("sheets")


def test_damage_is_told_from_truncation() -> None:
    code = encode(everything("Anna"))
    assert refusal(code[:-1]) == refusal(code[:60]) == refusal("ip1.") == refusal("ip1.A") == "code_truncated"
    assert refusal(code[:60] + ("A" if code[60] != "A" else "B") + code[61:]) == "code_damaged"
    assert refusal(code[:60] + "<" + code[61:]) == refusal(code[:60] + "é" + code[61:]) == "code_damaged"
    assert refusal(code + "AAAA") == "code_damaged"


def test_a_last_character_that_means_the_same_bytes_is_damage_too() -> None:
    names = ("A" * length for length in range(LONGEST))
    code = next(code for code in map(encode, map(everything, names)) if len(code[4:]) % 4 == 3)
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    assert refusal(code[:-1] + letters[letters.index(code[-1]) + 1]) == "code_damaged"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "code_empty"),
        (" \n", "code_empty"),
        ("hello", "code_unknown"),
        ("https://example.org/", "code_unknown"),
        ("ip0.AAAA", "code_unknown"),
        ("IP1.AAAA", "code_unknown"),
        ("ipc1." + "A" * 43, "code_unknown"),
        ("ip4." + "A" * 90, "code_newer"),
        ("ip1." + "A" * 197, "code_too_long"),
        ("x" * 1_000_000, "code_too_long"),
        (" " * 1_000_000, "code_too_long"),
    ],
)
def test_what_is_no_code_is_refused_with_a_reason(text: str, code: str) -> None:
    assert refusal(text) == code


def test_line_breaks_that_a_chat_adds_do_not_matter() -> None:
    shared = everything("Anna")
    code = encode(shared)
    assert decode(f" {code[:50]}\r\n{code[50:]}\n") == shared


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"version": "255.0.0"}, "instrument_newer"),
        ({"version": "0.9.0"}, "version_mismatch"),
        ({"hash": "00000000"}, "hash_mismatch"),
    ],
)
@pytest.mark.parametrize("part", PARTS)
def test_another_edition_is_refused_by_name(part: str, changes: Any, code: str) -> None:
    assert refusal(altered(part, **changes)) == code


@pytest.mark.parametrize("mark", [Mark(6001, 300), Mark(16_382, 300), Mark(3000, 0)])
def test_scores_that_no_answers_give_are_refused(mark: Mark) -> None:
    assert refusal(altered("attachment", scales={"anxiety": mark, "avoidance": mark})) == "score_out_of_range"


@pytest.mark.parametrize(
    "name",
    ["<script>", "a\u202eb", "a\u0000b", "a\nb", " a", "a\u200db", "e\u0301", "1a", "a&b", "a\ud800", "😀"],
)
def test_hostile_names_are_refused(name: str) -> None:
    assert refusal(encode(Shared(everything().parts, name))) in ("bad_name", "code_impossible")


def test_payloads_that_no_code_has_are_refused() -> None:
    assert refusal(sealed(b"\x00\x00")) == "code_impossible"  # no part
    assert refusal(sealed(b"\x03\xff" + bytes(100))) == "code_impossible"  # a name of 31 characters
    assert refusal(sealed(b"\xe0\x00")) == "code_impossible"  # parts promised, none there


NAMES = """
    Anna, Anna-Lena, D’Arcy, O'Brien, J. R., Zoë, Ñandú, Łukasz, Søren, Ольга, Ελένη, محمد, עִבְרִית, नेहा, さくら,
    サーラ, 李, 민준, ภัทร, தமிழ், Gal·la, 𞤀𞤣𞤢, Sam 2"""


@pytest.mark.parametrize("name", [*(name.strip() for name in NAMES.split(",")), "ශ්\u200dරියානි", "می\u200cنا"])
def test_names_of_any_script_pass(name: str) -> None:
    assert checked_name(name) == name
    assert decode(encode(everything(name))).name == name


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("", "empty"),
        ("a" * 25, "longer"),
        ("a" * 1_000_000, "longer"),
        ("-a", "begin"),
        ("\u0301a", "begin"),
        ("a\u200bb", "no letter"),
        ("a\u200cb", "no letter"),
        ("a\u200d", "no letter"),
        ("a\u2066b", "no letter"),
        ("q" + "\u0323\u0307\u0308\u030a", "marks"),
        ("a/b", "no letter"),
        ("\u3164", "begin"),
        ("\u115f", "begin"),
        ("a\u3164b", "holds “\ufffd”"),
        ("a\uffa0", "holds “\ufffd”"),
        ("a\u034fb", "holds “\ufffd”"),
        ("ក\u17b4", "holds “\ufffd”"),
        ("a\ufe0f", "holds “\ufffd”"),
        ("a\U000e0061", "holds “\ufffd”"),
        ("a\u00a0b", "no letter"),
    ],
)
def test_other_names_are_refused_with_the_reason(name: str, why: str) -> None:
    with pytest.raises(RequestError) as caught:
        checked_name(name)
    assert caught.value.code == "bad_name" and why in caught.value.message
    assert caught.value.message.isprintable()


def test_a_part_that_is_not_there_is_none() -> None:
    assert Shared((SharedPart("values", "1.0.0", "0" * 8, False, {}),)).part("conflict") is None
