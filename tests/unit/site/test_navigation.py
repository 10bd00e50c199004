"""The navigation: a tree from the settings, and what is wrong with them."""

from __future__ import annotations

import pytest

from innerpersona_site.content.model import NavItem
from innerpersona_site.content.navigation import navigation, navigation_faults
from innerpersona_site.content.settings import NavEntry, Settings, parse_settings

URLS = {
    "index.md": "/",
    "about/help.md": "/about/help/",
    "about/privacy.md": "/about/privacy/",
    "articles/one.md": "/articles/one/",
}
HEAD = 'name = "Test"\nurl = "https://site.example/"\n'
ABOUT = NavEntry(
    "About", "", (NavEntry("Get help", "about/help.md"), NavEntry("Privacy", "about/privacy.md"))
)
WHOLE = (NavEntry("Home", "index.md"), ABOUT)


def settings(text: str) -> Settings:
    parsed, faults = parse_settings(HEAD + text, "site.toml")
    assert parsed is not None, faults
    return parsed


def test_entries_are_pages_or_groups_which_open_with_their_first_page() -> None:
    entries = settings(
        'navigation = [{ title = "Home", page = "index.md" }, { title = "About", pages = ['
        '{ title = "Get help", page = "about/help.md" }, { title = "Privacy", page = "about/privacy.md" }] }]'
    ).navigation
    assert entries == WHOLE
    home, about = navigation(entries, URLS)
    assert home == NavItem("Home", "/")
    assert (about.url, [child.title for child in about.children]) == ("/about/help/", ["Get help", "Privacy"])
    assert about.leads_to("/about/privacy/") and not about.leads_to("/")


def test_what_is_not_published_is_left_out_and_so_is_a_group_of_nothing_else() -> None:
    urls = {"index.md": "/"}
    assert [item.title for item in navigation(WHOLE, urls)] == ["Home"]


def test_an_entry_that_names_no_page_is_reported_where_it_stands() -> None:
    text = HEAD + 'navigation = [\n  { title = "Help", page = "about/hepl.md" },\n]\n'
    [fault, *_] = navigation_faults(settings(text[len(HEAD) :]).navigation, URLS, text, "site.toml")
    assert fault.format().startswith(
        'site.toml:4:1: error[nav-page-unknown]: the navigation names "about/hepl.md", which is no page '
        '(did you mean "about/help.md"?)'
    )


def test_a_page_in_no_entry_is_a_warning_but_articles_need_none() -> None:
    (fault,) = navigation_faults([WHOLE[0], NavEntry("Help", "about/help.md")], URLS, "", "site.toml")
    assert (fault.code, fault.severity) == ("nav-page-missing", "warning")
    assert "about/privacy.md" in fault.message


def test_a_site_without_a_navigation_is_not_told_about_each_page() -> None:
    assert list(navigation_faults((), URLS, "", "site.toml")) == []


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("navigation = 3", "3:1", '"navigation" must be a list'),
        ("navigation = [3]", "3:1", 'entry 1 of "navigation" must have a title'),
        ('navigation = [{ title = "A" }]', "3:1", 'must have a title, and either "page" or "pages"'),
        (
            'navigation = [{ title = "A", page = "a.md", pages = [] }]',
            "3:1",
            'must have a title, and either "page" or "pages"',
        ),
        (
            'navigation = [{ title = "A", file = "a.md" }]',
            "3:1",
            'entry 1 of "navigation" must have a title, and either',
        ),
        (
            'navigation = [{ title = "A", pages = [{ title = "B", pages = [] }] }]',
            "3:1",
            'entry 1 of "pages" of entry 1 of "navigation" lacks "page"',
        ),
        ("naviagtion = []", "3:1", 'there is no setting "naviagtion" (did you mean "navigation"?)'),
        ('language = "English, please"', "3:1", "it must be a language tag"),
        ("instruments = [1]", "3:1", 'entry 1 of "instruments" must be a text'),
        ("tagline = 3", "3:1", '"tagline" must be a text'),
        ("tagline = ", "3:1", "the file is not valid TOML"),
    ],
)
def test_a_setting_of_another_shape_is_reported_with_its_line_and_an_example(
    text: str, place: str, message: str
) -> None:
    parsed, faults = parse_settings(HEAD + text, "site.toml")
    assert parsed is None
    assert faults[0].format().startswith(f"site.toml:{place}: error[settings]: ")
    assert message in faults[0].message and faults[0].hint


@pytest.mark.parametrize(
    "url", ["site.example/", "https://site.example", "ftp://site.example/", "https:///x/"]
)
def test_an_address_that_is_no_site_is_reported(url: str) -> None:
    parsed, faults = parse_settings(f'name = "Test"\nurl = "{url}"\n', "site.toml")
    assert parsed is None and faults[0].line == 2 and "ends with a slash" in faults[0].message


def test_every_missing_setting_is_reported_at_once() -> None:
    _, faults = parse_settings("", "site.toml")
    assert [fault.message for fault in faults] == [
        'the setting "name" is missing',
        'the setting "url" is missing',
    ]
