"""The Content-Security-Policy of a page, made from what its templates put into it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from html import escape
from typing import Final

from markupsafe import Markup

_CHARSET: Final = re.compile(r"<meta\s+charset=[^>]*>", re.I)


class PolicyError(RuntimeError):
    """A page has no place for its policy; the text says where it belongs."""


class InlineScripts:
    """Collects the scripts that stand in the page being rendered, each of which its policy must let in by its hash.

    Templates write one as `{% call inline_script() %}…{% endcall %}`; markup in articles that would be one is an error
    of the check.
    """

    def __init__(self) -> None:
        self.texts: list[str] = []

    def begin(self) -> None:
        """Make ready for the next page."""
        self.texts.clear()

    def script(self, caller: Callable[[], str]) -> Markup:
        """Return a script element with what the template has between the tags of the call."""
        text = str(caller())
        self.texts.append(text)
        return Markup(f"<script>{text}</script>")

    def import_map(self, integrity: Mapping[str, str]) -> Markup:
        """Return an import map by which a browser checks modules, from their addresses to their hashes.

        Browsers that know no integrity in an import map pass over it.
        """
        text = json.dumps({"integrity": integrity}, separators=(",", ":"))
        self.texts.append(text)
        return Markup(f'<script type="importmap">{text}</script>')


def page_policy(scripts: Iterable[str], *, quiz: bool) -> str:
    """Return the policy of a page.

    Args:
        scripts: the texts of its inline scripts, each let in by its SHA-256, exactly as it stands in the page.
        quiz: whether something on it runs in the sealed worker, whose code comes from a blob.
    """
    return _policy(tuple(dict.fromkeys(scripts)), quiz)


@lru_cache(maxsize=64)
def _policy(scripts: tuple[str, ...], quiz: bool) -> str:
    blob = ["blob:"] if quiz else []
    directives = {
        "default-src": ["'none'"],
        # The search is WebAssembly, on every page; 'unsafe-eval' would let in any text as a script, and nothing needs it.
        "script-src": ["'self'", "'wasm-unsafe-eval'", *map(_hash, scripts), *blob],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "media-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'", *blob],
        "manifest-src": ["'self'"],
        "form-action": ["'none'"],
        "base-uri": ["'none'"],
        # Text becomes markup, and an address a script's, only through assets/quiz/trusted.mjs.
        "require-trusted-types-for": ["'script'"],
        "trusted-types": ["ip"],
    }
    return "; ".join(f"{name} {' '.join(values)}" for name, values in directives.items())


def with_policy(html: str, policy: str) -> str:
    """Return the page with its policy right after <meta charset>, so that it holds for all that follows.

    Raises:
        PolicyError: the page has no <meta charset>.
    """
    charset = _CHARSET.search(html)
    if charset is None:
        raise PolicyError(
            "its template has no <meta charset>, behind which its policy belongs: "
            'begin <head> with <meta charset="utf-8">'
        )
    element = f'<meta http-equiv="Content-Security-Policy" content="{escape(policy, quote=False)}">'
    return html[: charset.end()] + element + html[charset.end() :]


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
