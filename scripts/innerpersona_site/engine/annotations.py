"""Takes the annotations of functions out of Python source before it is compiled for the browser.

Nothing that runs there reads them, and each is computed when its module is imported: `typing` builds an object for
every `Optional[…]` of the library. What *is* read stays: annotations in the body of a class, of which dataclasses,
named tuples and protocols are made, and those of a module.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping

from innerpersona_site.engine.errors import EngineError

READERS = ("functools.singledispatch", "singledispatch", "singledispatchmethod")
"""Decorators that read a function's annotations: a module that uses one keeps all of its own."""


def unannotated(members: Mapping[str, bytes]) -> dict[str, bytes]:
    """Take the annotations out of every `.py` among the members (name to content); other files pass unchanged.

    Raises:
        EngineError: if what is written anew would not be read as the same program, by the name of the file.
    """
    return {path: _without(path, data) if path.endswith(".py") else data for path, data in members.items()}


def _without(path: str, source: bytes) -> bytes:
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return source  # the compiler says where
    if any(
        isinstance(node, ast.Name | ast.Attribute) and ast.unparse(node) in READERS for node in ast.walk(tree)
    ):
        return source
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            node.returns = None
            for argument in _arguments(node.args):
                argument.annotation = None
    written = ast.unparse(tree)
    if ast.dump(ast.parse(written)) != ast.dump(tree):
        raise EngineError(
            f"{path} can't be written anew without its annotations.",
            "Leave it out of the engine, or see annotations.py.",
        )
    return written.encode()


def _arguments(arguments: ast.arguments) -> list[ast.arg]:
    several = [one for one in (arguments.vararg, arguments.kwarg) if one]
    return [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs, *several]
