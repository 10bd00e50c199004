"""Comparing a site with the list of its files: every change is named, in a folder and through a server."""

import hashlib
import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

from innerpersona_site.cli import main
from innerpersona_site.integrity import (
    BLANK,
    FILE,
    IntegrityError,
    verify_folder,
    verify_url,
    write_integrity,
)
from innerpersona_site.static_server import StaticHandler

PAGE = """<!doctype html><html><head><title>{title}</title>
  <!-- a comment -->
  <script src="{up}app.js"></script></head>
<body><p>{title}</p><footer data-integrity="{blank}"></footer></body></html>
"""

Alter = Callable[[str, bytes], bytes]


def _site(folder: Path, text: str = "One") -> str:
    files = {
        "index.html": PAGE.format(title="Home", up="", blank=BLANK),
        "one/index.html": PAGE.format(title=text, up="../", blank=BLANK),
        "ä b/index.html": PAGE.format(title="Umlaut", up="../", blank=BLANK),
        "one/index.md": f"The list: {BLANK}\n",
        "404.html": PAGE.format(title="Nothing", up="/", blank=BLANK),
        "app.js": "start();\n",
        "assets/engine/data.wasm": "\0asm",
    }
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, "utf-8")
    return write_integrity(folder)


@contextmanager
def _served(folder: Path, alter: Alter = lambda path, data: data) -> Iterator[str]:
    """Serve a folder as a host or a network between would, which may alter what it passes on."""

    class Handler(StaticHandler):
        def copyfile(self, source: object, outputfile: object) -> None:
            outputfile.write(alter(self.path, source.read()))  # type: ignore[attr-defined]

        def send_header(self, keyword: str, value: str) -> None:
            if keyword != "Content-Length":
                super().send_header(keyword, value)

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_a_page_names_the_hash_of_the_list_that_has_its_own(tmp_path: Path) -> None:
    own = _site(tmp_path)
    assert own == hashlib.sha256((tmp_path / FILE).read_bytes()).hexdigest()
    page = (tmp_path / "one/index.html").read_text("utf-8")
    assert f'data-integrity="{own}"' in page and BLANK not in page
    assert (tmp_path / "one/index.md").read_text("utf-8") == f"The list: {own}\n"
    listed = json.loads((tmp_path / FILE).read_text("utf-8"))["sha256"]
    blank = page.replace(own, BLANK).encode()
    assert listed["one/index.html"] == hashlib.sha256(blank).hexdigest()
    assert len(listed) == 7


def test_a_sound_site_has_no_faults(tmp_path: Path) -> None:
    own = _site(tmp_path)
    assert verify_folder(tmp_path).faults == ()
    with _served(tmp_path) as address:
        verdict = verify_url(address)
    assert (verdict.faults, verdict.hash, verdict.files) == ((), own, 7)


@pytest.mark.parametrize(
    "path", ["index.html", "one/index.html", "one/index.md", "app.js", "assets/engine/data.wasm"]
)
def test_a_flipped_byte_is_named(tmp_path: Path, path: str) -> None:
    _site(tmp_path)
    data = bytearray((tmp_path / path).read_bytes())
    data[1] ^= 1
    (tmp_path / path).write_bytes(data)
    assert verify_folder(tmp_path).faults == (("differs", path, ""),)
    with _served(tmp_path) as address:
        assert verify_url(address).faults == (("differs", path, ""),)


def test_what_is_missing_or_extra_is_named(tmp_path: Path) -> None:
    _site(tmp_path)
    (tmp_path / "app.js").unlink()
    (tmp_path / "evil.js").write_text("steal();", "utf-8")
    assert verify_folder(tmp_path).faults == (("extra", "evil.js", ""), ("missing", "app.js", ""))


def test_what_a_changed_page_loads_beside_is_named_through_a_server_too(tmp_path: Path) -> None:
    _site(tmp_path)
    (tmp_path / "assets/evil.js").write_text("steal();", "utf-8")
    page = tmp_path / "one/index.html"
    page.write_text(
        page.read_text("utf-8").replace("<body>", '<body><script src="../assets/evil.js"></script>'), "utf-8"
    )
    with _served(tmp_path) as address:
        faults = verify_url(address).faults
    assert faults == (("differs", "one/index.html", ""), ("extra", "assets/evil.js", ""))


def test_a_page_of_another_release_out_of_a_cache_is_named_as_that(tmp_path: Path) -> None:
    former = _site(tmp_path / "former", "Older")
    _site(tmp_path / "now")
    stale = (tmp_path / "former/one/index.html").read_bytes()
    with _served(tmp_path / "now", lambda path, data: stale if path == "/one/" else data) as address:
        assert verify_url(address).faults == (
            ("differs", "one/index.html", f"of the release {former[:16]}…"),
        )


def test_a_network_that_minifies_is_found_on_every_page(tmp_path: Path) -> None:
    _site(tmp_path)

    def minify(path: str, data: bytes) -> bytes:
        return re.sub(rb"<!--.*?-->|\n\s*", b"", data) if data.startswith(b"<!doctype") else data

    with _served(tmp_path, minify) as address:
        faults = verify_url(address).faults
    assert [path for _, path, _ in faults] == ["404.html", "index.html", "one/index.html", "ä b/index.html"]
    assert {kind for kind, _, _ in faults} == {"differs"}


def test_another_list_stands_above_the_servers_own(tmp_path: Path) -> None:
    """Who changes the files can change their list too: the one of a build of one's own can't be."""
    _site(tmp_path / "own")
    _site(tmp_path / "theirs", "Hostile")
    expected = (tmp_path / "own" / FILE).read_bytes()
    assert verify_folder(tmp_path / "theirs").faults == ()
    with _served(tmp_path / "theirs") as address:
        faults = verify_url(address, expected).faults
    assert ("differs", "one/index.html") in [fault[:2] for fault in faults]
    assert ("differs", FILE) in [fault[:2] for fault in faults]


def test_engines_of_former_releases_are_known_by_their_own_hash(tmp_path: Path) -> None:
    _site(tmp_path)
    content = {"files": [{"name": "worker.mjs", "sha256": hashlib.sha256(b"// worker").hexdigest()}]}
    name = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]
    engine = tmp_path / "assets/engine" / name
    engine.mkdir()
    (engine / "manifest.json").write_text(json.dumps({"hash": name, **content}), "utf-8")
    (engine / "worker.mjs").write_bytes(b"// worker")
    verdict = verify_folder(tmp_path)
    assert (verdict.faults, verdict.former) == ((), 1)
    (engine / "worker.mjs").write_bytes(b"// hostile")
    assert [path for _, path, _ in verify_folder(tmp_path).faults] == [
        f"assets/engine/{name}/manifest.json",
        f"assets/engine/{name}/worker.mjs",
    ]


def test_the_command_names_faults_and_ends_with_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own = _site(tmp_path)
    assert main(["verify", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert own in said and "7 files" in said
    (tmp_path / "app.js").write_text("stop();", "utf-8")
    assert main(["verify", str(tmp_path)]) == 1
    assert "differs  app.js" in capsys.readouterr().out
    with _served(tmp_path) as address:
        assert main(["verify", address]) == 1
    assert "differs  app.js" in capsys.readouterr().out
    (tmp_path / FILE).unlink()
    assert main(["verify", str(tmp_path)]) == 2
    assert FILE in capsys.readouterr().err


def test_a_list_that_is_none_is_said(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text('{"sha256": [1]}', "utf-8")
    with pytest.raises(IntegrityError, match="is no list of hashes"):
        verify_folder(tmp_path)
    with pytest.raises(IntegrityError, match="could not be fetched"):
        verify_url("http://127.0.0.1:9/")
