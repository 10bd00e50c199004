"""As much of WebAssembly's binary format as the steps need: sections, imports, exports, bodies of functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

IMPORTS, GLOBALS, EXPORTS, ELEMENTS, CODE, DATA = 2, 6, 7, 9, 10, 11
"""Numbers of sections."""

FUNCTION, TABLE, MEMORY, GLOBAL, TAG = range(5)
"""Kinds of what is imported and exported."""

I32: Final = 0x7F
I32_CONST: Final = 0x41
I32_ADD: Final = 0x6A
I32_SUB: Final = 0x6B
GLOBAL_GET: Final = 0x23
END: Final = 0x0B

_HEADER: Final = b"\0asm\1\0\0\0"


class Malformed(ValueError):
    """What was read is not what this module knows of the format."""


@dataclass(frozen=True, slots=True)
class Import:
    """What a module asks for: from where, its name, its kind, and its bytes, with a global's type in the last two."""

    module: str
    name: str
    kind: int
    raw: bytes


@dataclass(frozen=True, slots=True)
class Export:
    """What a module offers: name, kind, and index among those of its kind."""

    name: str
    kind: int
    index: int


def read_sections(module: bytes) -> dict[int, bytes]:
    """Return the sections in their order, number to content; custom ones are left out.

    Raises:
        Malformed: if it is no WebAssembly.
    """
    if not module.startswith(_HEADER):
        raise Malformed("no WebAssembly")
    sections, place = {}, len(_HEADER)
    while place < len(module):
        size, start = unsigned(module, place + 1)
        if module[place]:
            sections[module[place]] = module[start : start + size]
        place = start + size
    return sections


def write_sections(sections: dict[int, bytes]) -> bytes:
    """Join sections to a module."""
    return _HEADER + b"".join(
        bytes([number]) + leb(len(content)) + content for number, content in sections.items()
    )


def read_imports(section: bytes) -> list[Import]:
    """Return all imports in their order."""
    count, place = unsigned(section, 0)
    imports = []
    for _ in range(count):
        start = place
        module, place = _name(section, place)
        name, place = _name(section, place)
        kind = section[place]
        place = _after_type(section, place + 1, kind)
        imports.append(Import(module, name, kind, section[start:place]))
    return imports


def _after_type(section: bytes, place: int, kind: int) -> int:
    if kind == FUNCTION:
        return unsigned(section, place)[1]
    if kind == GLOBAL:
        return place + 2
    if kind == TAG:
        return unsigned(section, place + 1)[1]
    place += kind == TABLE  # the type of its elements
    bounded = section[place] & 1
    place = unsigned(section, place + 1)[1]
    return unsigned(section, place)[1] if bounded else place


def read_exports(section: bytes) -> list[Export]:
    """Return all exports in their order."""
    count, place = unsigned(section, 0)
    exports = []
    for _ in range(count):
        name, place = _name(section, place)
        index, after = unsigned(section, place + 1)
        exports.append(Export(name, section[place], index))
        place = after
    return exports


def write_exports(exports: Iterable[Export]) -> bytes:
    """Write a section of exports."""
    return write_vector(
        leb(len(one.name.encode())) + one.name.encode() + bytes([one.kind]) + leb(one.index)
        for one in exports
    )


def read_bodies(section: bytes) -> list[bytes]:
    """Return the body of each function that the module defines."""
    return list(_bodies(section))


def _bodies(section: bytes) -> Iterator[bytes]:
    count, place = unsigned(section, 0)
    for _ in range(count):
        size, start = unsigned(section, place)
        place = start + size
        yield section[start:place]


def write_bodies(bodies: Iterable[bytes]) -> bytes:
    """Write a section of code."""
    return write_vector(leb(len(body)) + body for body in bodies)


def write_vector(items: Iterable[bytes]) -> bytes:
    """Write items after their number."""
    listed = list(items)
    return leb(len(listed)) + b"".join(listed)


def _name(data: bytes, place: int) -> tuple[str, int]:
    size, start = unsigned(data, place)
    return data[start : start + size].decode(), start + size


def unsigned(data: bytes, place: int) -> tuple[int, int]:
    """Read an unsigned LEB128 number; return it, and the place after it."""
    value = shift = 0
    while True:
        byte = data[place]
        place += 1
        value |= (byte & 0x7F) << shift
        shift += 7
        if byte < 0x80:
            return value, place


def signed(data: bytes, place: int) -> tuple[int, int]:
    """Read a signed LEB128 number; return it, and the place after it."""
    start = place
    value, place = unsigned(data, place)
    bits = 7 * (place - start)
    return (value - (1 << bits) if data[place - 1] & 0x40 else value), place


def leb(value: int) -> bytes:
    """Write an unsigned LEB128 number."""
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])


def signed_leb(value: int) -> bytes:
    """Write a signed LEB128 number."""
    out = bytearray()
    while not -64 <= value < 64:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value & 0x7F])
