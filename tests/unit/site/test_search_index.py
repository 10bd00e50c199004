"""The search index, made by Pagefind itself from small pages."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from innerpersona_site.plugin import search
from innerpersona_site.plugin.assets import AssetError

ARTICLE = """<!doctype html><html lang="en"><head><title>Other title</title></head><body>
<header>Frame words</header>
<main data-pagefind-body data-pagefind-meta="place:Relationships">
<h1>Being close</h1><p class="ip-meta">Eleven minutes</p>
<nav class="ip-contents">Contents words</nav>
<p>Closeness is learned <span>(<a class="ip-cite" href="#ref-a" id="cite-a-1">Feeney, 2007</a>)</span>.</p>
<section class="ip-takeaways"><h2 id="key-takeaways">Key takeaways<a class="headerlink">¶</a></h2>
<ul><li>Trust grows.</li></ul></section>
<ip-quiz><form>Questionnaire words</form></ip-quiz>
<section class="ip-faq"><h2 id="faq">Questions</h2><details class="ip-faq__item" id="faq-why">
<summary><h3>Why does it matter?</h3></summary><div>Because it does.</div></details></section>
<aside class="ip-cta"><h2>Button words</h2></aside>
<section class="ip-references"><h2 id="references">References</h2><ol><li>Reference words</li></ol></section>
</main><footer>Footer words</footer></body></html>"""
LOST = "<!doctype html><html lang='en'><body><main><h1>No page here</h1></main></body></html>"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    (folder / "articles" / "close").mkdir(parents=True)
    (folder / "articles" / "close" / "index.html").write_text(ARTICLE, "utf-8")
    (folder / "404.html").write_text(LOST, "utf-8")
    return folder


def found(site: Path) -> list[dict[str, Any]]:
    """What the index holds of each page."""
    files = sorted((site / "pagefind" / "fragment").iterdir())
    return [json.loads(gzip.decompress(file.read_bytes()).removeprefix(b"pagefind_dcd")) for file in files]


def files(site: Path) -> dict[str, bytes]:
    index = site / "pagefind"
    return {
        file.relative_to(index).as_posix(): file.read_bytes() for file in index.rglob("*") if file.is_file()
    }


def test_a_page_is_found_by_its_own_words_and_by_nothing_of_its_frame(site: Path) -> None:
    search.write_index(site)
    (page,) = found(site)
    assert page["url"] == "/articles/close/"
    assert page["meta"] == {"title": "Being close", "place": "Relationships"}
    assert page["content"] == (
        "Being close. Closeness is learned (Feeney, 2007). Key takeaways. Trust grows. Questions. "
        "Why does it matter? Because it does."
    )


def test_sections_takeaways_and_each_question_have_an_anchor_that_is_on_the_page(site: Path) -> None:
    search.write_index(site)
    (page,) = found(site)
    anchors = {anchor["id"]: anchor["text"] for anchor in page["anchors"]}
    assert anchors == {"key-takeaways": "Key takeaways", "faq": "Questions", "faq-why": "Why does it matter?"}
    assert all(f'id="{anchor}"' in ARTICLE for anchor in anchors)


def test_only_what_the_sites_own_search_reads_is_shipped(site: Path) -> None:
    search.write_index(site)
    names = {name for name in files(site) if "/" not in name and not name.endswith(".pf_meta")}
    assert names == {"pagefind.js", "pagefind-entry.json", "wasm.en.pagefind"}


def test_the_same_pages_give_the_same_files_and_old_ones_are_gone(site: Path) -> None:
    search.write_index(site)
    first = files(site)
    (site / "pagefind" / "fragment" / "en_old.pf_fragment").write_bytes(b"old")
    search.write_index(site)
    assert files(site) == first


def test_the_pages_themselves_are_left_as_they_are(site: Path) -> None:
    search.write_index(site)
    assert (site / "articles" / "close" / "index.html").read_text("utf-8") == ARTICLE


def test_a_site_without_a_page_to_be_found_has_no_index(site: Path) -> None:
    (site / "articles" / "close" / "index.html").write_text(LOST, "utf-8")
    search.write_index(site)
    assert not (site / "pagefind").exists()


def test_a_failing_pagefind_is_told_with_its_own_words(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "broken"
    broken.write_text("#!/bin/sh\necho 'no room left' >&2\nexit 3\n", "utf-8")
    broken.chmod(0o755)
    monkeypatch.setattr(search, "get_executable", lambda: broken)
    with pytest.raises(AssetError, match=r"could not be made\. Pagefind said: no room left"):
        search.write_index(site)
