"""The page of all that is kept: notes, a reminder, a backup; pages kept for reading offline; pages fetched ahead."""

import json
from pathlib import Path

from playwright.sync_api import Browser, Page

from innerpersona_site.static_server import StaticServer
from tests.browser.quiz import STORED, confirm, wait_for_text

SAID = ".ip-kept-page [data-part=said]"
PASSPHRASE = "paper boat under the bridge"
RESULTS = [
    {"format": 1, "taken": "2026-01-03", "instrument_version": "2.0.0", "answers": {"anx01": 3}},
    {
        "format": 1,
        "taken": "2026-11-24",
        "instrument_version": "2.0.0",
        "form": "short",
        "answers": {"anx01": 5},
    },
]


def put(page: Page, name: str, value: object) -> None:
    page.evaluate("([name, value]) => localStorage.setItem(name, value)", [STORED + name, json.dumps(value)])


def kept(page: Page, name: str) -> object:
    return json.loads(page.evaluate("(name) => localStorage.getItem(name)", STORED + name) or "null")


def test_what_is_kept_is_noted_backed_up_erased_and_restored(
    page: Page, server: StaticServer, tmp_path: Path
) -> None:
    address = f"{server.url}about/kept/"
    page.goto(address)
    page.wait_for_selector("[data-part=holdings]:not([hidden])")
    assert page.locator("[data-part=no-results]").is_visible()
    put(page, "history.attachment", RESULTS)
    put(page, "worksheet.any", {"fields": {}})
    page.reload()
    names = page.locator("[data-quiz=attachment] li strong")
    names.first.wait_for()
    assert names.all_inner_texts() == ["January 3, 2026", "November 24, 2026, short form"]
    assert "1 worksheet" in page.inner_text("[data-part=others]")
    page.get_by_label("A note to yourself").last.fill("after the move")
    assert kept(page, "history.attachment") == [RESULTS[0], {**RESULTS[1], "note": "after the move"}]

    with page.expect_download() as reminded:
        page.click("[data-form=reminder] button")
    assert "BEGIN:VEVENT" in reminded.value.path().read_text()
    wait_for_text(page, SAID, "reminder is among your downloads")

    page.click("[data-form=export] button")
    wait_for_text(page, SAID, "Choose a passphrase")
    page.fill("[data-form=export] [name=passphrase]", PASSPHRASE)
    # From here on the page reaches no network.
    assert page.evaluate("fetch('/').then(() => 'reached', () => 'refused')") == "refused"
    with page.expect_download() as exported:
        page.click("[data-form=export] button")
    backup = tmp_path / "backup.txt"
    exported.value.save_as(backup)
    assert backup.read_text().startswith("ipe2.") and "anx01" not in backup.read_text()

    page.click("[data-quiz=attachment] li:first-child [data-action=delete]")
    confirm(page)
    wait_for_text(page, SAID, "no longer on this device")
    assert names.count() == 1
    page.click("[data-action=erase]")
    confirm(page)
    wait_for_text(page, SAID, "Erased")
    assert page.evaluate("localStorage.length") == 0

    page.set_input_files("[name=file]", backup)
    page.fill("[data-form=import] [name=passphrase]", "something else")
    page.click("[data-form=import] button")
    wait_for_text(page, SAID, "does not open this file")
    page.fill("[data-form=import] [name=passphrase]", PASSPHRASE.upper())
    page.click("[data-form=import] button")
    wait_for_text(page, SAID, "were added")
    assert kept(page, "history.attachment") == [RESULTS[0], {**RESULTS[1], "note": "after the move"}]
    assert kept(page, "worksheet.any") == {"fields": {}}
    assert names.count() == 2


def test_an_article_kept_for_reading_is_there_without_a_network(
    browser: Browser, server: StaticServer
) -> None:
    context = browser.new_context()
    page = context.new_page()
    for path in ("articles/secure-attachment/", "worksheets/repair-card/"):
        page.goto(server.url + path)
        button = page.locator("[data-keep-page]")
        button.scroll_into_view_if_needed()
        button.click()
        wait_for_text(page, ".ip-keep-page [role=status]", "on this device now")
        assert button.get_attribute("aria-pressed") == "true"
    page.wait_for_timeout(500)
    context.set_offline(True)
    page.goto(f"{server.url}articles/secure-attachment/")
    assert page.locator(".ip-article__body h2").count() > 3
    styled = "getComputedStyle(document.querySelector('.ip-article h1')).fontFamily"
    assert "serif" in page.evaluate(styled).lower()
    page.goto(f"{server.url}articles/emotional-intelligence-no-such/")
    offered = page.locator("li a").evaluate_all("links => links.map((link) => new URL(link.href).pathname)")
    assert any(path.endswith("/articles/secure-attachment/") for path in offered)
    assert any(path.endswith("/about/kept/") for path in offered)
    page.goto(f"{server.url}about/kept/")
    copies = page.locator("[data-part=copies] a")
    copies.first.wait_for()
    assert copies.count() == 2
    page.click("[data-part=copies] li:first-child [data-action=drop]")
    wait_for_text(page, SAID, "no longer on this device")
    assert copies.count() == 1
    context.close()


def test_a_page_is_fetched_when_it_is_pointed_at_and_never_one_with_a_quiz(
    page: Page, server: StaticServer
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{server.url}about/editorial/")
    sealed = page.get_attribute("html", "data-sealed") or ""
    assert sealed.count("/quiz/") >= 4 and "compatibility/" in sealed
    asked.clear()
    for name in ("Privacy", "Two people", "Authors"):
        link = page.locator(".ip-footer a", has_text=name)
        if link.count():
            link.first.hover()
            page.wait_for_timeout(300)
    for address in sealed.split():
        link = page.locator(f".ip-footer a[href$='{address.rsplit('/', 2)[-2]}/']")
        if link.count():
            link.first.focus()
            page.wait_for_timeout(300)
    assert f"{server.url}about/privacy/" in asked
    assert not [url for url in asked if any(url.endswith(address) for address in sealed.split())]
    for path in ("quiz/attachment/", "compatibility/"):
        page.goto(server.url + path)
        assert page.locator("script[src$='ahead.mjs'], link[rel=manifest]").count() == 0
        assert page.get_attribute("html", "data-sealed") is None
    page.goto(server.url)
    manifest = page.get_attribute("link[rel=manifest]", "href")
    assert manifest
    found = page.evaluate("(address) => fetch(address).then((answer) => answer.json())", manifest)
    assert found["start_url"].endswith("about/kept/") and found["display"] == "standalone"
    for icon in found["icons"]:
        loaded = page.evaluate("(address) => fetch(address).then(({ ok }) => ok)", icon["src"])
        assert loaded, icon
