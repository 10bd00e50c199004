"""Modules that Pyodide or Jinja2 imports, and nothing here ever uses: empty modules stand in for them.

A page has no sockets, processes, signals, files or logs, the engine installs no packages and compiles no templates;
loading their modules takes a good part of the start. Code that used one after all would meet an AttributeError that
names it.
"""

import sys
from types import ModuleType

LEFT_OUT: dict[str, dict[str, object]] = {
    "concurrent.futures": dict.fromkeys(("FIRST_COMPLETED", "FIRST_EXCEPTION", "ALL_COMPLETED")),
    "concurrent": {"futures": None},
    "importlib.resources.abc": {},
    "importlib.resources": {"abc": None},
    "ipaddress": {},
    "jinja2.compiler": dict.fromkeys(("CodeGenerator", "generate")),
    "jinja2.lexer": dict.fromkeys(("get_lexer", "Lexer", "TokenStream")),
    "jinja2.parser": {"Parser": None},
    "logging": {"DEBUG": 10},
    "signal": {},
    "socket": dict.fromkeys(("AF_UNSPEC", "AI_PASSIVE")),
    "subprocess": {"PIPE": None},
    "tokenize": {"generate_tokens": lambda readline: []},  # asked for a semicolon at the end of what it runs
}
"""Each with what others ask of it while they are imported, and a value that will do for that."""


def install() -> None:
    """Put the empty modules where the import system looks first."""
    for name, asked in LEFT_OUT.items():
        module = sys.modules[name] = ModuleType(name, "Left out of the engine: see _left_out.py.")
        vars(module).update(asked)
    for name in LEFT_OUT:
        package, _, own = name.rpartition(".")
        if package in LEFT_OUT:
            setattr(sys.modules[package], own, sys.modules[name])
