"""What must hold on every page: nothing for axe to find, no other host, no cookie, and articles that stay small."""

import os
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit

import brotli
import pytest
from playwright.sync_api import Browser

from innerpersona_site.static_server import StaticServer
from tests.browser.axe import findings

FIRST_VIEW = {"articles/": 130_000, "quiz/": 140_000}
"""Bytes over the wire, fonts included, that a page of each folder may cost somebody who comes from elsewhere."""


LONG = "INNERPERSONA_LONG" in os.environ
"""Whether each page is tried, or some of each folder: what axe judges comes from templates and blocks."""


def _some(paths: list[str]) -> list[str]:
    """Return up to four pages of each folder: the first, the last, and two from between."""
    folders: dict[str, list[str]] = {}
    for path in paths:
        folders.setdefault(path.partition("/")[0] if path.count("/") > 1 else "", []).append(path)
    return [
        path
        for inside in folders.values()
        for number, path in enumerate(inside)
        if len(inside) < 8 or number % (len(inside) // 3) == 0
    ]


@pytest.fixture(scope="module")
def paths(site: Path) -> list[str]:
    """The address of every page below the site's, and one that leads nowhere."""
    folders = [path.relative_to(site).parent.as_posix() for path in sorted(site.rglob("index.html"))]
    found = ["" if folder == "." else f"{folder}/" for folder in folders]
    assert {"", "relationships/", "quiz/attachment/", "articles/secure-attachment/"} <= set(found)
    return [*found, "no-such-page"]


def test_axe_finds_nothing_and_nobody_else_hears_of_the_visit(
    browser: Browser, server: StaticServer, paths: list[str], axe: str
) -> None:
    context = browser.new_context(reduced_motion="reduce", service_workers="block")
    page = context.new_page()
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    found = {}
    for path in paths if LONG else _some(paths):
        page.goto(server.url + path)
        if faults := findings(page, axe):
            found[path] = faults
        page.evaluate("scrollTo({ top: document.body.scrollHeight, behavior: 'instant' })")
    page.wait_for_load_state("networkidle")
    assert found == {}
    assert hosts <= {urlsplit(server.url).netloc, ""}, "data: addresses have no host"
    assert context.cookies() == []
    context.close()


@cache
def _wire_size(site: Path, path: str) -> int:
    file = site / path.partition("?")[0].lstrip("/")
    if file.is_dir():
        file = file / "index.html"
    data = file.read_bytes()
    return len(data) if file.suffix == ".woff2" else len(brotli.compress(data))


@pytest.mark.parametrize("folder", FIRST_VIEW)
def test_the_first_view_of_every_page_stays_in_its_budget(
    browser: Browser, server: StaticServer, site: Path, paths: list[str], folder: str
) -> None:
    sizes = {}
    pages = [path for path in paths if path.startswith(folder)]
    heaviest = sorted(pages, key=lambda path: -(site / path / "index.html").stat().st_size)
    for path in heaviest if LONG else heaviest[:4]:
        context = browser.new_context(viewport={"width": 360, "height": 800}, service_workers="block")
        server.paths.clear()
        context.new_page().goto(server.url + path, wait_until="networkidle")
        sizes[path] = sum(_wire_size(site, asked) for asked in set(server.paths) if "favicon" not in asked)
        context.close()
    assert len(sizes) >= 3
    assert min(sizes.values()) > 70_000, "the fonts alone weigh more: something was not counted"
    assert {path: size for path, size in sizes.items() if size > FIRST_VIEW[folder]} == {}
