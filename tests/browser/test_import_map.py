"""The import map of pages with a form: a script that is not the one that the page was built with doesn't run."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route

from innerpersona_site.static_server import StaticServer
from tests.browser.quiz import wait_for_text

QUIZ = "quiz/attachment/"
SAID = "ip-quiz .ip-quiz__fallback [data-trouble]:not([hidden])"


def _change(page: Page, site: Path, module: str) -> None:
    script = (site / "assets" / module).read_text("utf-8")
    changed = f"{script};globalThis.pwned = true;"
    page.route(
        f"**/assets/{module}", lambda route: route.fulfill(body=changed, content_type="text/javascript")
    )


@pytest.mark.parametrize(
    "module", ["quiz/main.mjs", "quiz/seal.mjs", "javascripts/format.mjs", "quiz/texts.mjs"]
)
def test_a_changed_script_does_not_run(page: Page, server: StaticServer, site: Path, module: str) -> None:
    _change(page, site, module)
    page.goto(server.url + QUIZ)
    wait_for_text(page, SAID, "did not arrive")
    assert page.evaluate("'pwned' in window") is False


def test_a_changed_entry_does_not_run_either(page: Page, server: StaticServer, site: Path) -> None:
    _change(page, site, "quiz/when-painted.mjs")
    page.goto(server.url + QUIZ)
    page.wait_for_timeout(1000)
    assert page.evaluate("'pwned' in window") is False
    assert page.locator("fieldset[data-item] legend").first.is_visible()


def test_without_the_map_it_would_run_and_the_page_works(
    page: Page, server: StaticServer, site: Path
) -> None:
    # What a browser does that knows no integrity in import maps.
    def without(route: Route) -> None:
        html = (site / QUIZ / "index.html").read_text("utf-8")
        route.fulfill(
            body=re.sub(r'<script type="importmap">.*?</script>', "", html), content_type="text/html"
        )

    page.route(f"**/{QUIZ}", without)
    _change(page, site, "quiz/seal.mjs")
    page.goto(server.url + QUIZ)
    page.wait_for_selector("ip-quiz:defined")
    assert page.evaluate("window.pwned") is True


def test_reloading_fetches_scripts_anew_that_the_browser_holds_from_before(
    page: Page, server: StaticServer, site: Path
) -> None:
    _change(page, site, "quiz/keeper.mjs")
    page.goto(server.url + QUIZ)
    wait_for_text(page, SAID, "did not arrive")
    page.unroute("**/assets/quiz/keeper.mjs")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.click("ip-quiz [data-reload]")
    page.wait_for_selector("ip-quiz:defined")
    assert sum(url.endswith("/assets/quiz/keeper.mjs") for url in asked) >= 2
