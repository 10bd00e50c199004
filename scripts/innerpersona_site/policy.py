"""The Content-Security-Policy of a finished page, and what in the page that policy would refuse."""

from __future__ import annotations

import base64
import hashlib
import re
from html import escape
from html.parser import HTMLParser
from typing import Final

from innerpersona_site.diagnostics import Diagnostic, Severity

QUIZ_ELEMENT: Final = "ip-quiz"

_DATA_TYPES: Final = ("application/json", "application/ld+json")
_LOADS: Final = {
    "script": ("src",),
    "img": ("src", "srcset"),
    "iframe": ("src",),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
    "audio": ("src",),
    "embed": ("src",),
    "object": ("data",),
}
_LOADING_LINKS: Final = {
    "stylesheet", "icon", "preload", "modulepreload", "prefetch", "preconnect", "dns-prefetch", "manifest",
    "apple-touch-icon", "mask-icon",
}  # fmt: skip
_CHARSET: Final = re.compile(r"<meta\s+charset=[^>]*>", re.I)


class _Found(HTMLParser):
    """Collects what in a page matters to its policy."""

    def __init__(self, path: str) -> None:
        super().__init__(convert_charrefs=False)
        self._path = path
        self._open: list[str] | None = None
        self.scripts: list[str] = []
        self.styles: list[str] = []
        self.quiz = False
        self.faults: list[Diagnostic] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        values = {name: value or "" for name, value in attrs}
        self.quiz = self.quiz or tag == QUIZ_ELEMENT
        if tag == "script" and "src" not in values and values.get("type", "") not in _DATA_TYPES:
            self._open = self.scripts
            self.scripts.append("")
        elif tag == "style":
            self._open = self.styles
            self.styles.append("")
        self._check(tag, values)

    def handle_data(self, data: str) -> None:
        """Note the text of an open script or style."""
        if self._open is not None:
            self._open[-1] += data

    def handle_endtag(self, tag: str) -> None:
        """Close a script or a style."""
        if tag in ("script", "style"):
            self._open = None

    def _check(self, tag: str, values: dict[str, str]) -> None:
        for name, value in values.items():
            if name == "style":
                message = f"<{tag}> has a style attribute, which the page's policy refuses"
                self._fault(
                    "policy-inline-style", message, 'Use a class and a stylesheet: <p class="ip-note">'
                )
            elif name.startswith("on"):
                message = f"<{tag}> has an {name} attribute, which the page's policy refuses"
                self._fault("policy-inline-handler", message, "Add the listener in a script file.")
            elif name in ("href", "action") and value.strip().lower().startswith("javascript:"):
                message = f"<{tag}> has a javascript: address, which the page's policy refuses"
                self._fault("policy-script-address", message, "Use a button and a script file.")
        loads = _LOADS.get(tag, ())
        if tag == "link" and _LOADING_LINKS & set(values.get("rel", "").lower().split()):
            loads = ("href",)
        for name in loads:
            if re.match(r"(?:https?:)?//", values.get(name, "").strip(), re.I):
                message = f"<{tag}> loads {values[name].strip()} from another host"
                self._fault("policy-foreign-host", message, "Keep the file in the site: assets/…")

    def _fault(self, code: str, message: str, hint: str) -> None:
        line, column = self.getpos()
        self.faults.append(Diagnostic(code, Severity.ERROR, self._path, line, column + 1, message, hint))


def content_policy(html: str, path: str = "") -> tuple[str, list[Diagnostic]]:
    """Return the policy for a finished page, and an error for each thing in it that the policy would refuse.

    Inline scripts and styles are let in by their SHA-256, each as it stands in the page, so the policy must
    be made last. `path` is what diagnostics show.
    """
    found = _Found(path)
    found.feed(html)
    found.close()
    # The search is WebAssembly, on every page; 'unsafe-eval', which would let in any text as a script, is never needed.
    scripts = ["'self'", "'wasm-unsafe-eval'", *_hashes(found.scripts)]
    workers = ["'self'"]
    if found.quiz:
        scripts.append("blob:")
        workers.append("blob:")
    directives = {
        "default-src": ["'none'"],
        "script-src": scripts,
        "style-src": ["'self'", *_hashes(found.styles)],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "worker-src": workers,
        "manifest-src": ["'self'"],
        "form-action": ["'none'"],
        "base-uri": ["'none'"],
    }
    policy = "; ".join(f"{name} {' '.join(values)}" for name, values in directives.items())
    return policy, found.faults


def with_policy(html: str, path: str = "") -> tuple[str, list[Diagnostic]]:
    """Return the page with its policy right after <meta charset>, and the faults found."""
    policy, faults = content_policy(html, path)
    charset = _CHARSET.search(html)
    if charset is None:
        message = "the page has no <meta charset>, behind which its policy belongs"
        hint = 'Begin <head> with: <meta charset="utf-8">'
        return html, [*faults, Diagnostic("policy-no-charset", Severity.ERROR, path, 1, 1, message, hint)]
    element = f'<meta http-equiv="Content-Security-Policy" content="{escape(policy, quote=False)}">'
    return html[: charset.end()] + element + html[charset.end() :], faults


def _hashes(texts: list[str]) -> list[str]:
    digests = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts)
    return list(dict.fromkeys(f"'sha256-{digest}'" for digest in digests))
