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
from html import unescape
from typing import Final
from urllib.parse import quote, urlsplit

from innerpersona_site.content.markup import tag_at

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

_LINK: Final = re.compile(r"<a(?=[\t\n\f\r />])", re.I)
_WITH_HOST: Final = re.compile(r"https?://[!-.0-~]", re.I)
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
    links = (tag_at(html, start.start()) for start in _LINK.finditer(html))
    # Of an attribute that stands twice a browser takes the first.
    written = (next((v for n, v in link.attributes if n == "href"), "") for link in links if link)
    addresses = (unescape(one).strip() for one in written)
    return list(dict.fromkeys(one for one in addresses if _WITH_HOST.match(one)))


def _pattern(address: str) -> str:
    """Return an address as a URL pattern that matches it alone, escaped once more for the header's string."""
    parts = urlsplit(address)
    path, query = (_SYNTAX.sub(r"\\\g<0>", quote(part, safe=_SAFE)) for part in (parts.path, parts.query))
    pattern = f"{parts.scheme}://{parts.netloc}{path or '/'}\\?{query}"
    return pattern.replace("\\", "\\\\").replace('"', '\\"')
