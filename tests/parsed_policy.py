"""What a browser finds in a finished page that its policy must let in, and what in it no policy lets in."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from typing import Final

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


class _Found(HTMLParser):
    """Collects what in a page matters to its policy."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self._open: list[str] | None = None
        self.scripts: list[str] = []
        self.styles: list[str] = []
        self.quiz = False
        self.faults: list[str] = []

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
                self._fault("policy-inline-style", message)
            elif name.startswith("on"):
                message = f"<{tag}> has an {name} attribute, which the page's policy refuses"
                self._fault("policy-inline-handler", message)
            elif name in ("href", "action") and value.strip().lower().startswith("javascript:"):
                message = f"<{tag}> has a javascript: address, which the page's policy refuses"
                self._fault("policy-script-address", message)
        loads = _LOADS.get(tag, ())
        if tag == "link" and _LOADING_LINKS & set(values.get("rel", "").lower().split()):
            loads = ("href",)
        for name in loads:
            if re.match(r"(?:https?:)?//", values.get(name, "").strip(), re.I):
                message = f"<{tag}> loads {values[name].strip()} from another host"
                self._fault("policy-foreign-host", message)

    def _fault(self, code: str, message: str) -> None:
        self.faults.append(f"{self.getpos()[0]}: {code}: {message}")


def content_policy(html: str) -> tuple[str, list[str]]:
    """Return the policy for a finished page, and a line for each thing in it that the policy would refuse.

    Inline scripts and styles are let in by their SHA-256, each as it stands in the page.
    """
    found = _Found()
    found.feed(html)
    found.close()
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
        "media-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "worker-src": workers,
        "manifest-src": ["'self'"],
        "form-action": ["'none'"],
        "base-uri": ["'none'"],
        "require-trusted-types-for": ["'script'"],
        "trusted-types": ["ip"],
    }
    policy = "; ".join(f"{name} {' '.join(values)}" for name, values in directives.items())
    return policy, found.faults


def _hashes(texts: list[str]) -> list[str]:
    digests = (base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts)
    return list(dict.fromkeys(f"'sha256-{digest}'" for digest in digests))
