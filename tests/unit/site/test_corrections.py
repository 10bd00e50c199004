"""The mail that reports an error, and what the settings say of its address."""

from __future__ import annotations

import datetime
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest

from innerpersona_site.content.corrections import PASSAGE, correction_mail
from innerpersona_site.content.settings import contact_faults, parse_settings
from innerpersona_site.pages.environment import render_page
from tests.theme import TEXTS, example_pages, theme_environment

SETTINGS = 'name = "A"\nurl = "https://site.example/"\n'
CONTACT = "corrections@site.example"


def test_page_version_and_passage_are_filled_in() -> None:
    site, pages = example_pages("W & “w”")
    site = replace(site, contact=CONTACT)
    page = replace(pages[0], updated=datetime.date(2026, 4, 2))
    mail = urlsplit(correction_mail(page, site, TEXTS, passage=PASSAGE))
    assert (mail.scheme, mail.path) == ("mailto", CONTACT)
    parts = parse_qs(mail.query, strict_parsing=True)
    assert "W & “w”" in parts["subject"][0]
    lines = parts["body"][0].split("\r\n")
    assert lines[:3] == [f"Page: {page.canonical_url}", "Version: Apr 2, 2026", "Passage: {passage}"]


@pytest.mark.parametrize("contact", ["", CONTACT])
def test_an_article_has_the_link_where_there_is_an_address(contact: str) -> None:
    site, pages = example_pages("W")
    html = render_page(theme_environment(), pages[0], replace(site, contact=contact))
    assert ("mailto:" in html) == ("corrections.mjs" in html) == bool(contact)


@pytest.mark.parametrize(
    ("line", "sound", "warned"),
    [
        ("", True, True),
        ('contact = ""\n', True, False),
        (f'contact = "{CONTACT}"\n', True, False),
        ('contact = "write to us"\n', False, False),
        ('contact = "a@b.example?bcc=c@d.example"\n', False, False),
        ("contact = 3\n", False, False),
    ],
)
def test_the_settings_name_an_address_or_say_that_there_is_none(line: str, sound: bool, warned: bool) -> None:
    text = SETTINGS + line
    settings, faults = parse_settings(text, "site.toml")
    assert (settings is not None) == sound == (faults == [])
    if settings is None:
        assert faults[0].line == 3
    else:
        assert [fault.code for fault in contact_faults(settings, text, "site.toml")] == (
            ["settings-contact"] if warned else []
        )
