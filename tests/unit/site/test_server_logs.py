"""A log for statistics names networks and nobody in them."""

import ipaddress
import re
from pathlib import Path

import pytest

from innerpersona_site.server_logs import V4_BITS, V6_BITS
from innerpersona_site.servers import SERVERS, Server

LOG = Path("/var/log/site.log")


def settings(kind: str, tmp_path: Path, log: Path | None = LOG) -> str:
    return SERVERS[kind](Server(tmp_path, "https://site.example/", log=log))


def logged(variable: str, value: str, text: str) -> str:
    """Return what nginx makes of a value by the map of that variable, as its manual describes maps of expressions."""
    found = re.search(rf"map \$\w+ \${variable} {{\n(.*?)\n}}", text, re.S)
    assert found
    default = ""
    for line in found[1].splitlines():
        key, result = re.fullmatch(r'\s*"?(.*?)"? (\S+);', line).groups()  # type: ignore[union-attr]
        if key == "default":
            default = result
        elif match := re.search(key.lstrip("~*").replace("(?<", "(?P<"), value, re.I if "~*" in key else 0):
            return re.sub(r"\$(\w+)", lambda name: match[name[1]], result)
    return default


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("203.0.113.77", "203.0.113.0"),
        ("2001:db8:7:1::42", "2001:db8:7::"),
        ("2001:db8:7:1:2:3:4:5", "2001:db8:7::"),
        ("2001:db8::42", "2001:db8::"),
        ("fe80::1", "fe80::"),
        ("::1", "0.0.0.0"),
        ("::ffff:203.0.113.77", "0.0.0.0"),
        ("unix:", "0.0.0.0"),
    ],
)
def test_nginx_cuts_an_address_before_it_is_written(address: str, kept: str, tmp_path: Path) -> None:
    cut = logged("innerpersona_network", address, settings("nginx", tmp_path))
    assert cut == kept
    if kept != "0.0.0.0":
        bits = V4_BITS if "." in address else V6_BITS
        assert ipaddress.ip_address(cut) == ipaddress.ip_network(f"{address}/{bits}", strict=False)[0]


def test_nginx_logs_neither_queries_nor_pages_of_others_nor_browsers(tmp_path: Path) -> None:
    text = settings("nginx", tmp_path)
    assert logged("innerpersona_path", "/quiz/?name=ann", text) == "/quiz/"
    assert logged("innerpersona_origin", "https://search.example/?q=fear", text) == "https://search.example/"
    assert logged("innerpersona_reader", "Mozilla/5.0 (X11)", text) == "-"
    assert logged("innerpersona_reader", "Mozilla/5.0 (compatible; SomeBot/2)", text) == "bot"
    written = " ".join(re.findall(r"log_format innerpersona (.*?);", text, re.S))
    used = set(re.findall(r"\$(\w+)", written))
    assert used.isdisjoint(
        {
            "remote_addr",
            "binary_remote_addr",
            "request",
            "request_uri",
            "args",
            "http_user_agent",
            "http_referer",
            "remote_user",
        }
    )
    assert re.findall(r"access_log (.*);", text) == [f"{LOG} innerpersona"]


def test_without_a_file_there_is_no_log(tmp_path: Path) -> None:
    assert re.findall(r"access_log (.*);", settings("nginx", tmp_path, None)) == ["off"]
    assert "log {" not in settings("caddy", tmp_path, None)


def test_caddy_masks_both_addresses_and_drops_what_names_a_browser(tmp_path: Path) -> None:
    text = settings("caddy", tmp_path)
    for name in ("request>remote_ip", "request>client_ip"):
        block = re.search(rf"{name} ip_mask {{(.*?)}}", text, re.S)
        assert block and block[1].split() == ["ipv4", str(V4_BITS), "ipv6", str(V6_BITS)]
    assert "request>headers delete" in text and r'request>uri regexp "\?.*$" ""' in text
