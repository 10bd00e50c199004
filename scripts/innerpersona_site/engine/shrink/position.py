"""Undoes position independence: the module gets the addresses that it always had.

Pyodide's main module is linked so that it could be loaded anywhere: each address in its code is the sum of a global
and a number, and 28,000 pointers in its data are computed at every start by `__wasm_apply_data_relocs`. It is never
loaded anywhere else: `pyodide.asm.js` gives every base as a number. This step reads those numbers there, makes the
imported globals constants of the module, writes the pointers into the data and empties the function that computed
them; the optimiser then adds up what is constant.

Why it is safe: a start computes the same numbers from the same numbers. The one thing lost is that a library linked
at run time could share the module's table of addresses, and the engine loads none. Pointers to functions of
JavaScript that only such tables hold (for drawing, sound and the console) become null. Everything is compared with
what is expected before it is changed.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from innerpersona_site.engine.shrink import wasm
from innerpersona_site.engine.shrink.wasm import Malformed

RELOCATE: Final = "__wasm_apply_data_relocs"

STATED: Final = {
    "__memory_base": r"___memory_base=new WebAssembly\.Global\(\{value:\"i32\",mutable:false\},(\d+)\)",
    "__table_base": r"___table_base=new WebAssembly\.Global\(\{value:\"i32\",mutable:false\},(\d+)\)",
    "__stack_pointer": r"___stack_pointer=new WebAssembly\.Global\(\{value:\"i32\",mutable:true\},(\d+)\)",
    "__heap_base": r"___heap_base=(\d+);",
    "__stack_low": r"___stack_low=(\d+);",
    "__stack_high": r"___stack_high=(\d+);",
}
"""Where `pyodide.asm.js` states the value of each base."""

MEMORY_BASE: Final = 0
TABLE_BASE: Final = 2
"""Indices of globals."""

UNREACHED: Final = re.compile(r"emscripten_(gl[A-Z]\w*|al[A-Z]\w*|console_(log|error|warn|trace)|out|err)")
"""Functions of JavaScript whose address nothing here asks for."""


@dataclass(frozen=True, slots=True)
class Pointer:
    """A word of the data that is a pointer: its address, what it points at, and whether that is data."""

    address: int
    target: int
    at_data: bool


def fixed(module: bytes, script: str) -> tuple[bytes, list[Pointer]]:
    """Return the module with its addresses written into it, and the pointers in its data.

    Args:
        module: `pyodide.asm.wasm`.
        script: `pyodide.asm.js`.

    Raises:
        Malformed: where either is not what this step knows; nothing is changed on a guess.
    """
    values = stated_values(script)
    sections = wasm.read_sections(module)
    imports = wasm.read_imports(sections[wasm.IMPORTS])
    globals_ = _global_values(imports, values)
    functions = sum(one.kind == wasm.FUNCTION for one in imports)
    exports = wasm.read_exports(sections[wasm.EXPORTS])
    [relocate] = [one.index - functions for one in exports if one.name == RELOCATE]
    bodies = wasm.read_bodies(sections[wasm.CODE])
    data = bytearray(_only_segment(sections[wasm.DATA]))
    pointers = list(relocations(bodies[relocate], globals_))
    for pointer in pointers:
        struct.pack_into("<I", data, pointer.address - values["__memory_base"], pointer.target)
    bodies[relocate] = bytes([0, wasm.END])
    written = wasm.write_sections(
        sections
        | {
            wasm.IMPORTS: wasm.write_vector(one.raw for one in imports if one.kind != wasm.GLOBAL),
            wasm.GLOBALS: _with_globals(sections[wasm.GLOBALS], imports, globals_),
            wasm.ELEMENTS: _at_constant(sections[wasm.ELEMENTS], TABLE_BASE, values["__table_base"]),
            wasm.CODE: wasm.write_bodies(bodies),
            wasm.DATA: active_segment(values["__memory_base"], bytes(data)),
        }
    )
    return written, pointers


def stated_values(script: str) -> dict[str, int]:
    """Read the bases where `pyodide.asm.js` states them.

    Raises:
        Malformed: naming the one that is not stated, or not once.
    """
    values = {}
    for name, pattern in STATED.items():
        found = re.findall(pattern, script)
        if len(found) != 1:
            raise Malformed(f"{name} is stated {len(found)} times in pyodide.asm.js")
        values[name] = int(found[0])
    return values


def _global_values(imports: list[wasm.Import], values: dict[str, int]) -> list[int]:
    """Return the value of each imported global, in their order, which is that of their indices."""
    found = []
    for one in imports:
        if one.kind != wasm.GLOBAL:
            continue
        if one.raw[-2] != wasm.I32 or not (one.name in values or UNREACHED.fullmatch(one.name)):
            raise Malformed(f"an unknown global is imported: {one.module}.{one.name}")
        found.append(values.get(one.name, 0))
    if [one.name for one in imports if one.kind == wasm.GLOBAL][:3] != [
        "__memory_base",
        "__stack_pointer",
        "__table_base",
    ]:
        raise Malformed("the bases are not the first globals that are imported")
    return found


def relocations(body: bytes, globals_: list[int]) -> Iterator[Pointer]:
    """Read the function that computes pointers.

    Each is `memory base + number` for the address, `a global`, or `a global + number`, for the value, and a store.

    Raises:
        Malformed: at anything else.
    """
    place = 1
    if body[0]:
        raise Malformed("the function of relocations has variables of its own")
    while body[place:] != bytes([wasm.END]):
        address, place, base = _sum(body, place, globals_)
        target, place, origin = _sum(body, place, globals_)
        if base != MEMORY_BASE:
            raise Malformed("the function of relocations stores outside the data")
        if body[place : place + 3] != b"\x36\x02\x00":
            raise Malformed("the function of relocations does something else than storing")
        place += 3
        yield Pointer(address, target & 0xFFFFFFFF, origin == MEMORY_BASE)


def _sum(body: bytes, place: int, globals_: list[int]) -> tuple[int, int, int]:
    """Read a sum; return it, the place after it, and the index of the global in it."""
    if body[place] != wasm.GLOBAL_GET:
        raise Malformed("the function of relocations does something else than adding")
    index, place = wasm.unsigned(body, place + 1)
    if body[place] != wasm.I32_CONST:
        return globals_[index], place, index
    number, place = wasm.signed(body, place + 1)
    if body[place] not in (wasm.I32_ADD, wasm.I32_SUB):  # to take away -64 is shorter than to add 64
        raise Malformed("the function of relocations does something else than adding")
    return globals_[index] + (number if body[place] == wasm.I32_ADD else -number), place + 1, index


def _only_segment(section: bytes) -> bytes:
    """Return the data, which is one segment at the memory base."""
    if section[:5] != bytes([1, 0, wasm.GLOBAL_GET, 0, wasm.END]):
        raise Malformed("data is not one segment at the memory base")
    size, start = wasm.unsigned(section, 5)
    return section[start : start + size]


def active_segment(address: int, data: bytes) -> bytes:
    """Write a section of data: one segment at an address. Memory is zero before it, so zeros at the end are left out."""
    data = data.rstrip(b"\0")
    return (
        bytes([1, 0, wasm.I32_CONST])
        + wasm.signed_leb(address)
        + bytes([wasm.END])
        + wasm.leb(len(data))
        + data
    )


@dataclass(frozen=True, slots=True)
class Segment:
    """The one segment of data of a module whose position is fixed."""

    address: int
    data: bytes

    @classmethod
    def of(cls, section: bytes) -> Segment:
        """Read a section that `active_segment` wrote.

        Raises:
            Malformed: if it is another.
        """
        if section[:3] != bytes([1, 0, wasm.I32_CONST]):
            raise Malformed("data is not one segment at a known address")
        address, place = wasm.signed(section, 3)
        size, start = wasm.unsigned(section, place + 1)
        return cls(address, section[start : start + size])


def _at_constant(section: bytes, global_: int, value: int) -> bytes:
    """Put a number in place of the global at which the one segment of the table begins."""
    begin = bytes([1, 0, wasm.GLOBAL_GET, global_, wasm.END])
    if not section.startswith(begin):
        raise Malformed("the table is not one segment at its base")
    return bytes([1, 0, wasm.I32_CONST]) + wasm.signed_leb(value) + bytes([wasm.END]) + section[len(begin) :]


def _with_globals(section: bytes, imports: list[wasm.Import], values: list[int]) -> bytes:
    """Define the globals that were imported before those of the module, so that each keeps its index."""
    types = [one.raw[-2:] for one in imports if one.kind == wasm.GLOBAL]
    count, place = wasm.unsigned(section, 0)
    defined = b"".join(
        kind + bytes([wasm.I32_CONST]) + wasm.signed_leb(value) + bytes([wasm.END])
        for kind, value in zip(types, values, strict=True)
    )
    return wasm.leb(count + len(types)) + defined + section[place:]
