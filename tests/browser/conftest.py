"""A real browser, and the built site behind a plain static server."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, sync_playwright

from innerpersona_quiz.instruments import load_instrument
from innerpersona_site.static_server import StaticServer, serving
from tests.browser.quiz import Quiz
from tests.fixtures.address import BASE
from tests.fixtures.questionnaires import IDS, added


@pytest.fixture(scope="session")
def chromium(root: Path) -> str:
    """The path of the browser that the set-up found."""
    noted = root / ".cache" / "chromium"
    path = os.environ.get("CHROMIUM") or (noted.read_text() if noted.exists() else None)
    assert path, "no browser is known: run the tests with `make test`, which finds or installs one"
    return path


@pytest.fixture(scope="session")
def chromium_shell(chromium: str) -> str:
    """The same browser without a window, where Debian's stands beside it: it draws with half the processor time.

    What it lacks (speculative connections) is tried in the whole browser.
    """
    shell = Path(chromium).with_name("chromium-headless-shell")
    return str(shell) if shell.exists() else chromium


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright itself."""
    with sync_playwright() as instance:
        yield instance


@pytest.fixture(scope="session")
def browser(playwright: Playwright, chromium_shell: str) -> Iterator[Browser]:
    """One Chromium for all tests; each test has a context of its own in it."""
    # V8 would compile Python a second time, to faster code, while a test runs: a third of all processor time.
    arguments = ["--no-sandbox", "--js-flags=--liftoff-only"]
    instance = playwright.chromium.launch(executable_path=chromium_shell, args=arguments)
    yield instance
    instance.close()


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[StaticServer]:
    """The built site, served as a static host would, at the path that its address names."""
    with serving(site, BASE) as instance:
        yield instance


@pytest.fixture
def changing_site(site: Path, tmp_path: Path) -> Iterator[StaticServer]:
    """A copy of the site, in `tmp_path / "site"`, that a test may renew."""
    folder = tmp_path / "site"
    shutil.copytree(site, folder)
    with serving(folder, BASE) as server:
        yield server


@pytest.fixture(scope="session")
def fixture_server(fixture_site: Path) -> Iterator[StaticServer]:
    """The site of third parties' questionnaires, served likewise."""
    with serving(fixture_site, "/a/b/") as instance:
        yield instance


@pytest.fixture(params=["attachment", *IDS])
def quiz(request: pytest.FixtureRequest) -> Iterator[Quiz]:
    """A questionnaire's page: one of the package's, then two that no code knows, each on the site that has it."""
    foreign = request.param in IDS
    with added() if foreign else nullcontext():
        server = request.getfixturevalue("fixture_server" if foreign else "server")
        yield Quiz(load_instrument(request.param), server)


@pytest.fixture(scope="session")
def axe(root: Path) -> str:
    """The source of axe-core."""
    return (root / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complained of in this test's page: errors, refusals, failed loads."""
    return []


@pytest.fixture
def page(browser: Browser, complaints: list[str]) -> Iterator[Page]:
    """A fresh page without any storage."""
    # Tests that want the service worker make a context of their own: it would answer what they mean to intercept.
    # So do those of motion: each frame of it is drawn by the processor, a fifth of the time that a quiz takes.
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, service_workers="block", reduced_motion="reduce"
    )
    instance = context.new_page()

    def note(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and "blocked by Playwright" not in message.text:
            complaints.append(message.text)

    instance.on("console", note)
    instance.on("pageerror", lambda error: complaints.append(str(error)))
    yield instance
    context.close()


@pytest.fixture(scope="session")
def source(root: Path) -> str:
    """The Markdown of the article on secure attachment."""
    return (root / "docs" / "articles" / "secure-attachment.md").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def own_word(root: Path, source: str) -> str:
    """A word of the article that no other page has, not even in another form."""

    def words(text: str) -> set[str]:
        prose = re.sub(r"\[-?@[^\]]*\]|\([^)]*\)", " ", text.split("---", 2)[2].lower())
        return set(re.findall(r"(?<![\w-])[a-z]{8,}(?![\w-])", prose))

    others = [path for path in (root / "docs").rglob("*.md") if path.stem != "secure-attachment"]
    beginnings = {word[:6] for path in others for word in words(path.read_text(encoding="utf-8"))}
    own = sorted(word for word in words(source) if word[:6] not in beginnings)
    assert own, "the article has no word of its own: let this test search for another article"
    return own[0]
