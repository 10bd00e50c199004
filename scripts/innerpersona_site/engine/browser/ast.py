"""The part of `ast` that Pyodide needs while it starts: the interpreter's own node classes, and the parser.

The library's module also walks, rewrites and prints trees, which nothing asks of a browser's Python.
"""

import _ast
from _ast import *  # noqa: F403


def parse(source: str, filename: str = "<unknown>", mode: str = "exec") -> _ast.AST:
    """Parse source into a tree."""
    return compile(source, filename, mode, _ast.PyCF_ONLY_AST)


def fix_missing_locations(node: _ast.AST) -> _ast.AST:
    """Return a tree as it is: each of its nodes comes from the parser, which gives it its place."""
    return node
