"""The code: a person's shared results as a short text, safe in a link.

    ip1.<base64url of the payload, without padding>
    ip2.<the same>
    ip3.<the same>

The number is the format's. The payload is a row of bits, filled up with zeros to whole bytes, and then its CRC-32
(of the prefix and those bytes), which finds every damage that stays within four bytes and all but one in 4e9 others.

Format 1 holds the questionnaires that were there first, of which it knows how many scales they have; it is used wherever
it suffices, so that codes stay what they were:

    bits                what
    3                   which questionnaires are there
    3                   of which the short form was answered
    5                   code points of the name, 0 to 24
    24 + 32             for each questionnaire: version (three numbers of 8 bits), first 32 bits of its hash
    14 + 12             for each of its scales: score above the low end of its range and standard error, in
                        thousandths of a step; a score of all ones, with an error of 0, is a withheld one
    21                  for each code point of the name

The most that this can be: 3 + 3 + 5 + 3 (24 + 32) + 17 (14 + 12) + 24 * 21 = 1,125 bits for all seventeen scales and
a name of 24 characters of any script. That is 141 bytes, 145 with the checksum, 194 characters of base64url, and 198
with the prefix.

Format 2 holds any questionnaires, and can be read to its end where one of them is not known:

    4                   number of questionnaires, 1 to 15
    5                   code points of the name
    24 + 1 + 5          for each questionnaire: the first 24 bits of the SHA-256 of its id, whether the short form was
                        answered, and its number of scales, 1 to 31; then version, hash and scales as above
    21                  for each code point of the name

Format 3 is used where a score was made with a calibration. It is format 2 with, behind each questionnaire's number of
scales:

    1 + 32              whether it was scored with a calibration, and if so the first 32 bits of that one's hash

Twelve scales of two questionnaires and a short name make about 110 characters. There is exactly one code for one content.
"""

import binascii
import hashlib
import re
from typing import NoReturn

from innerpersona_quiz.instruments import first_format_ids, instrument_ids, load_instrument
from innerpersona_quiz.model import Instrument
from innerpersona_quiz.share.bits import BitReader, BitWriter
from innerpersona_quiz.share.name import LONGEST, checked_name
from innerpersona_quiz.share.shared import HASH_DIGITS, UNIT, Mark, Shared, SharedPart
from innerpersona_quiz.texts.errors import request_error

FORMATS = (1, 2, 3)
LONGEST_CODE = {1: 200, 2: 420, 3: 420}
"""The most characters of a code, by its format; a QR code has room for the longest with the address of a page."""

MOST_PARTS, MOST_SCALES = 15, 31
"""How many questionnaires a code of format 2 can hold, and how many scales one of them may have."""

_PREFIX = "ip{}."
_ANY_PREFIX = re.compile(r"ip([1-9][0-9]{0,3})\.")
_BASE64URL = re.compile(r"[A-Za-z0-9_-]*")
_ID_BITS = 24
_WITHHELD = (1 << 14) - 1
_CHECKSUM = 4


def id_bits(instrument_id: str) -> int:
    """Return what stands for a questionnaire in a code of format 2: the first 24 bits of the SHA-256 of its id."""
    return int.from_bytes(hashlib.sha256(instrument_id.encode()).digest()[: _ID_BITS // 8])


def encode(shared: Shared) -> str:
    """Return the code of what is shared.

    ValueError for what no code can hold; RequestError "code_too_long" where it is more than one code should.
    """
    bits = BitWriter()
    first = first_format_ids()
    format = 1 if all(part.instrument in first for part in shared.parts) else 2
    if any(part.calibration for part in shared.parts):
        format = 3
    if format == 1:
        parts = [shared.part(id) for id in first]
        for part in parts:
            bits.put(part is not None, 1)
        for part in parts:
            bits.put(part is not None and part.short, 1)
    else:
        bits.put(len(shared.parts), 4)
    bits.put(len(shared.name), 5)
    for part in shared.parts:
        if format > 1:
            bits.put(id_bits(part.instrument), _ID_BITS)
            bits.put(part.short, 1)
            bits.put(len(part.scales), 5)
        if format > 2:
            bits.put(bool(part.calibration), 1)
            if part.calibration:
                bits.put(int(part.calibration, 16), 4 * HASH_DIGITS)
        _put_part(bits, part)
    for char in shared.name:
        bits.put(ord(char), 21)
    payload = bits.to_bytes()
    prefix = _PREFIX.format(format)
    text = binascii.b2a_base64(payload + _checksum(prefix, payload), newline=False).decode("ascii")
    code = prefix + text.rstrip("=").replace("+", "-").replace("/", "_")
    if len(code) > LONGEST_CODE[format]:
        _refuse("code_too_long", "too_much")
    return code


def _put_part(bits: BitWriter, part: SharedPart) -> None:
    for number in part.version.split("."):
        bits.put(int(number), 8)
    bits.put(int(part.hash, 16), 4 * HASH_DIGITS)
    for scale in load_instrument(part.instrument).scales:
        mark = part.scales[scale.id]
        bits.put(_WITHHELD if mark is None else mark.above, 14)
        bits.put(0 if mark is None else mark.se, 12)


def decode(text: str) -> Shared:
    """Return what a code holds. White space in it, as a chat may add, is passed over.

    Raises RequestError with the code code_empty, code_too_long, code_unknown, code_newer, code_truncated,
    code_damaged, code_impossible, score_out_of_range, bad_name, instrument_unknown, instrument_newer,
    version_mismatch or hash_mismatch.
    """
    code, format = _tidied(text)
    prefix = _PREFIX.format(format)
    data = _bytes(code[len(prefix) :])
    payload, checksum = data[:-_CHECKSUM], data[-_CHECKSUM:]
    if len(data) < _CHECKSUM + 2 or checksum != _checksum(prefix, payload):
        _refuse_cut(data, format)
        _refuse_damage()
    try:
        shared = _read(BitReader(payload)) if format == 1 else _read_any(BitReader(payload), format)
        again = encode(shared)
    except (EOFError, ValueError):
        _refuse_impossible()
    if again != code:
        _refuse_damage()
    return shared


def _tidied(text: str) -> tuple[str, int]:
    """Return the code without white space, and its format, if it begins as one of a known format."""
    longest = max(LONGEST_CODE.values())
    if len(text) > 2 * longest:
        _refuse_length(longest)
    code = "".join(text.split())
    if not code:
        _refuse("code_empty", "empty")
    found = _ANY_PREFIX.match(code)
    if len(code) > longest:
        _refuse_length(longest)
    if found is None:
        if code.startswith("ipc"):
            _refuse("code_unknown", "promise")
        if len(code) > LONGEST_CODE[1]:
            _refuse_length(LONGEST_CODE[1])
        _refuse("code_unknown", "unknown")
    format = int(found[1])
    if format not in FORMATS:
        _refuse("code_newer", "newer")
    if len(code) > LONGEST_CODE[format]:
        _refuse_length(LONGEST_CODE[format])
    return code, format


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


def _checksum(prefix: str, payload: bytes) -> bytes:
    return binascii.crc32(prefix.encode("ascii") + payload).to_bytes(_CHECKSUM, "big")


def _read(bits: BitReader) -> Shared:
    ids = first_format_ids()
    there = [bool(bits.take(1)) for _ in ids]
    short = [bool(bits.take(1)) for _ in ids]
    letters = bits.take(5)
    if not any(there):
        raise ValueError
    parts = tuple(
        _read_part(bits, load_instrument(id), is_short)
        for id, is_there, is_short in zip(ids, there, short, strict=True)
        if is_there
    )
    return Shared(parts, _read_name(bits, letters))


def _read_any(bits: BitReader, format: int) -> Shared:
    known = {id_bits(id): id for id in instrument_ids()}
    count, letters = bits.take(4), bits.take(5)
    parts, unknown = [], 0
    for _ in range(count):
        id, short, scales = known.get(bits.take(_ID_BITS)), bool(bits.take(1)), bits.take(5)
        calibration = _read_hash(bits) if format > 2 and bits.take(1) else ""
        if id is None:
            bits.take(24 + 4 * HASH_DIGITS + scales * 26)
            unknown += 1
            continue
        instrument = load_instrument(id)
        if scales != len(instrument.scales):
            _refuse_edition(instrument)
        parts.append(_read_part(bits, instrument, short, calibration))
    name = _read_name(bits, letters)
    if unknown:
        _refuse("instrument_unknown", "questionnaire")
    if format > 2 and not any(part.calibration for part in parts):
        raise ValueError
    if not parts or len({part.instrument for part in parts}) < len(parts):
        raise ValueError
    return Shared(tuple(parts), name)


def _read_name(bits: BitReader, letters: int) -> str:
    if letters > LONGEST:
        raise ValueError
    name = "".join(chr(bits.take(21)) for _ in range(letters))
    if name and checked_name(name) != name:
        raise ValueError
    return name


def _read_hash(bits: BitReader) -> str:
    return f"{bits.take(4 * HASH_DIGITS):0{HASH_DIGITS}x}"


def _read_part(bits: BitReader, instrument: Instrument, short: bool, calibration: str = "") -> SharedPart:
    version = ".".join(str(bits.take(8)) for _ in range(3))
    hash = _read_hash(bits)
    _check_edition(instrument, version, hash)
    scales = {scale.id: _read_mark(bits, instrument) for scale in instrument.scales}
    return SharedPart(instrument.id, version, hash, short, scales, calibration)


def _read_mark(bits: BitReader, instrument: Instrument) -> Mark | None:
    above, se = bits.take(14), bits.take(12)
    if above == _WITHHELD:
        return None
    low, high = instrument.score_range
    if above > (high - low) * UNIT or se == 0:
        _refuse("score_out_of_range", "score")
    return Mark(above, se)


def _check_edition(instrument: Instrument, version: str, hash: str) -> None:
    if version == instrument.version and hash == instrument.hash[:HASH_DIGITS]:
        return
    made, here = (tuple(int(number) for number in one.split(".")) for one in (version, instrument.version))
    values = {"title": instrument.title, "version": version, "here": instrument.version}
    if made > here:
        _refuse("instrument_newer", "edition_newer", **values)
    if made < here:
        _refuse("version_mismatch", "edition_older", **values)
    _refuse_edition(instrument)


def _refuse_edition(instrument: Instrument) -> NoReturn:
    _refuse("hash_mismatch", "edition_other", title=instrument.title)


def _refuse(code: str, reason: str, **values: object) -> NoReturn:
    raise request_error(code, "code", "code", reason, **values)


def _refuse_length(longest: int) -> NoReturn:
    _refuse("code_too_long", "long", most=longest)


def _refuse_cut(data: bytes, format: int) -> None:
    """Refuse a code that says that it should be longer than it is."""
    if len(data) < _CHECKSUM + 2 or len(data) < _expected_length(data, format):
        _refuse("code_truncated", "truncated")


def _refuse_damage() -> NoReturn:
    _refuse("code_damaged", "damaged")


def _expected_length(data: bytes, format: int) -> int:
    """Return how many bytes a code has by what it says at its beginning, as far as that is there."""
    bits = BitReader(data)
    try:
        width = _expected_width(bits, format) if format > 1 else _first_width(bits)
    except EOFError:
        return len(data) + 1
    return (width + 7) // 8 + _CHECKSUM


def _first_width(bits: BitReader) -> int:
    ids = first_format_ids()
    there = [bits.take(1) for _ in ids]
    bits.take(len(ids))
    width = 11 + 21 * bits.take(5)
    scales = [len(load_instrument(id).scales) for id in ids]
    return width + sum(is_there * (56 + 26 * count) for is_there, count in zip(there, scales, strict=True))


def _expected_width(bits: BitReader, format: int) -> int:
    count = bits.take(4)
    width = 9 + 21 * bits.take(5)
    for _ in range(count):
        bits.take(_ID_BITS + 1)
        rest = 56 + 26 * bits.take(5)
        if format > 2:
            rest += 1 + (4 * HASH_DIGITS if bits.take(1) else 0)
            bits.take(rest - 1)
        else:
            bits.take(rest)
        width += _ID_BITS + 6 + rest
    return width


def _refuse_impossible() -> NoReturn:
    _refuse("code_impossible", "impossible")
