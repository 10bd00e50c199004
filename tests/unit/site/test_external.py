"""Outside addresses, asked of a server on this machine."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from innerpersona_site.content.bibliography import read_bibliography
from innerpersona_site.diagnostics import Diagnostic
from innerpersona_site.lint.external import KEPT_FOR, Answer, AnswerCache, ask, check_external
from innerpersona_site.lint.reading import read_page

WORKS = """
@article{one2000two,
  author = {One, Ann}, title = {Two}, year = {2000}, journal = {J}, doi = {10.1000/exists},
  verified = {yes}, finding = {Something.}
}

@article{three2001four,
  author = {Three, Ann}, title = {Four}, year = {2001}, journal = {J}, doi = {10.1000/gone(1)<2>},
  verified = {yes}, finding = {Something.}
}

@article{five2002six,
  author = {Five, Ann}, title = {Six}, year = {2002}, journal = {J}, doi = {10.1000/never-cited},
  verified = {yes}, finding = {Something.}
}
"""
ANSWERS = {
    "/page": 200,
    "/gone": 404,
    "/left": 410,
    "/broken": 500,
    "/moved": 301,
    "/no-head": 405,
    "/doi/10.1000/exists": 302,
    "/doi/10.1000/gone(1)%3C2%3E": 404,
}


class Host(ThreadingHTTPServer):
    """Answers by the path and keeps what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[tuple[str, str]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Handler(BaseHTTPRequestHandler):
    def _answer(self, method: str) -> None:
        assert isinstance(self.server, Host)
        self.server.asked.append((method, self.path))
        status = ANSWERS.get(self.path, 599)
        if self.path == "/no-head" and method == "GET":
            status = 200
        self.send_response(status)
        if status in (301, 302):
            target = "/page" if self.path == "/moved" else "/a-publisher-that-turns-programs-away"
            self.send_header("Location", target)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def do_HEAD(self) -> None:
        self._answer("HEAD")

    def do_GET(self) -> None:
        self._answer("GET")

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def host() -> Iterator[Host]:
    server = Host()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def check(host: Host, body: str, file: Path, now: float = 1e9) -> list[Diagnostic]:
    page = read_page("about/a.md", "docs/about/a.md", f"---\ntitle: A\n---\n{body}")
    bibliography, faults = read_bibliography(WORKS, "docs/references.bib")
    assert faults == []
    cache = AnswerCache(file, lambda: now)
    return check_external([page], bibliography, cache, ask, f"{host.url}/doi/")


def test_what_answers_is_sound_and_what_is_gone_is_an_error(host: Host, tmp_path: Path) -> None:
    body = f"[a]({host.url}/page#part) [b]({host.url}/gone) <{host.url}/left> [c]({host.url}/moved)\n"
    faults = check(host, body, tmp_path / "links.json")
    assert [(f.code, f.line, f.column) for f in faults] == [
        ("external-missing", 4, body.index(f"{host.url}/gone") + 1),
        ("external-missing", 4, body.index(f"{host.url}/left") + 1),
    ]


def test_what_can_not_be_told_is_a_warning(host: Host, tmp_path: Path) -> None:
    body = f"[a]({host.url}/broken) [b](http://127.0.0.1:1/) [c](http://[bad/)"
    faults = check(host, body, tmp_path / "links.json")
    assert {f.code for f in faults} == {"external-unreachable"}
    assert "answers 500" in faults[0].message
    assert "can't be reached" in faults[1].message


def test_a_host_that_refuses_head_is_asked_with_get(host: Host, tmp_path: Path) -> None:
    assert check(host, f"[a]({host.url}/no-head)", tmp_path / "links.json") == []
    assert host.asked == [("HEAD", "/no-head"), ("GET", "/no-head")]


def test_dois_of_cited_works_are_asked_of_the_resolver_alone(host: Host, tmp_path: Path) -> None:
    faults = check(host, "A claim [@one2000two; @three2001four].", tmp_path / "links.json")
    assert [(f.code, f.path, f.line) for f in faults] == [("external-missing", "docs/references.bib", 7)]
    assert sorted(host.asked) == [
        ("HEAD", "/doi/10.1000/exists"),
        ("HEAD", "/doi/10.1000/gone(1)%3C2%3E"),
    ]


def test_good_answers_are_kept_and_bad_ones_asked_again(host: Host, tmp_path: Path) -> None:
    file = tmp_path / "cache" / "links.json"
    body = f"[a]({host.url}/page) [b]({host.url}/gone) [c]({host.url}/page)"
    assert len(check(host, body, file)) == 1
    assert sorted(host.asked) == [("HEAD", "/gone"), ("HEAD", "/page")]
    host.asked.clear()
    assert len(check(host, body, file, 1e9 + KEPT_FOR - 1)) == 1
    assert host.asked == [("HEAD", "/gone")]
    host.asked.clear()
    check(host, body, file, 1e9 + KEPT_FOR + 1)
    assert sorted(host.asked) == [("HEAD", "/gone"), ("HEAD", "/page")]
    assert list(json.loads(file.read_text("utf-8"))) == [f"{host.url}/page"]


@pytest.mark.parametrize("content", ["", "[]", "{", '{"a": "b"}', '{"a": null}'])
def test_a_broken_cache_counts_as_empty(tmp_path: Path, content: str) -> None:
    file = tmp_path / "links.json"
    file.write_text(content, "utf-8")
    assert not AnswerCache(file).knows("a")


def test_an_address_is_asked_once_however_often_it_is_linked(tmp_path: Path) -> None:
    asked: list[str] = []

    def asking(address: str, follow: bool) -> Answer:
        asked.append(address)
        return Answer(404)

    page = read_page("a.md", "docs/a.md", "[a](https://a.example/#x) [b](https://a.example/#y) [c](b.md)")
    bibliography, _ = read_bibliography("", "docs/references.bib")
    assert len(check_external([page], bibliography, AnswerCache(tmp_path / "links.json"), asking)) == 2
    assert asked == ["https://a.example/"]
