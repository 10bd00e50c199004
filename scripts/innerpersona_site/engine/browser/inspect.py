"""The part of `inspect` that the library and Pyodide ask for; the other part reads source and disassembles bytecode.

No class has a signature here: dataclasses then take its name for a docstring, where they would write out every field.
"""

from collections.abc import Awaitable, Callable
from types import CoroutineType, FunctionType, GeneratorType, MethodType

CO_VARARGS = 0x04
CO_VARKEYWORDS = 0x08
CO_COROUTINE = 0x80
CO_ITERABLE_COROUTINE = 0x100


class Parameter:
    """One parameter of a function: name, kind, default."""

    empty = None
    POSITIONAL_ONLY, POSITIONAL_OR_KEYWORD, VAR_POSITIONAL, KEYWORD_ONLY, VAR_KEYWORD = range(5)

    def __init__(self, name: str, kind: int) -> None:
        self.name = name
        self.kind = kind
        self.default = self.empty


class Signature:
    """The parameters of a function, by name."""

    def __init__(self, parameters: dict[str, Parameter]) -> None:
        self.parameters = parameters


def signature(function: object) -> Signature:
    """Return the parameters of a function that has no defaults, as the one that Pyodide asks about; refuse any other."""
    if not isinstance(function, FunctionType) or function.__defaults__ or function.__kwdefaults__:
        raise ValueError(f"no signature of {function!r}: see engine/browser/inspect.py")
    code = function.__code__
    kinds = (
        [Parameter.POSITIONAL_ONLY] * code.co_posonlyargcount
        + [Parameter.POSITIONAL_OR_KEYWORD] * (code.co_argcount - code.co_posonlyargcount)
        + [Parameter.KEYWORD_ONLY] * code.co_kwonlyargcount
        + [Parameter.VAR_POSITIONAL] * bool(code.co_flags & CO_VARARGS)
        + [Parameter.VAR_KEYWORD] * bool(code.co_flags & CO_VARKEYWORDS)
    )
    return Signature(
        {name: Parameter(name, kind) for name, kind in zip(code.co_varnames, kinds, strict=False)}
    )


def get_annotations(owner: type) -> dict[str, object]:
    """Return a copy of the annotations in the body of a class."""
    return dict(vars(owner).get("__annotations__", {}))


def getattr_static(owner: object, name: str, default: object = None) -> object:
    """Return an attribute without calling what computes it."""
    for one in (owner, *type(owner).__mro__):
        if name in getattr(one, "__dict__", {}):
            return one.__dict__[name]
    return default


def unwrap(function: Callable[..., object]) -> Callable[..., object]:
    """Follow `__wrapped__` to the function that was decorated first."""
    while hasattr(function, "__wrapped__"):
        function = function.__wrapped__
    return function


def isclass(value: object) -> bool:
    """Say whether it is a class."""
    return isinstance(value, type)


def isfunction(value: object) -> bool:
    """Say whether it is a function written in Python."""
    return isinstance(value, FunctionType)


def ismethod(value: object) -> bool:
    """Say whether it is a bound method written in Python."""
    return isinstance(value, MethodType)


def isgenerator(value: object) -> bool:
    """Say whether it is a generator."""
    return isinstance(value, GeneratorType)


def iscoroutinefunction(value: object) -> bool:
    """Say whether a call of it gives a coroutine."""
    function = value.__func__ if isinstance(value, MethodType) else value
    return isinstance(function, FunctionType) and bool(function.__code__.co_flags & CO_COROUTINE)


def isawaitable(value: object) -> bool:
    """Say whether `await` takes it."""
    if isinstance(value, GeneratorType):
        return bool(value.gi_code.co_flags & CO_ITERABLE_COROUTINE)
    return isinstance(value, CoroutineType | Awaitable)
