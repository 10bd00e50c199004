"""Empties the docstrings of functions and types that are written in C.

They are a tenth of the module's data, and only `help()` and `inspect.signature` show them, which the engine doesn't
have. A docstring is found by what points at it: the fourth word of a `PyMethodDef` or a `PyGetSetDef`, a `Py_tp_doc`
slot, or any pointer at a text with Argument Clinic's mark between signature and text.

Why it is safe: the pointer stays, and what it points at is an empty text instead of a longer one, which every reader
of a docstring takes. A text stays as it is if anything else may point into it: another pointer of the data, or any
number in the code that could be an address in it, whatever it is there.
"""

from __future__ import annotations

import bisect
import re
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from innerpersona_site.engine.shrink import wasm
from innerpersona_site.engine.shrink.position import Pointer, Segment, active_segment

MARK: Final = b"\n--\n\n"
"""What Argument Clinic writes after the signature in a docstring."""

TP_DOC: Final = 56
"""`Py_tp_doc`, the number of a type's docstring among its slots (CPython's typeslots.h; part of the stable ABI)."""

LARGEST_FLAGS: Final = 0x3FF
"""All of a method's flags together (CPython's methodobject.h)."""

SHORTEST: Final = 8
"""Bytes below which a text is left alone."""

_NAME: Final = re.compile(rb"[A-Za-z_]\w*")
_CONSTANT: Final = re.compile(rb"(?=\x41([\x80-\xff]{0,4}[\x00-\x7f]))", re.DOTALL)
_OFFSET: Final = re.compile(rb"(?=[\x28-\x3e][\x00-\x04]([\x80-\xff]{0,4}[\x00-\x7f]))", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Pointers:
    """The words of the data that are pointers: address to what they point at, apart for data and functions."""

    data: dict[int, int]
    functions: frozenset[int]


def emptied(module: bytes, pointers: Iterable[Pointer]) -> bytes:
    """Return the module without docstrings.

    Args:
        module: one whose position is fixed.
        pointers: all pointers in its data.
    """
    sections = wasm.read_sections(module)
    segment = Segment.of(sections[wasm.DATA])
    listed = list(pointers)
    found = Pointers(
        {one.address: one.target for one in listed if one.at_data},
        frozenset(one.address for one in listed if not one.at_data),
    )
    data = bytearray(segment.data)
    targets = sorted(found.data.values())
    constants = sorted(_numbers_in_code(sections[wasm.CODE], segment))
    for start in sorted(set(_docstrings(segment, found))):
        end = data.index(0, start - segment.address) + segment.address
        text = data[start - segment.address : end - segment.address]
        inside = _count(targets, start + 1, end) + _count(constants, start, end)
        if not inside and len(text) >= SHORTEST and b" " in text:  # a name has no space
            data[start - segment.address : end - segment.address] = bytes(end - start)
    return wasm.write_sections(sections | {wasm.DATA: active_segment(segment.address, bytes(data))})


def _count(numbers: list[int], first: int, last: int) -> int:
    """Count how many of the sorted numbers are from first to last."""
    return bisect.bisect_right(numbers, last) - bisect.bisect_left(numbers, first)


def _docstrings(segment: Segment, pointers: Pointers) -> Iterator[int]:
    """Give the address of each text that is pointed at as a docstring."""
    data, base = segment.data, segment.address

    def word(address: int) -> int:
        value: int = struct.unpack_from("<I", data, address - base)[0]
        return value

    def is_name(address: int) -> bool:
        target = pointers.data.get(address)
        return target is not None and bool(_NAME.fullmatch(_text(data, target - base)))

    last = base + len(data) - 16
    for address, target in pointers.data.items():
        if not base <= target < base + len(data) or not base + 4 <= address <= last:
            continue
        marked = MARK in _text(data, target - base)
        if marked or (word(address - 4) == TP_DOC and _is_among_slots(address, pointers)):
            yield target
            continue
        described = is_name(address) and address + 4 in pointers.functions and address + 12 in pointers.data
        # A method has flags in its third word, an attribute its setter, if it has one.
        if described and (address + 8 in pointers.functions or word(address + 8) <= LARGEST_FLAGS):
            yield pointers.data[address + 12]


def _is_among_slots(address: int, pointers: Pointers) -> bool:
    """Say whether a pointer stands where a type's slots do: numbers and pointers in turn, some of them at functions."""
    no_pointer = (address - 4, address + 4)
    near = range(address - 32, address + 40, 8)
    return not any(one in pointers.data or one in pointers.functions for one in no_pointer) and any(
        one in pointers.functions for one in near
    )


def _text(data: bytes, place: int) -> bytes:
    """Return the text that begins at a place and ends with a zero."""
    end = data.find(b"\0", place)
    return bytes(data[place:end])


def _numbers_in_code(code: bytes, segment: Segment) -> Iterator[int]:
    """Give every number that could be an address in the data: constants and offsets, as such and above the base."""
    for pattern in (_CONSTANT, _OFFSET):
        for match in pattern.finditer(code):
            number, _ = wasm.unsigned(match[1], 0)
            if number < segment.address + len(segment.data):
                yield number
                yield number + segment.address
