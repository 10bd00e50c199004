"""A page's text away from its page, and the list of the copies."""

from __future__ import annotations

from innerpersona_site.content.model import Card, PageFacts, Section, Topic
from innerpersona_site.content.plain_copies import Listed, llms_list, markdown_copy
from tests.theme import DAY, TEXTS

SECTION, TOPIC = Section("s", "Section", "/base/s/"), Topic("t", "Topic")
CARD = Card("one", "One", "/base/articles/one/", "About one", DAY, 3, SECTION, TOPIC)
SITE = "https://site.example/base/"
PAGE = "https://site.example/base/articles/one/"


def test_a_copy_begins_with_what_the_page_is() -> None:
    facts = PageFacts("article", "One", "D", "/base/articles/one/", date=DAY, section=SECTION, topic=TOPIC)
    assert (
        markdown_copy(facts, "Text.\n", SITE, TEXTS)
        == f"# One\n\nMar 1, 2026 · Section · Topic · {PAGE}\n\nText.\n"
    )


def test_a_page_that_lists_articles_lists_them_in_its_copy() -> None:
    hub = PageFacts("hub", "Hub", "D", "/base/s/", groups=((TOPIC, (CARD,)),))
    assert markdown_copy(hub, "Text.", SITE, TEXTS).endswith(f"## Topic\n\n- [One]({PAGE}): About one\n")
    home = PageFacts("home", "Home", "D", "/base/", latest=(CARD,))
    assert markdown_copy(home, "Text.", SITE, TEXTS).endswith(f"## Newest\n\n- [One]({PAGE}): About one\n")


def test_the_list_leads_to_every_copy_and_leaves_empty_groups_out() -> None:
    groups = [("Section", [Listed("One", "/base/articles/one/", "About one")]), ("Empty", [])]
    assert llms_list("Test", "About", SITE, groups) == (
        f"# Test\n\n> About\n\n## Section\n\n- [One]({PAGE}index.md): About one\n"
    )
