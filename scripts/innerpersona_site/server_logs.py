"""Access logs for statistics without tracking: each server's settings, with addresses cut before a line is written.

Of an IPv4 address three of four bytes stay, of an IPv6 address three of eight groups: a network, and nobody in it.
Queries and the browser's name are left out; nginx calls a crawler a bot, and logs of the page before only its host.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

_CUT: Final = (
    (r"~^(?<head>[0-9]+\.[0-9]+\.[0-9]+)\.[0-9]+$", "$head.0"),
    (r"~^(?<head>[0-9a-f]+:[0-9a-f]+:[0-9a-f]+):", "$head::"),
    (r"~^(?<head>[0-9a-f]+:[0-9a-f]+)::", "$head::"),
    (r"~^(?<head>[0-9a-f]+)::", "$head::"),
)
"""What stays of an address, by its form; of any other nothing does."""
_BOTS: Final = "~*bot|crawl|spider|slurp|fetch|curl|wget|python|monitor"
V4_BITS, V6_BITS = 24, 48


def nginx_maps() -> list[str]:
    """Return what nginx needs outside its `server` to write such a log, in the format that GoAccess calls COMBINED."""
    return [
        "map $remote_addr $innerpersona_network {",
        "    default 0.0.0.0;",
        *(f'    "{pattern}" {kept};' for pattern, kept in _CUT),
        "}",
        "map $request_uri $innerpersona_path {",
        '    "~^(?<path>[^?]*)" $path;',
        "}",
        "map $http_user_agent $innerpersona_reader {",
        "    default -;",
        f'    "{_BOTS}" bot;',
        "}",
        "map $http_referer $innerpersona_origin {",
        "    default -;",
        '    "~^(?<origin>https?://[^/?#]+)" $origin/;',
        "}",
        "log_format innerpersona '$innerpersona_network - - [$time_local] '",
        "    '\"$request_method $innerpersona_path $server_protocol\" $status $body_bytes_sent '",
        '    \'"$innerpersona_origin" "$innerpersona_reader"\';',
    ]


def nginx_log(file: Path) -> list[str]:
    """Return the lines for nginx's `server`; its error log would name whole addresses, so that it has failures alone."""
    return [f"access_log {file} innerpersona;", "error_log /var/log/nginx/error.log crit;"]


def caddy_log(file: Path) -> list[str]:
    """Return Caddy's lines: JSON, which GoAccess calls CADDY. Headers, ports and queries go, addresses are cut."""
    cut = [f"            ipv4 {V4_BITS}", f"            ipv6 {V6_BITS}", "        }"]
    gone = ("request>remote_port", "request>headers", "request>tls", "resp_headers", "user_id", "bytes_read")
    return [
        "log {",
        f"    output file {file}",
        "    format filter {",
        "        wrap json",
        "        fields {",
        *(f"            {name} delete" for name in gone),
        *(
            f"            {line}"
            for name in ("request>remote_ip", "request>client_ip")
            for line in (f"{name} ip_mask {{", *(part.removeprefix("        ") for part in cut))
        ),
        r'            request>uri regexp "\?.*$" ""',
        "        }",
        "    }",
        "}",
    ]
