"""Blocks of code, colored when the site is built."""

from __future__ import annotations

from functools import lru_cache
from html import escape
from typing import Any, Final

PLAIN: Final = frozenset(("", "text", "txt", "plain", "plaintext", "none"))
"""Names of a language that is none."""
FORMULAS: Final = frozenset(("math", "latex-math"))
"""Names under which a block of code is a formula, as on GitHub."""


@lru_cache(maxsize=64)
def _lexer(language: str) -> Any:
    from pygments.lexers import get_lexer_by_name  # few pages have colored code
    from pygments.util import ClassNotFound

    try:
        return get_lexer_by_name(language, stripnl=False)
    except ClassNotFound:
        return None


def is_language(name: str) -> bool:
    """Whether code in a language of that name can be colored, or the name says that it is in none."""
    return name.lower() in PLAIN or _lexer(name.lower()) is not None


def code_html(text: str, language: str) -> str:
    """Return a block of code as HTML; each kind of word has its class, and the look is the stylesheet's."""
    lexer = None if language.lower() in PLAIN else _lexer(language.lower())
    if lexer is None:
        return f'<pre class="ip-code" tabindex="0"><code>{escape(text, quote=False)}</code></pre>'
    from pygments import highlight
    from pygments.formatters import HtmlFormatter

    colored = highlight(text, lexer, HtmlFormatter(nowrap=True))
    name = escape(language.lower())
    return f'<pre class="ip-code" tabindex="0"><code class="language-{name}">{colored}</code></pre>'
