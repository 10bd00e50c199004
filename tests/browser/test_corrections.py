"""The link that reports an error: what is selected goes into the mail."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page

from innerpersona_site.build import OUTPUTS, Options, build
from innerpersona_site.sources import Site
from innerpersona_site.static_server import serving

PAGE = """---
title: A page to correct
description: A description that is long enough to pass the rule of fifty characters.
date: 2026-03-01
section: relationships
topic: awareness
tags: [attachment]
authors: [ann]
---

The first passage. And the second one.
"""


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory, root: Path) -> Path:
    """A site with an address for corrections."""
    folder = tmp_path_factory.mktemp("corrected")
    (folder / "docs/articles").mkdir(parents=True)
    (folder / "docs/articles/one.md").write_text(PAGE, "utf-8")
    index = "---\ntitle: Home\ndescription: A description that is long enough to pass the rule of fifty.\n"
    (folder / "docs/index.md").write_text(f"{index}template: home.html\n---\n\nText.\n", "utf-8")
    (folder / "docs/relationships.md").write_text(
        f"{index.replace('Home', 'Relationships')}template: hub.html\nhub: relationships\n---\n\nText.\n",
        "utf-8",
    )
    settings = (
        'name = "A"\nurl = "https://site.example/"\ncontact = "corrections@site.example"\n'
        '[sections]\nrelationships = "Relationships"\n[topics]\nawareness = "Awareness"\n'
        '[authors.ann]\nname = "Ann Roe"\nkind = "person"\n'
    )
    (folder / "site.toml").write_text(settings, "utf-8")
    (folder / "overrides").symlink_to(root / "overrides")
    build(Site(folder), folder / "site", Options(without=frozenset(OUTPUTS)))
    return folder / "site"


def _passage(page: Page) -> str:
    href = page.get_attribute(".ip-correction a", "href") or ""
    return parse_qs(urlsplit(href).query)["body"][0].split("\r\n")[2]


def test_what_is_selected_goes_into_the_mail_and_out_of_it(page: Page, corrected: Path) -> None:
    with serving(corrected, "/") as server:
        page.goto(f"{server.url}articles/one/")
        page.wait_for_load_state("networkidle")
        assert _passage(page) == "Passage: "
        page.evaluate(
            """() => { const text = document.querySelector('.ip-article__body p').firstChild;
            const range = document.createRange(); range.setStart(text, 4); range.setEnd(text, 17);
            getSelection().addRange(range); }"""
        )
        page.wait_for_timeout(200)
        assert _passage(page) == "Passage: first passage"
        page.mouse.click(5, 5)
        assert _passage(page) == "Passage: "
