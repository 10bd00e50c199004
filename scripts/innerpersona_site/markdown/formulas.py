"""Formulas: TeX to MathML, which browsers set themselves."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from html import escape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from math_core import LatexToMathML

_STYLE: Final = re.compile(r' style="([^"]*)"')
_ALIGNED: Final = re.compile(r"text-align: ?(left|right|center)")


class FormulaError(ValueError):
    """TeX that can't be read; the text says why."""


@cache
def _converter() -> LatexToMathML:
    from math_core import LatexToMathML  # few pages have a formula

    return LatexToMathML(fancy_error=False)


@lru_cache(maxsize=1024)
def mathml(tex: str, display: bool) -> str:
    """Return a formula as MathML, with the TeX as its `alttext` for copies as plain text.

    Raises:
        FormulaError: for TeX that can't be read.
    """
    from math_core import LatexError

    try:
        made = _converter().convert_with_local_state(tex.strip(), displaystyle=display)
    except LatexError as fault:
        raise FormulaError(" ".join(str(fault).split()).rstrip(".")) from fault
    # The pages' policy refuses style attributes: of what they say, alignment is kept as a class, colors are not.
    made = _STYLE.sub(_class, made)
    start = f'<math alttext="{escape(" ".join(tex.split()))}"'
    if display and " display=" not in made.partition(">")[0]:
        start += ' display="block"'
    return made.replace("<math", start, 1)


def _class(match: re.Match[str]) -> str:
    aligned = _ALIGNED.search(match[1])
    return f' class="ip-math-{aligned[1]}"' if aligned else ""
