"""What nginx and Caddy answer with the generated settings: headers, types, caching, compressed copies, load."""

import json
import os
import re
import subprocess
import urllib.error
import urllib.request
from email.message import Message
from pathlib import Path

import brotli
import pytest

from innerpersona_site.content.headers import HEADERS, OWN_ORIGIN, SEALED_HEADER
from innerpersona_site.integrity import verify_url
from innerpersona_site.servers import FOREVER, HEADERS_FILE, REVALIDATED, allowlists

SECONDS = int(os.environ.get("INNERPERSONA_LOAD", "60"))
CONNECTIONS = 200


def _get(address: str, **headers: str) -> tuple[int, Message, bytes]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=named), timeout=30) as response:
            return response.status, response.headers, response.read()
    except urllib.error.HTTPError as answer:
        return answer.code, answer.headers, answer.read()


@pytest.mark.parametrize(
    "path", ["", "articles/secure-attachment/", "quiz/attachment/", "sw.js", "nowhere/at-all"]
)
def test_every_answer_has_the_headers_once(address: str, path: str) -> None:
    _, headers, _ = _get(address + path)
    for name, value in HEADERS.items():
        assert headers.get_all(name) == [value], name


def test_a_page_with_a_form_and_no_other_has_its_allowlist(address: str, release: Path) -> None:
    wanted = allowlists(release)
    assert {"quiz/attachment/", "compatibility/"} <= set(wanted)
    for path, value in wanted.items():
        assert value.startswith(f"({OWN_ORIGIN} ") and '"https://' in value
        assert _get(address + path)[1].get_all(SEALED_HEADER) == [value], path
        assert _get(f"{address}{path}index.html")[1].get_all(SEALED_HEADER) == [value], path
    for path in ("", "about/privacy/", "sw.js", "nowhere"):
        assert _get(address + path)[1].get_all(SEALED_HEADER) is None


def test_what_is_named_by_its_content_is_kept_for_good_and_the_rest_asked_for_again(
    address: str, release: Path
) -> None:
    page = _get(address)[2].decode()
    sheet = re.findall(r'href="[./]*(assets/stylesheets/[^"]+)"', page)[0]
    worker = next(release.resolve().glob("assets/engine/*/worker.mjs")).relative_to(release.resolve())
    for path in (sheet, str(worker)):
        assert _get(address + path)[1].get_all("Cache-Control") == [FOREVER], path
    for path in ("", "sw.js", "feed.xml", "assets/quiz/client.mjs"):
        assert _get(address + path)[1].get_all("Cache-Control") == [REVALIDATED], path
    tag = _get(address)[1]["ETag"]
    assert tag and _get(address, If_None_Match=tag)[0] == 304


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("", "text/html"),
        ("index.md", "text/markdown"),
        ("assets/quiz/client.mjs", "text/javascript"),
        ("feed.json", "application/json"),
    ],
)
def test_files_have_the_types_that_browsers_want(address: str, path: str, kind: str) -> None:
    status, headers, _ = _get(address + path)
    assert status == 200
    assert headers.get_content_type() == kind
    if kind.startswith("text/"):
        assert (headers.get_content_charset() or "").lower() == "utf-8"


def test_the_engine_comes_compressed_as_it_was_built(address: str, release: Path) -> None:
    for file in release.resolve().glob("assets/engine/*/*.br"):
        plain = file.with_suffix("")
        path = str(plain.relative_to(release.resolve()))
        _, headers, body = _get(address + path, Accept_Encoding="br, gzip")
        assert headers["Content-Encoding"] == "br", path
        assert body == file.read_bytes() and brotli.decompress(body) == plain.read_bytes()
        _, headers, body = _get(address + path, Accept_Encoding="gzip")
        assert (
            headers["Content-Encoding"] == "gzip" and body == plain.with_name(f"{plain.name}.gz").read_bytes()
        )
        assert _get(address + path)[2] == plain.read_bytes()


def test_an_unknown_address_is_answered_with_the_sites_own_page(address: str, release: Path) -> None:
    status, headers, body = _get(f"{address}nowhere/at-all")
    assert (status, headers.get_content_type()) == (404, "text/html")
    assert body == (release / "404.html").read_bytes()


def test_every_file_comes_as_it_was_published(address: str, release: Path) -> None:
    verdict = verify_url(address, (release / "integrity.json").read_bytes())
    print(f"{verdict.files} files, {len(verdict.faults)} faults")
    assert verdict.files > 100 and verdict.faults == ()


def test_the_headers_file_says_the_same(release: Path) -> None:
    rules = (release / HEADERS_FILE).read_text("utf-8").split("\n\n")
    said = {
        rule.split("\n")[0]: dict(re.findall(r"  ([\w-]+): (.*)", rule)) for rule in map(str.strip, rules)
    }
    assert said["/*"] == HEADERS
    assert said["/assets/engine/*"] == {"Cache-Control": FOREVER}
    for page, value in allowlists(release).items():
        assert said[f"/{page}"] == {SEALED_HEADER: value}


def test_no_request_fails_under_load(address: str, release: Path, tmp_path: Path) -> None:
    base = "/" + address.split("/", 3)[3]
    listed = json.loads((release / "integrity.json").read_text("utf-8"))["sha256"]
    paths = [f"{base}{path.removesuffix('index.html')}" for path in listed if path.endswith("/index.html")]
    paths += [f"{base}{path}" for path in listed if path.endswith((".css", ".mjs", ".svg"))]
    script = tmp_path / "paths.lua"
    script.write_text(
        f"local paths = {{{', '.join(json.dumps(path) for path in paths)}}}\nlocal n = 0\n"
        "request = function() n = n % #paths + 1; return wrk.format('GET', paths[n]) end\n",
        "utf-8",
    )
    command = [
        "wrk",
        "-t",
        "2",
        "-c",
        str(CONNECTIONS),
        "-d",
        f"{SECONDS}s",
        "--timeout",
        "30s",
        "-s",
        str(script),
    ]
    done = subprocess.run([*command, address], capture_output=True, text=True, check=True)
    served = int(re.findall(r"(\d+) requests in", done.stdout)[0])
    print(
        f"{served} requests in {SECONDS} s over {CONNECTIONS} connections to {len(paths)} addresses, 0 failed"
    )
    assert "Non-2xx" not in done.stdout and "Socket errors" not in done.stdout, done.stdout
    assert served > CONNECTIONS
