"""The code: a person's shared results as a text of at most 200 characters, safe in a link.

    ip1.<base64url of the payload, without padding>

"1" is the format's version. The payload is a row of bits, filled up with zeros to whole bytes, and then its CRC-32
(of the prefix and those bytes), which finds every damage that stays within four bytes and all but one in 4e9 others:

    bits                what
    3                   which questionnaires are there: attachment, conflict, values
    3                   of which the short form was answered
    5                   code points of the name, 0 to 24
    24 + 32             for each questionnaire: version (three numbers of 8 bits), first 32 bits of its hash
    14 + 12             for each of its scales: score above the low end of its range and standard error, in
                        thousandths of a step; a score of all ones, with an error of 0, is a withheld one
    21                  for each code point of the name

The most that this can be: 3 + 3 + 5 + 3 (24 + 32) + 17 (14 + 12) + 24 * 21 = 1,125 bits for all seventeen scales and
a name of 24 characters of any script. That is 141 bytes, 145 with the checksum, 194 characters of base64url, and 198
with the prefix. There is exactly one code for one content.

The number of scales is part of the format: a questionnaire that gains or loses one needs a new version of it.
"""

import binascii
import re
from typing import NoReturn

from innerpersona_quiz.errors import RequestError
from innerpersona_quiz.load import load_instrument
from innerpersona_quiz.model import Instrument
from innerpersona_quiz.share.bits import BitReader, BitWriter
from innerpersona_quiz.share.name import LONGEST, checked_name
from innerpersona_quiz.share.shared import HASH_DIGITS, UNIT, Mark, Shared, SharedPart

FORMAT = 1
LONGEST_CODE = 200
PARTS: dict[str, int] = {"attachment": 2, "conflict": 5, "values": 10}
"""The questionnaires in the order of their bits, each with the number of its scales."""

_PREFIX = f"ip{FORMAT}."
_ANY_PREFIX = re.compile(r"ip([1-9][0-9]{0,3})\.")
_BASE64URL = re.compile(r"[A-Za-z0-9_-]*")
_WITHHELD = (1 << 14) - 1
_CHECKSUM = 4


def encode(shared: Shared) -> str:
    """Return the code of what is shared; ValueError for what no code can hold."""
    bits = BitWriter()
    parts = [shared.part(id) for id in PARTS]
    for part in parts:
        bits.put(part is not None, 1)
    for part in parts:
        bits.put(part is not None and part.short, 1)
    bits.put(len(shared.name), 5)
    for part in shared.parts:
        for number in part.version.split("."):
            bits.put(int(number), 8)
        bits.put(int(part.hash, 16), 4 * HASH_DIGITS)
        for scale in load_instrument(part.instrument).scales:
            mark = part.scales[scale.id]
            bits.put(_WITHHELD if mark is None else mark.above, 14)
            bits.put(0 if mark is None else mark.se, 12)
    for char in shared.name:
        bits.put(ord(char), 21)
    payload = bits.to_bytes()
    text = binascii.b2a_base64(payload + _checksum(payload), newline=False).decode("ascii")
    return _PREFIX + text.rstrip("=").replace("+", "-").replace("/", "_")


def decode(text: str) -> Shared:
    """Return what a code holds. White space in it, as a chat may add, is passed over.

    Raises RequestError with the code code_empty, code_too_long, code_unknown, code_newer, code_truncated,
    code_damaged, code_impossible, score_out_of_range, bad_name, instrument_newer, version_mismatch or hash_mismatch.
    """
    code = _tidied(text)
    data = _bytes(code[len(_PREFIX) :])
    payload, checksum = data[:-_CHECKSUM], data[-_CHECKSUM:]
    if len(data) < _CHECKSUM + 2 or checksum != _checksum(payload):
        _refuse_cut(data)
        _refuse_damage()
    try:
        shared = _read(BitReader(payload))
        again = encode(shared)
    except (EOFError, ValueError):
        _refuse_impossible()
    if again != code:
        _refuse_damage()
    return shared


def _tidied(text: str) -> str:
    """Return the code without white space if it begins as one of this version."""
    if len(text) > 2 * LONGEST_CODE:
        _refuse_length()
    code = "".join(text.split())
    if not code:
        _refuse("code_empty", "There is no code here. Paste the whole code, which begins with “ip1.”.")
    if len(code) > LONGEST_CODE:
        _refuse_length()
    found = _ANY_PREFIX.match(code)
    if found is None:
        if code.startswith("ipc"):
            _refuse(
                "code_unknown",
                "This is a promise made ahead of a code, not the code. The code that belongs to it comes later.",
            )
        _refuse("code_unknown", "This is not a profile code: one begins with “ip1.”. Copy the whole of it.")
    if int(found[1]) > FORMAT:
        _refuse(
            "code_newer",
            "This code was made by a newer version of this site. Load the page again and open the code once more.",
        )
    return code


def _bytes(text: str) -> bytes:
    """Return the bytes of a base64url text without padding; a damaged one gives a refusal."""
    if not _BASE64URL.fullmatch(text):
        _refuse_damage()
    if len(text) % 4 == 1:
        text = text[
            :-1
        ]  # one character alone holds no whole byte: the text is cut, and read as far as it goes
    standard = text.replace("-", "+").replace("_", "/") + "=" * (-len(text) % 4)
    return binascii.a2b_base64(standard)


def _checksum(payload: bytes) -> bytes:
    return binascii.crc32(_PREFIX.encode("ascii") + payload).to_bytes(_CHECKSUM, "big")


def _read(bits: BitReader) -> Shared:
    there = [bool(bits.take(1)) for _ in PARTS]
    short = [bool(bits.take(1)) for _ in PARTS]
    letters = bits.take(5)
    if not any(there) or letters > LONGEST:
        raise ValueError
    parts = tuple(
        _read_part(bits, id, is_short)
        for id, is_there, is_short in zip(PARTS, there, short, strict=True)
        if is_there
    )
    name = "".join(chr(bits.take(21)) for _ in range(letters))
    if name and checked_name(name) != name:
        raise ValueError
    return Shared(parts, name)


def _read_part(bits: BitReader, id: str, short: bool) -> SharedPart:
    instrument = load_instrument(id)
    version = ".".join(str(bits.take(8)) for _ in range(3))
    hash = f"{bits.take(4 * HASH_DIGITS):0{HASH_DIGITS}x}"
    _check_edition(instrument, version, hash)
    return SharedPart(
        id, version, hash, short, {scale.id: _read_mark(bits, instrument) for scale in instrument.scales}
    )


def _read_mark(bits: BitReader, instrument: Instrument) -> Mark | None:
    above, se = bits.take(14), bits.take(12)
    if above == _WITHHELD:
        return None
    low, high = instrument.score_range
    if above > (high - low) * UNIT or se == 0:
        _refuse(
            "score_out_of_range",
            "This code holds a score that no answers give, so it was not made by this quiz. Nothing of it was used.",
        )
    return Mark(above, se)


def _check_edition(instrument: Instrument, version: str, hash: str) -> None:
    if version == instrument.version and hash == instrument.hash[:HASH_DIGITS]:
        return
    made, here = (tuple(int(number) for number in one.split(".")) for one in (version, instrument.version))
    what = f"“{instrument.title}”"
    if made > here:
        _refuse(
            "instrument_newer",
            f"This code was made with a newer edition of the questionnaire {what} ({version}; here it is "
            f"{instrument.version}). Load the page again and open the code once more.",
        )
    if made < here:
        _refuse(
            "version_mismatch",
            f"This code was made with an earlier edition of the questionnaire {what} ({version}; here it is "
            f"{instrument.version}), so comparing could mislead. Ask for a code made after taking it again.",
        )
    _refuse(
        "hash_mismatch",
        f"This code was made with a questionnaire {what} that differs from the one here, so comparing could "
        "mislead. Both of you need to use the same site.",
    )


def _refuse(code: str, message: str) -> NoReturn:
    raise RequestError(code, "code", message)


def _refuse_length() -> NoReturn:
    _refuse(
        "code_too_long",
        f"This is longer than a profile code, which has at most {LONGEST_CODE} characters. Paste the code alone.",
    )


def _refuse_cut(data: bytes) -> None:
    """Refuse a code that says that it should be longer than it is."""
    if len(data) < _CHECKSUM + 2 or len(data) < _length_told(data):
        _refuse("code_truncated", "This code is cut off at its end. Copy the whole of it and try again.")


def _refuse_damage() -> NoReturn:
    _refuse(
        "code_damaged",
        "This code is damaged: a character in it has changed. Copy it again, or ask for it once more.",
    )


def _length_told(data: bytes) -> int:
    """Return how many bytes a code has by its first eleven bits."""
    bits = BitReader(data)
    there = [bits.take(1) for _ in PARTS]
    bits.take(len(PARTS))
    width = 11 + 21 * bits.take(5)
    width += sum(
        is_there * (56 + 26 * scales) for is_there, scales in zip(there, PARTS.values(), strict=True)
    )
    return (width + 7) // 8 + _CHECKSUM


def _refuse_impossible() -> NoReturn:
    _refuse("code_impossible", "This code does not hold what a profile code holds. Nothing of it was used.")
