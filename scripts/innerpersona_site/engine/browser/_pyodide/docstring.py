"""What Pyodide asks for docstrings with when it starts: there are none.

Its own module reads each function's signature and docstring, to set them on functions in C, where only `help()` looks.
"""


def dedent_docstring(docstring: str | None) -> str:
    """Return an empty docstring."""
    return ""


def get_cmeth_docstring(function: object) -> str:
    """Return an empty docstring."""
    return ""
