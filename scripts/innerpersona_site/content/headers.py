"""The response headers that a site asks of its server, and the list of addresses that a page with a form may reach.

A page's own policy stands in the page, so that it holds on any host. What stands here is what only a header can say.
`Connection-Allowlist` binds a page from its first byte: it stops what no policy covers, such as navigation, look-ups of
names and WebRTC. Browsers that don't know it ignore it.

A server sends a page with a form `connection_allowlist(foreign_addresses(html), OWN_ORIGIN)`, which is short enough for
any host's settings. From the second load on the service worker puts a stricter one in its place: the site's own files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html.parser import HTMLParser
from typing import Final
from urllib.parse import quote, urlsplit

HEADERS: Final = {
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": ", ".join(
        f"{feature}=()"
        for feature in (
            "attribution-reporting", "bluetooth", "browsing-topics", "camera", "display-capture", "geolocation", "hid",
            "identity-credentials-get", "join-ad-interest-group", "microphone", "midi", "payment",
            "publickey-credentials-get", "run-ad-auction", "serial", "usb",
        )
    ),
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=63072000",
    "X-Content-Type-Options": "nosniff",
}  # fmt: skip
"""What every response of a site should carry; the last but one only over HTTPS."""

SEALED_HEADER: Final = "Connection-Allowlist"
"""The header of pages with a form; `connection_allowlist` makes its value."""

OWN_ORIGIN: Final = "response-origin"

_SYNTAX: Final = re.compile(r"[:*?+(){}\[\]\\]")
"""What has a meaning of its own in a URL pattern's path."""
_SAFE: Final = "/%;,@&=$!~'()*+:?{}[]\\"


def connection_allowlist(addresses: Iterable[str], *own: str) -> str:
    """Return the value of the header for a page that may reach these addresses, each exactly as it is, without a query.

    A listed address may redirect (every DOI does): whoever answers there chooses where to, and the page has no say.

    Args:
        addresses: absolute; what follows "#" is ignored, as no server is sent it.
        own: tokens that stand for themselves, such as OWN_ORIGIN.

    Source: WICG, Connection Allowlists, an inner list of RFC 9651 with URL patterns as strings.
    """
    patterns = (f'"{_pattern(address)}"' for address in addresses)
    return f"({' '.join([*own, *dict.fromkeys(patterns)])});redirects=allow;webrtc=block"


def own_pattern(path: str) -> str:
    """Return a path below the site's root as a part of a URL pattern, which the service worker puts behind its scope."""
    return _SYNTAX.sub(r"\\\g<0>", quote(path, safe=_SAFE))


def foreign_addresses(html: str) -> list[str]:
    """Return the absolute addresses that a finished page's links lead to, in order, each once."""
    links = _Links()
    links.feed(html)
    links.close()
    return list(dict.fromkeys(links.addresses))


class _Links(HTMLParser):
    """Collects where the links of a page lead, if that is an address with a host."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a link's address."""
        address = (dict(attrs).get("href") or "").strip() if tag == "a" else ""
        if re.match(r"https?://[!-.0-~]", address, re.I):
            self.addresses.append(address)


def _pattern(address: str) -> str:
    """Return an address as a URL pattern that matches it alone, escaped once more for the header's string."""
    parts = urlsplit(address)
    path, query = (_SYNTAX.sub(r"\\\g<0>", quote(part, safe=_SAFE)) for part in (parts.path, parts.query))
    pattern = f"{parts.scheme}://{parts.netloc}{path or '/'}\\?{query}"
    return pattern.replace("\\", "\\\\").replace('"', '\\"')
