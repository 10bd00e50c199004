r"""LaTeX in BibTeX values as the letters that it stands for: `{\"o}`, `\&`, `--`."""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final

_COMMAND: Final = re.compile(
    r"""\{?\\(?:
        [\"'`^~=.]\s*(?:\{\\?[A-Za-z]?\}|\\?[A-Za-z])      # accents: \"o \"{o} \'{\i}
      | [uvHtcdbkr](?:\s*\{\\?[^{}]{0,2}\}|\s+\\?[A-Za-z])     # accents with a letter for a name: \c{c}
      | [A-Za-z]+\*?(?:\{\}|[ \t]+(?=\S)|)                 # symbols: \ss \o{} \textendash
      | .                                                  # \& \_
    )""",
    re.X | re.S,
)
_SINGLE: Final = {
    **{letter: letter for letter in "&%$#_"},
    " ": " ", "~": "~", "-": "", "/": "", ",": " ", "textless": "<", "textgreater": ">",
    "textasciitilde": "~", "textunderscore": "_", "textbackslash": "", "slash": "/",
    "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“", "textquotedblright": "”",
}  # fmt: skip
"""What the library leaves out or writes in another way."""
_FORMATTING: Final = re.compile(
    r"\\(?:emph|text(?:it|bf|rm|sc|sf|tt|up|md|normal)|mkbibemph|url|path)\s*(?=\{)"
)
_MATHS: Final = re.compile(r"\$\s*(\\[A-Za-z]+|[<>=])\s*\$")
_FORMULA: Final = re.compile(r"(?<!\\)\$[^$]*[\\^_][^$]*\$")


class LatexError(ValueError):
    """A command that no letter is known for; `command` is as it stands in the source."""

    def __init__(self, command: str) -> None:
        super().__init__(command)
        self.command = command


def decode(value: str) -> str:
    """Return a value with letters in place of LaTeX commands; braces that protect words stay.

    Raises:
        LatexError: a command stands for no letter.
    """
    value = _FORMATTING.sub("", _MATHS.sub(_plain_maths, " ".join(value.split())))
    if maths := _FORMULA.search(value):
        raise LatexError(maths.group())
    return _replaced(value).strip()


def _plain_maths(match: re.Match[str]) -> str:
    return match[1] + "{}" if match[1][-1].isalpha() else match[1]


def _replaced(value: str) -> str:
    out, place = [], 0
    while (at := value.find("\\", place)) >= 0:
        begin = at - 1 if at and value[at - 1] == "{" else at
        match = _COMMAND.match(value, begin)
        if match is None:
            raise LatexError("\\")
        end = match.end()
        letters = _letters(match.group().lstrip("{").strip())
        if begin < at:  # `{\"o}` is a letter in braces, which protect nothing; `{\"Ostr}` protects
            if value[end : end + 1] == "}":
                end += 1
            else:
                letters = "{" + letters
        out += [value[place:begin], letters]
        place = end
    return "".join([*out, value[place:]])


@cache
def _letters(command: str) -> str:
    name = command[1:].removesuffix("{}") or " "
    if name in _SINGLE:
        return _SINGLE[name]
    database, converter = _library()
    macro = re.match(r"[A-Za-z]+|.", name, re.S)
    if macro is None or database.get_macro_spec(macro.group()) is None:
        raise LatexError(command)
    letters = str(converter.latex_to_text(command))
    if not letters.strip() or set(letters) & set("\\{}"):
        raise LatexError(command)
    return letters.strip()


@cache
def _library() -> tuple[Any, Any]:
    from pylatexenc.latex2text import LatexNodes2Text, get_default_latex_context_db

    return get_default_latex_context_db(), LatexNodes2Text()


def without_braces(text: str) -> str:
    """Return the text without BibTeX's protecting braces."""
    return text.replace("{", "").replace("}", "")


def typographic(text: str) -> str:
    """Return a text with the dashes and quotation marks that LaTeX writes with several characters."""
    text = text.replace("---", "—").replace("--", "–").replace("``", "“").replace("''", "”")
    return " ".join(text.replace("~", " ").split())
