"""`innerpersona cite`, against registries on this machine."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from innerpersona_site.cli import main
from innerpersona_site.content.apa import ApaStyle
from innerpersona_site.content.bibliography import read_bibliography

ARTICLE = {
    "type": "journal-article",
    "DOI": "10.1/abc",
    "title": ["The <i>Example</i> &amp; Its Use"],
    "subtitle": [],
    "container-title": ["Journal of Examples & Uses"],
    "author": [
        {"given": "Ana María", "family": "García Márquez", "sequence": "first"},
        {"given": "Martin L.", "family": "King", "suffix": "Jr."},
        {"given": "Reine", "family": "van der Wal"},
        {"name": "Group of Examples"},
    ],
    "issued": {"date-parts": [[2010, 5]]},
    "volume": "52",
    "issue": "3",
    "page": "511-524",
}
CHAPTER = {
    "type": "book-chapter",
    "title": ["A Chapter"],
    "container-title": ["The Book of Examples"],
    "author": [{"given": "Bo", "family": "Roe"}],
    "editor": [{"given": "Cy", "family": "Ed"}],
    "published-print": {"date-parts": [[2001]]},
    "page": "1-9",
    "publisher": "Example Press",
}
BOOK = {
    "title": "An Example",
    "subtitle": "Part of It",
    "authors": [{"name": "Ursula Roe"}],
    "publishers": [{"name": "Example Press"}],
    "publish_date": "May 1, 2016",
}
ANSWERS: dict[str, tuple[int, bytes]] = {
    "/works/10.1/abc": (200, json.dumps({"status": "ok", "message": ARTICLE}).encode()),
    "/works/10.1/chapter": (200, json.dumps({"status": "ok", "message": CHAPTER}).encode()),
    "/works/10.1/bare": (
        200, b'{"message": {"type": 3, "title": [], "author": [null], "issued": {"date-parts": [[null]]}}}',
    ),
    "/works/10.1/broken": (200, b"<html>"),
    "/works/10.1/list": (200, b"[]"),
    "/works/10.1/busy": (503, b""),
    "/api/books?bibkeys=ISBN:9781462525546&format=json&jscmd=data": (
        200, json.dumps({"ISBN:9781462525546": BOOK}).encode(),
    ),
    "/api/books?bibkeys=ISBN:0306406152&format=json&jscmd=data": (200, b"{}"),
}  # fmt: skip


class Registry(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        status, body = ANSWERS.get(unquote(self.path), (404, b"Resource not found."))
        self.send_response(status)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: Any) -> None:
        pass


@pytest.fixture(scope="module")
def registry() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Registry)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def bibliography(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "docs").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path / "docs/references.bib"


def cite(identifier: str, registry: str, *more: str) -> int:
    return main(["cite", identifier, "--crossref", registry, "--open-library", f"{registry}/", *more])


def listed(bibliography: Path) -> list[str]:
    text = bibliography.read_text("utf-8").replace("‹", "").replace("›", "")
    works, faults = read_bibliography(text, "x.bib")
    assert faults == []
    style = ApaStyle(works)
    return [style.entry_text(key) for key in works.works]


def test_an_article_is_added_as_crossref_has_it(
    registry: str, bibliography: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cite("https://doi.org/10.1/abc", registry) == 0
    assert listed(bibliography) == [
        "García Márquez, A. M., King, M. L., Jr., van der Wal, R., & Group of Examples. (2010). The example & its use. "
        "Journal of Examples & Uses, 52(3), 511–524. https://doi.org/10.1/abc"
    ]
    text = bibliography.read_text("utf-8")
    assert text.startswith("@article{garciamarquez2010example,\n")
    assert "verified = {no}" in text.replace("  ", " ")
    assert "[@garciamarquez2010example]" in capsys.readouterr().out


def test_what_was_there_stays_and_a_known_work_is_not_added_again(registry: str, bibliography: Path) -> None:
    bibliography.write_text("% ours\n@misc{roe2001chapter,\n  title = {x}\n}", "utf-8")
    assert cite("10.1/chapter", registry) == 0
    text = bibliography.read_text("utf-8")
    assert text.startswith(
        "% ours\n@misc{roe2001chapter,\n  title = {x}\n}\n\n@incollection{roe2001chapter-2,\n"
    )
    bibliography.write_text(text.replace("‹", "").replace("›", ""), "utf-8")
    before = bibliography.read_bytes()
    assert cite("10.1/CHAPTER", registry) == 0
    assert bibliography.read_bytes() == before


def test_a_chapter_and_a_book_are_printed_as_apa_asks(registry: str, bibliography: Path) -> None:
    assert cite("doi:10.1/chapter", registry) == 0
    assert cite("978-1-4625-2554-6", registry) == 0
    assert listed(bibliography) == [
        "Roe, B. (2001). A chapter. In C. Ed (Ed.), The book of examples (pp. 1–9). Example Press. "
        "https://doi.org/10.1/chapter",
        "Roe, U. (2016). An example: Part of it. Example Press. ISBN 9781462525546",
    ]


def test_the_check_waits_for_the_finding(registry: str, bibliography: Path) -> None:
    cite("10.1/abc", registry)
    _, faults = read_bibliography(bibliography.read_text("utf-8"), "x.bib")
    assert ["its finding is still to be written" in fault.message for fault in faults] == [True]


def test_a_record_with_holes_is_written_without_what_it_lacks(registry: str, bibliography: Path) -> None:
    assert cite("10.1/bare", registry) == 0
    assert bibliography.read_text("utf-8").startswith("@misc{anonymous,\n  doi ")


@pytest.mark.parametrize(
    ("identifier", "words"),
    [
        ("10.1/unknown", "there is no such work"),
        ("10.1/broken", "no JSON"),
        ("10.1/list", "something else than a work"),
        ("10.1/busy", "answers 503"),
        ("0-306-40615-2", "no book with the ISBN 0306406152"),
    ],
)
def test_where_nothing_is_known_there_is_a_form_and_nothing_is_written(
    identifier: str, words: str, registry: str, bibliography: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cite(identifier, registry) == 1
    printed = capsys.readouterr()
    assert words in printed.err
    assert "‹The Title of the Work›" in printed.out
    assert "verified" in printed.out and "yes" not in printed.out
    assert not bibliography.exists()


def test_a_registry_that_can_not_be_reached_or_stays_silent_is_named(
    bibliography: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        assert cite("10.1/abc", address) == 1  # nobody listens
        assert f"{address}/works/10.1%2Fabc can't be reached" in capsys.readouterr().err
        silent.listen()
        assert cite("10.1/abc", address, "--timeout", "0.2") == 1  # somebody does, and never answers
        assert "timed out" in capsys.readouterr().err
    assert not bibliography.exists()


@pytest.mark.parametrize("identifier", ["attachment", "10.1", "9781462525547", ""])
def test_what_is_no_identifier_asks_nobody(
    identifier: str, bibliography: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cite(identifier, "http://127.0.0.1:1") == 1
    assert "neither a DOI" in capsys.readouterr().err


def test_what_can_not_be_written_is_printed(
    registry: str, bibliography: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bibliography.mkdir()
    assert cite("10.1/abc", registry) == 1
    assert "can't be read" in capsys.readouterr().err
