"""Modules that Pyodide imports when it starts, and nothing here ever uses: empty modules stand in for them.

A page has no sockets, processes, signals or temporary files, and the engine installs no packages; loading their modules
is a twentieth of the start. Code that used one after all would meet an AttributeError that names it.
"""

import sys
from types import ModuleType

LEFT_OUT = {
    "concurrent.futures": ("FIRST_COMPLETED", "FIRST_EXCEPTION", "ALL_COMPLETED"),
    "concurrent": ("futures",),
    "importlib.resources.abc": (),
    "importlib.resources": ("abc",),
    "signal": (),
    "socket": ("AF_UNSPEC", "AI_PASSIVE"),
    "subprocess": ("PIPE",),
    "tempfile": ("NamedTemporaryFile",),
}
"""Each with the names that others ask of it while they are imported: a module from further up, or nothing."""


def install() -> None:
    """Put the empty modules where the import system looks first."""
    for name, asked in LEFT_OUT.items():
        module = sys.modules[name] = ModuleType(name, "Left out of the engine: see _left_out.py.")
        for attribute in asked:
            setattr(module, attribute, sys.modules.get(f"{name}.{attribute}"))
