"""Settings for the web servers that show a release: headers, caching, types, compressed copies.

They are made from the built pages, because a page with a form may be left only for the addresses that it links to.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from innerpersona_site.content.headers import (
    HEADERS,
    OWN_ORIGIN,
    SEALED_HEADER,
    connection_allowlist,
    foreign_addresses,
)
from innerpersona_site.server_logs import caddy_log, nginx_log, nginx_maps

HEADERS_FILE: Final = "_headers"
"""What Netlify, Cloudflare Pages and others read headers from, at the root of a site."""

FOREVER: Final = "public, max-age=31536000, immutable"
REVALIDATED: Final = "no-cache"

HASHED: Final = ("assets/cards/", "assets/engine/", "assets/stylesheets/")
"""Folders whose files are named by a hash of what is in them, or lie in a folder that is."""

FORM: Final = 'id="ip-engine-manifest"'
"""What a page with a form has, and no other."""

_TYPES: Final = {"md": "text/markdown", "mjs": "text/javascript"}
_MEANT: Final = frozenset("${}`'")
"""Characters that mean something to one of the servers: an address that holds one can't be listed."""


@dataclass(frozen=True, slots=True)
class Server:
    """What a server is to be told.

    Attributes:
        root: the folder that it shows, such as `/srv/site/current`.
        url: the site's address; its path is where on the host the site is.
        listen: an address and port for plain HTTP, `127.0.0.1:8080`, behind a proxy; "" for HTTPS at the site's address.
        log: the file of an access log without whole addresses; None for no such log.
    """

    root: Path
    url: str
    listen: str = ""
    log: Path | None = None

    @property
    def base(self) -> str:
        """The path of the site on its host, with a slash at both ends."""
        return urlsplit(self.url).path or "/"

    @property
    def name(self) -> str:
        """The host's name."""
        return urlsplit(self.url).hostname or ""


def allowlists(site: Path) -> dict[str, str]:
    """Return the value of `Connection-Allowlist` for each page with a form, by its address in the site."""
    found = {}
    for file in sorted(site.rglob("index.html")):
        html = file.read_text("utf-8")
        if FORM in html:
            folder = file.parent.relative_to(site).as_posix()
            listed = [address for address in foreign_addresses(html) if _MEANT.isdisjoint(address)]
            found["" if folder == "." else f"{folder}/"] = connection_allowlist(listed, OWN_ORIGIN)
    return found


def headers_file(site: Path, base: str) -> str:
    """Return the text of `_headers`."""
    rules: dict[str, Mapping[str, str]] = {f"{base}*": HEADERS}
    rules |= {f"{base}{folder}*": {"Cache-Control": FOREVER} for folder in HASHED}
    rules |= {f"{base}{page}": {SEALED_HEADER: value} for page, value in allowlists(site).items()}
    return "\n".join(
        "\n".join([path, *(f"  {name}: {value}" for name, value in headers.items()), ""])
        for path, headers in rules.items()
    )


def nginx(server: Server) -> str:
    """Return a file for `/etc/nginx/conf.d/`; it needs `libnginx-mod-http-brotli-static`."""
    base = server.base
    pages = [
        # As an expression: the table of plain addresses has a limit on their length, which other files may have set.
        f"    {_quoted(f'~^{re.escape(base + page)}(index[.]html)?$')} {_quoted(value)};"
        for page, value in allowlists(server.root).items()
    ]
    where = (
        [f"root {_quoted(str(server.root))};"]
        if base == "/"
        else [f"location {base} {{ alias {_quoted(f'{server.root}/')}; }}"]
    )
    hashed = "|".join(folder.strip("/").rpartition("/")[2] for folder in HASHED)
    secured = [
        "listen 443 ssl;",
        f"server_name {server.name};",
        f"ssl_certificate /etc/letsencrypt/live/{server.name}/fullchain.pem;",
        f"ssl_certificate_key /etc/letsencrypt/live/{server.name}/privkey.pem;",
    ]
    more = " ".join(f"{kind} {end};" for end, kind in _TYPES.items())
    lines = [
        *([f"listen {server.listen};"] if server.listen else secured),
        *where,
        *(nginx_log(server.log) if server.log else ["access_log off;"]),
        f"error_page 404 {base}404.html;",
        "absolute_redirect off;",
        "charset utf-8;",
        "charset_types text/css text/javascript text/markdown text/plain text/xml application/json;",
        "gzip on;",
        "gzip_types text/css text/javascript text/markdown text/plain text/xml application/json image/svg+xml;",
        "gzip_static on;",
        "brotli_static on;",
        *(f"add_header {name} {_quoted(value)} always;" for name, value in HEADERS.items()),
        f"add_header {SEALED_HEADER} $site_allowlist always;",
        "add_header Cache-Control $site_caching always;",
        "include /etc/nginx/mime.types;",
        f"types {{ {more} }}",
    ]
    return "\n".join(
        [
            "map $uri $site_allowlist {",
            '    default "";',
            *pages,
            "}",
            "map $uri $site_caching {",
            f'    default "{REVALIDATED}";',
            f'    "~^{base}assets/({hashed})/" "{FOREVER}";',
            "}",
            *(nginx_maps() if server.log else []),
            "server {",
            *(f"    {line}" for line in lines),
            "}",
            "",
        ]
    )


def caddy(server: Server) -> str:
    """Return a Caddyfile."""
    base = server.base
    pages = [
        line
        for number, (page, value) in enumerate(allowlists(server.root).items())
        for line in (
            f"@form{number} path {base}{page} {base}{page}index.html",
            f"header @form{number} {SEALED_HEADER} `{value}`",
        )
    ]
    types = [
        line
        for end, kind in _TYPES.items()
        for line in (f"@{end} path *.{end}", f'header @{end} Content-Type "{kind}; charset=utf-8"')
    ]
    stripped = [f"uri strip_prefix {base.rstrip('/')}"] if base != "/" else []
    lines = [
        f"root * `{server.root}`",
        *(caddy_log(server.log) if server.log else []),
        *(f"header {name} `{value}`" for name, value in HEADERS.items()),
        "@revalidated not path " + " ".join(f"{base}{folder}*" for folder in HASHED),
        "@hashed path " + " ".join(f"{base}{folder}*" for folder in HASHED),
        f'header @revalidated Cache-Control "{REVALIDATED}"',
        f'header @hashed Cache-Control "{FOREVER}"',
        *pages,
        *types,
        *stripped,
        "encode gzip",
        "file_server {",
        "    precompressed br gzip",
        "}",
        "handle_errors {",
        "    rewrite * /404.html",
        "    file_server",
        "}",
    ]
    host = f"http://{server.listen}" if server.listen else server.name
    return "\n".join([f"{host} {{", *(f"    {line}" for line in lines), "}", ""])


SERVERS: Final = {"nginx": nginx, "caddy": caddy}
"""Each server's settings by its name."""


def _quoted(text: str) -> str:
    """Return a text as nginx reads it: a backslash stands for itself only when it is doubled."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
