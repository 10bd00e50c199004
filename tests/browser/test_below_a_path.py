"""A site in a folder of its host: all that it leads to is below that folder, and it shares nothing with others there."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Response

from innerpersona_quiz.instruments import load_instrument
from innerpersona_site.static_server import StaticServer
from tests.browser.quiz import answer_all, open_quiz, stored_names, wait_for_report
from tests.fixtures.questionnaires import TWO_SCALES, added

ADDRESS = "https://habits.example/a/b/"
BASE = "/a/b/"


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Page]:
    """A page that may have a service worker."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def _file(site: Path, path: str) -> Path:
    file = site / unquote(path)
    return file / "index.html" if path.endswith("/") or not path else file


def test_every_address_in_every_file_is_below_the_folder_and_leads_somewhere(fixture_site: Path) -> None:
    texts = [
        (file, file.read_text("utf-8"))
        for file in sorted(fixture_site.rglob("*"))
        if file.suffix in (".html", ".xml", ".json", ".txt", ".md") and file.is_file()
    ]
    found = 0
    for file, text in texts:
        absolute = re.findall(r"https://habits\.example(/[^\s\"'<>)\]\\#?]*)", text)
        if file.suffix == ".html":
            absolute += re.findall(r'(?:href|src|action)="(/[^"#?]*)', text)
            absolute += re.findall(r'"url":"(/[^"#?]*)', text)
        for path in absolute:
            assert path.startswith(BASE), (file, path)
            assert _file(fixture_site, path.removeprefix(BASE)).is_file(), (file, path)
        found += len(absolute)
    assert found > 100
    assert len(texts) > 20


def test_every_page_asks_only_for_what_is_there_and_below_the_folder(
    visitor: Page, fixture_server: StaticServer, fixture_site: Path
) -> None:
    failed: list[str] = []

    def note(response: Response) -> None:
        if response.status >= 400 or not urlsplit(response.url).path.startswith(BASE):
            failed.append(f"{response.status} {response.url}")

    visitor.on("response", note)
    pages = sorted(file.parent.relative_to(fixture_site) for file in fixture_site.rglob("index.html"))
    assert len(pages) > 8
    for path in pages:
        address = fixture_server.url + ("" if path == Path() else f"{path.as_posix()}/")
        visitor.goto(address, wait_until="load")
        links = visitor.evaluate("[...document.querySelectorAll('a[href]')].map(one => one.href)")
        for link in {link.partition("#")[0] for link in links if link.startswith("http://127.0.0.1")}:
            assert link.startswith(fixture_server.url), (address, link)
            assert _file(fixture_site, link.removeprefix(fixture_server.url)).is_file(), (address, link)
    assert failed == []


def test_a_report_leads_to_articles_and_what_is_kept_is_this_site_s_own(
    visitor: Page, fixture_server: StaticServer
) -> None:
    visitor.goto(fixture_server.url)
    # What another site of the same host has put aside.
    others = {"ip.outcome.other": "1", "ip:/c/.scheme": "dark"}
    visitor.evaluate(
        "all => Object.entries(all).forEach(([name, text]) => localStorage.setItem(name, text))", others
    )
    names = ["ip-site-1", "ip-engine-1", "ip:/c/-engine-1"]
    visitor.evaluate("async names => { for (const name of names) await caches.open(name); }", names)
    with added():
        open_quiz(visitor, f"{fixture_server.url}quiz/{TWO_SCALES}/")
        quiz = load_instrument(TWO_SCALES)
        answers = {item.id: quiz.keyed(item, 6 if item.scale == "rest" else 2) for item in quiz.items}
        answer_all(visitor, lambda item: answers[item])
    visitor.click("[data-action=see-result]")
    wait_for_report(visitor)
    read = visitor.evaluate("[...document.querySelectorAll('[data-part=reading] a')].map(one => one.href)")
    assert read, "the report leads to no article"
    for link in read:
        path = link.partition("#")[0]
        assert path.startswith(f"{fixture_server.url}articles/")
    own = stored_names(BASE)
    kept = set(visitor.evaluate("Object.keys(localStorage)"))
    assert others.keys() < kept
    assert all(name.startswith(own) for name in kept - others.keys())
    # The page is sealed: what it has put aside is looked at, and removed, from another one.
    visitor.goto(f"{fixture_server.url}about/privacy/")
    caches = set(visitor.evaluate("caches.keys()"))
    assert set(names) < caches
    assert {name.partition("-")[0] for name in caches - set(names)} == {f"ip:{BASE}"}
    assert visitor.request.get(read[0]).status == 200


def test_what_is_removed_from_the_device_is_this_site_s_alone(
    visitor: Page, fixture_server: StaticServer
) -> None:
    visitor.goto(f"{fixture_server.url}about/help/")  # a page that puts nothing aside
    names = ["ip-engine-1", "ip:/a/-engine-1", f"ip:{BASE}-engine-1"]
    visitor.evaluate("async names => { for (const name of names) await caches.open(name); }", names)
    visitor.evaluate(f"import('{BASE}assets/quiz/offline.mjs').then(one => one.forgetOffline())")
    assert set(visitor.evaluate("caches.keys()")) == set(names[:2])
    stored = [
        "ip.outcome.other",
        "ip:/a/.outcome.other",
        f"{stored_names(BASE)}outcome.one",
    ]
    visitor.evaluate("names => names.forEach(name => localStorage.setItem(name, '1'))", stored)
    found = visitor.evaluate(f"import('{BASE}assets/quiz/store.mjs').then(one => new one.Store().names())")
    assert found == ["outcome.one"]
