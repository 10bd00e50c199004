"""The navigation: a tree from the settings, and what is wrong with them."""

from __future__ import annotations

from innerpersona_site.content.model import NavItem
from innerpersona_site.content.navigation import navigation, navigation_faults
from innerpersona_site.content.settings import NavEntry

URLS = {
    "index.md": "/",
    "about/help.md": "/about/help/",
    "about/privacy.md": "/about/privacy/",
    "articles/one.md": "/articles/one/",
}
HELP, PRIVACY = NavEntry("Get help", "about/help.md"), NavEntry("Privacy", "about/privacy.md")
WHOLE = [NavEntry("Home", "index.md"), NavEntry("About", pages=(HELP, PRIVACY))]


def test_a_group_opens_with_its_first_page() -> None:
    about = (NavItem("Get help", "/about/help/"), NavItem("Privacy", "/about/privacy/"))
    items = tuple(navigation(WHOLE, URLS))
    assert items == (NavItem("Home", "/"), NavItem("About", "/about/help/", about))
    assert items[1].leads_to("/about/privacy/") and not items[1].leads_to("/")
    assert list(navigation_faults(WHOLE, URLS, "", "site.toml")) == []


def test_an_unpublished_page_is_left_out_and_so_is_a_group_of_such_pages() -> None:
    urls = {path: url for path, url in URLS.items() if path != "about/help.md"}
    entries = [NavEntry("Home", "index.md"), NavEntry("About", pages=(HELP,)), PRIVACY]
    assert [item.title for item in navigation(entries, urls)] == ["Home", "Privacy"]


def test_an_entry_that_names_no_page_is_reported_where_it_stands() -> None:
    text = '[[navigation]]\ntitle = "Help"\npage = "about/hepl.md"\n'
    entries = [*WHOLE, NavEntry("Help", "about/hepl.md")]
    (fault,) = navigation_faults(entries, URLS, text, "site.toml")
    assert fault.format().startswith(
        'site.toml:3:1: error[nav-page-unknown]: the navigation names "about/hepl.md", which is no page '
        '(did you mean "about/help.md"?)'
    )


def test_a_page_in_no_entry_is_a_warning_but_articles_need_none() -> None:
    (fault,) = navigation_faults([NavEntry("Home", "index.md"), HELP], URLS, "", "site.toml")
    assert (fault.code, fault.severity) == ("nav-page-missing", "warning")
    assert "about/privacy.md" in fault.message
