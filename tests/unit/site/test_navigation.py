"""The navigation: a tree from the settings, and what is wrong with them."""

from __future__ import annotations

import pytest

from innerpersona_site.content.model import NavItem
from innerpersona_site.pages.navigation import Navigation

PAGES = {
    "index.md": NavItem("Front page", "/"),
    "about/help.md": NavItem("Help", "/about/help/"),
    "about/privacy.md": NavItem("Privacy", "/about/privacy/"),
    "articles/one.md": NavItem("One", "/articles/one/"),
}
WHOLE = ["index.md", {"About": [{"Get help": "about/help.md"}, "about/privacy.md"]}]
FILE = "nav:\n  - Home: index.md\n  - About:\n      - about/hepl.md\n"


def test_entries_have_their_own_title_or_that_of_their_page() -> None:
    navigation = Navigation(WHOLE, PAGES)
    about = (NavItem("Get help", "/about/help/"), NavItem("Privacy", "/about/privacy/"))
    assert navigation.items == (NavItem("Front page", "/"), NavItem("About", "/about/help/", about))
    assert navigation.faults == []


def test_folders_may_stand_in_folders() -> None:
    nested = ["index.md", {"A": [{"B": ["about/help.md"]}, "about/privacy.md"]}]
    item = Navigation(nested, PAGES).items[1]
    assert (item.url, item.children[0].url) == ("/about/help/", "/about/help/")
    assert item.leads_to("/about/help/") and item.leads_to("/about/privacy/") and not item.leads_to("/")


def test_an_unpublished_page_is_left_out_and_so_is_a_folder_of_such_pages() -> None:
    pages = {path: page for path, page in PAGES.items() if path != "about/help.md"}
    navigation = Navigation(
        ["index.md", {"A": ["about/help.md"]}, "about/privacy.md"], pages, ["about/help.md"]
    )
    assert [item.title for item in navigation.items] == ["Front page", "Privacy"]
    assert navigation.faults == []


def test_an_entry_that_names_no_page_is_reported_where_it_stands() -> None:
    setting = [{"Home": "index.md"}, {"About": ["about/hepl.md", "about/privacy.md", "about/help.md"]}]
    (fault,) = Navigation(setting, PAGES, file="site.toml", text=FILE).faults
    assert fault.format().startswith(
        'site.toml:4:1: error[nav-page-unknown]: the navigation names "about/hepl.md", and there is no such page '
        '(did you mean "about/help.md"?)'
    )


def test_a_page_in_no_entry_is_a_warning_but_articles_need_none() -> None:
    (fault,) = Navigation(["index.md", "about/help.md"], PAGES).faults
    assert (fault.code, fault.severity) == ("nav-page-missing", "warning")
    assert "about/privacy.md" in fault.message


@pytest.mark.parametrize(
    "entry", [3, None, {"A": None}, {"A": "index.md", "B": "index.md"}, {}, [["index.md"]]]
)
def test_an_entry_of_another_shape_is_reported(entry: object) -> None:
    faults = Navigation([*WHOLE, entry], PAGES).faults
    assert faults and {fault.code for fault in faults} == {"nav-entry"}


@pytest.mark.parametrize("setting", [None, "index.md", {"Home": "index.md"}])
def test_a_setting_that_is_no_list_is_reported(setting: object) -> None:
    assert "nav-entry" in {fault.code for fault in Navigation(setting, PAGES).faults}
