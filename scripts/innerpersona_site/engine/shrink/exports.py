"""Takes out of the module's exports what the swept script doesn't ask for: 9,600 of 9,700.

They are there for libraries that are linked at run time, and keep alive every function that they name; browsers also
make an object of each at every start. Why it is safe: an export is reached by its name through `wasmExports` alone,
and the sweep lists the names that `pyodide.asm.js` and `pyodide.mjs` still hold.
"""

from __future__ import annotations

from collections.abc import Collection

from innerpersona_site.engine.shrink import wasm
from innerpersona_site.engine.shrink.wasm import Malformed


def pruned(module: bytes, wanted: Collection[str], optional: Collection[str] = ("main",)) -> bytes:
    """Return the module with the wanted exports alone.

    Args:
        module: a WebAssembly module.
        wanted: names of exports.
        optional: those of them that the script asks for only where they are there.

    Raises:
        Malformed: naming each wanted export that the module hasn't.
    """
    sections = wasm.read_sections(module)
    exports = wasm.read_exports(sections[wasm.EXPORTS])
    if lost := set(wanted) - set(optional) - {one.name for one in exports}:
        raise Malformed(f"the module doesn't export what the script asks for: {', '.join(sorted(lost))}")
    kept = wasm.write_exports(one for one in exports if one.name in wanted)
    return wasm.write_sections(sections | {wasm.EXPORTS: kept})


def imported_names(module: bytes) -> list[str]:
    """Return the names of what a module imports."""
    return [one.name for one in wasm.read_imports(wasm.read_sections(module)[wasm.IMPORTS])]
