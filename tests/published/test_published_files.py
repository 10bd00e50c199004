"""Every file that is published is of a kind that a rule of ours puts there: nothing of a theme or a library slips in."""

from __future__ import annotations

import json
import re
from html import unescape
from pathlib import Path

from tests.parsed_policy import content_policy

KINDS = {
    "pages": r"(?:[a-z0-9-]+/)*index\.html|404\.html",
    "Markdown copies": r"(?:[a-z0-9-]+/)*index\.md",
    "lists for other programs": r"sitemap\.xml|robots\.txt|llms\.txt|feed\.xml|feed\.json",
    "the service worker": r"sw\.js",
    "joined stylesheets": r"assets/stylesheets/[a-z-]+-[0-9a-f]{10}\.css",
    "browser code": r"assets/(?:javascripts|quiz|ways)/(?:search/|exchange/)?[a-z0-9-]+\.mjs"
    r"|assets/javascripts/moved\.js",
    "typefaces": r"assets/fonts/(?:serif|serif-semibold|serif-italic|sans)\.woff2",
    "licences of typefaces": r"assets/fonts/OFL-[a-z0-9-]+\.txt",
    "the site's mark": r"assets/images/favicon\.svg",
    "what installs the site": r"manifest\.webmanifest|assets/images/icon-(?:maskable-)?\d+\.png",
    "social cards": r"assets/cards/[a-z0-9-]+-[0-9a-f]{8}\.png",
    "drawings of articles": r"images/[a-z0-9-]+\.svg",
    "the engine": r"assets/engine/[0-9a-f]{16}/[\w.-]+\.(?:mjs|js|wasm|zip|whl|json)(?:\.br|\.gz)?",
    "the search's program": r"pagefind/(?:pagefind\.js|pagefind-entry\.json|wasm\.[a-z]+\.pagefind)",
    "the search's index": r"pagefind/(?:fragment|index|filter)/.+\.pf_[a-z]+|pagefind/.+\.pf_meta",
}
"""Patterns of paths below the site's root, by what they are for."""


def _paths(site: Path) -> list[str]:
    return sorted(file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file())


def test_every_published_file_is_of_a_known_kind(site: Path) -> None:
    known = re.compile("|".join(f"(?:{pattern})" for pattern in KINDS.values()))
    assert [path for path in _paths(site) if not known.fullmatch(path)] == []


def test_every_kind_is_published(site: Path) -> None:
    paths = _paths(site)
    assert [
        kind for kind, pattern in KINDS.items() if not any(re.fullmatch(pattern, path) for path in paths)
    ] == []


def test_each_page_has_its_copy_and_its_card(site: Path) -> None:
    paths = set(_paths(site))
    pages = [path for path in paths if path.endswith("index.html")]
    assert len(pages) > 30
    for page in pages:
        html = (site / page).read_text("utf-8")
        if 'name="robots" content="noindex"' not in html:
            assert page.removesuffix("html") + "md" in paths
            (card,) = re.findall(r'property="og:image" content="[^"]*/(assets/cards/[^"]+)"', html)
            assert card in paths


def test_the_service_worker_keeps_what_quiz_pages_load_and_nothing_else(site: Path) -> None:
    head = (site / "sw.js").read_text("utf-8").partition("\n")[0]
    release = json.loads(head.removeprefix("const RELEASE = ").removesuffix(";"))
    kept = ("joined stylesheets", "browser code", "typefaces", "the site's mark")
    expected = [path for path in _paths(site) if any(re.fullmatch(KINDS[kind], path) for kind in kept)]
    assert sorted(release["files"]) == expected
    assert sorted(page["url"] for page in release["pages"]) == [
        "about/kept/",
        "compatibility/",
        "quiz/",
        "quiz/attachment/",
        "quiz/conflict/",
        "quiz/values/",
    ]


def test_each_page_has_the_policy_that_its_content_needs_and_breaks_none(site: Path) -> None:
    pages = sorted(site.rglob("*.html"))
    assert len(pages) > 30
    for page in pages:
        html = page.read_text("utf-8")
        (policy,) = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', html)
        assert (unescape(policy), []) == content_policy(html), page
