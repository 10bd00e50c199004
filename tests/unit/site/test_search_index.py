"""The search index, made by Pagefind itself from small pages."""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import cbor2
import pytest

from innerpersona_site.output import pagefind, search
from innerpersona_site.output.pagefind import SearchError
from innerpersona_site.output.search_shards import divide, shard_count
from innerpersona_site.output.tree import Emitted, OutputTree

ARTICLE = """<!doctype html><html lang="en"><head><title>Other title</title></head><body>
<header>Frame words</header>
<main data-pagefind-body data-pagefind-meta="place:Relationships">
<h1>Being close</h1><p class="ip-meta">Eleven minutes</p>
<nav class="ip-contents">Contents words</nav>
<p>Closeness is <em>learned</em> <span>(<a class="ip-cite" href="#ref-a" id="cite-a-1">Feeney, 2007</a>)</span>.</p>
<p><img alt="Picture words" src="a.svg"></p>
<section class="ip-takeaways"><h2 id="key-takeaways">Key takeaways<a class="headerlink">¶</a></h2>
<ul><li>Trust grows.</li></ul></section>
<aside aria-label="For you" class="ip-profile-note"><p>Reader words</p></aside>
<ip-quiz><form>Questionnaire words</form></ip-quiz>
<section class="ip-faq"><h2 id="faq">Questions</h2><details class="ip-faq__item" id="faq-why">
<summary><h3>Why does it matter?</h3></summary><div>Because it does.</div></details></section>
<aside class="ip-cta"><h2>Button words</h2></aside>
<section aria-labelledby="references" class="ip-references"><h2>References</h2><ol><li>Work</li></ol></section>
<article class="ip-card"><p>Card words</p></article>
</main><footer>Footer words</footer></body></html>"""
LOST = "<!doctype html><html lang='en'><body><main><h1>No page here</h1></main></body></html>"
SHARD_PAGES = 4


WRITTEN: dict[Path, dict[str, Emitted]] = {}
"""What each folder holds, as a build records it."""


def page(words: str) -> str:
    text = search.searchable(f"<html lang='en'><main data-pagefind-body><h1>A page</h1>{words}</main></html>")
    assert text is not None
    return text


PAGES = {f"articles/{number}/": page(f"Word{number} close to café") for number in range(20)}


def write(pages: Mapping[str, str], out: Path, cache: Path, shard_pages: int = SHARD_PAGES) -> list[str]:
    """Write an index beside what lies there, and return the addresses whose text was read."""
    read: list[str] = []

    def text(url: str) -> str:
        read.append(url)
        return pages[url]

    digests = {url: hashlib.sha256(html.encode()).hexdigest() for url, html in pages.items()}
    tree = OutputTree(out, WRITTEN.get(out, {}))
    try:
        search.emit_index(tree, digests, text, cache, shard_pages=shard_pages)
        _, WRITTEN[out] = tree.commit()
    finally:
        tree.discard()
    return read


def decompressed(file: Path) -> bytes:
    return gzip.decompress(file.read_bytes()).removeprefix(b"pagefind_dcd")


def found(out: Path) -> list[dict[str, Any]]:
    """What the index holds of each page."""
    return [json.loads(decompressed(file)) for file in sorted((out / "pagefind" / "fragment").rglob("*.*"))]


def files(out: Path) -> dict[str, bytes]:
    index = out / "pagefind"
    return {
        file.relative_to(index).as_posix(): file.read_bytes() for file in index.rglob("*") if file.is_file()
    }


@pytest.fixture
def article(tmp_path: Path) -> dict[str, Any]:
    text = search.searchable(ARTICLE)
    assert text is not None
    write({"articles/close/": text}, tmp_path / "out", tmp_path / "cache")
    (only,) = found(tmp_path / "out")
    return only


def test_a_page_is_found_by_its_own_words_and_by_nothing_of_its_frame(article: dict[str, Any]) -> None:
    assert article["url"] == "/articles/close/"
    assert article["meta"] == {"title": "Being close", "place": "Relationships"}
    assert article["content"] == (
        "Being close. Closeness is learned (Feeney, 2007). Key takeaways. Trust grows. Questions. "
        "Why does it matter? Because it does."
    )


def test_sections_takeaways_and_each_question_have_an_anchor_that_is_on_the_page(
    article: dict[str, Any],
) -> None:
    anchors = {anchor["id"]: anchor["text"] for anchor in article["anchors"]}
    assert anchors == {"key-takeaways": "Key takeaways", "faq": "Questions", "faq-why": "Why does it matter?"}
    assert all(f'id="{anchor}"' in ARTICLE for anchor in anchors)


def test_what_is_cut_before_pagefind_reads_a_page_is_what_it_would_leave_out(
    article: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved = ARTICLE.replace(' id="faq-why"', "").replace("<h3>", '<h3 id="faq-why">')
    unlinked = re.sub(r'<a class="ip-cite"[^>]*>(.*?)</a>', r"\1", moved)
    whole = unlinked.replace('<p><img alt="Picture words" src="a.svg"></p>', "")
    write({"articles/close/": whole}, tmp_path / "whole", tmp_path / "other cache")
    (only,) = found(tmp_path / "whole")
    assert only == article


def test_a_page_that_is_not_to_be_found_has_no_text() -> None:
    assert search.searchable(LOST) is None


def test_a_page_without_a_heading_or_a_place_is_found_all_the_same(tmp_path: Path) -> None:
    text = search.searchable("<html lang='en'><main data-pagefind-body><p>Alone</p></main></html>")
    assert text is not None
    write({"one/": text, "two/": PAGES["articles/1/"]}, tmp_path / "out", tmp_path / "cache")
    assert sorted(one["meta"]["title"] for one in found(tmp_path / "out")) == ["", "A page"]


def test_only_what_the_sites_own_search_reads_is_shipped(tmp_path: Path) -> None:
    write(PAGES, tmp_path / "out", tmp_path / "cache")
    names = {name for name in files(tmp_path / "out") if "/" not in name and not name.endswith(".pf_meta")}
    assert names == {"pagefind.js", "pagefind-entry.json", "wasm.en.pagefind"}


def test_the_table_of_contents_counts_the_pages_of_all_shards(tmp_path: Path) -> None:
    write(PAGES, tmp_path / "out", tmp_path / "cache")
    folder = tmp_path / "out" / "pagefind"
    entry = json.loads((folder / "pagefind-entry.json").read_text("utf-8"))
    language = entry["languages"]["en"]
    version, pages, pieces, _, _, fields = cbor2.loads(
        decompressed(folder / f"pagefind.{language['hash']}.pf_meta")
    )
    assert version == entry["version"]
    assert fields == ["place", "title"]
    assert len(pages) == language["page_count"] == len(PAGES) == sum(pages for _, pages in entry["shards"])
    assert len(entry["shards"]) > 2
    assert all((folder / "fragment" / f"{name}.pf_fragment").is_file() for name, _ in pages)
    assert all((folder / "index" / f"{name}.pf_index").is_file() for _, _, name in pieces)
    for shard, _ in entry["shards"]:
        ranges = [(first, last) for first, last, name in pieces if name.startswith(shard)]
        assert all(any(first <= word <= last for first, last in ranges) for word in ("a", "close", "żółw"))


def test_one_changed_page_has_only_its_shard_made_anew(tmp_path: Path) -> None:
    assert sorted(write(PAGES, tmp_path / "out", tmp_path / "cache")) == sorted(PAGES)
    assert write(PAGES, tmp_path / "out", tmp_path / "cache") == []
    changed = PAGES | {"articles/7/": page("Something else")}
    (own,) = [
        shard for shard in divide(PAGES, shard_count(len(PAGES), SHARD_PAGES)) if "articles/7/" in shard
    ]
    assert write(changed, tmp_path / "out", tmp_path / "cache") == own
    write(changed, tmp_path / "anew", tmp_path / "empty cache")
    assert files(tmp_path / "out") == files(tmp_path / "anew")


@pytest.mark.parametrize(
    "now", [dict(list(PAGES.items())[:9]), PAGES | {"new/": page("New")}], ids=["fewer", "more"]
)
def test_the_index_does_not_remember_what_was_before(tmp_path: Path, now: dict[str, str]) -> None:
    write(PAGES, tmp_path / "out", tmp_path / "cache")
    write(now, tmp_path / "out", tmp_path / "cache")
    write(now, tmp_path / "anew", tmp_path / "empty cache")
    assert files(tmp_path / "out") == files(tmp_path / "anew")


def test_one_shard_more_splits_one_and_leaves_the_rest() -> None:
    urls = [f"articles/{number}/" for number in range(1000)]
    for count in range(1, 40):
        before, after = ([set(shard) for shard in divide(urls, number)] for number in (count, count + 1))
        split = [shard for shard in before if shard not in after]
        parts = [shard for shard in after if shard not in before]
        assert len(split) == 1
        assert split == [set().union(*parts)]
        assert len(parts) == 2


@pytest.mark.parametrize("damage", [b"", b"no archive", None], ids=["empty", "foreign", "altered"])
def test_a_damaged_cache_is_made_anew(tmp_path: Path, damage: bytes | None) -> None:
    write(PAGES, tmp_path / "out", tmp_path / "cache")
    for file in (tmp_path / "cache").iterdir():
        if damage is not None:
            file.write_bytes(damage)
            continue
        with zipfile.ZipFile(file) as archive:
            last = archive.infolist()[-1]
        content = bytearray(file.read_bytes())
        content[last.header_offset + 60] ^= 1
        file.write_bytes(content)
    write(PAGES, tmp_path / "anew", tmp_path / "cache")
    assert files(tmp_path / "out") == files(tmp_path / "anew")


def test_a_shard_that_was_changed_on_purpose_is_made_anew(tmp_path: Path) -> None:
    """Its own checksums are right, so only the hash that it carries gives it away."""
    write(PAGES, tmp_path / "out", tmp_path / "cache")
    for file in (tmp_path / "cache").iterdir():
        with zipfile.ZipFile(file) as archive:
            comment, members = archive.comment, {name: archive.read(name) for name in archive.namelist()}
        last = list(members)[-1]
        members[last] = members[last][::-1]
        with zipfile.ZipFile(file, "w") as archive:
            archive.comment = comment
            for name, content in members.items():
                archive.writestr(name, content)
    write(PAGES, tmp_path / "anew", tmp_path / "cache")
    assert files(tmp_path / "out") == files(tmp_path / "anew")


def test_the_cache_is_bounded(tmp_path: Path) -> None:
    for number in range(30):
        write({"one/": page(f"Version {number}")}, tmp_path / "out", tmp_path / "cache")
    assert len(list((tmp_path / "cache").iterdir())) <= 12


def test_a_site_without_a_page_to_be_found_has_no_index(tmp_path: Path) -> None:
    write(PAGES, tmp_path / "out", tmp_path / "cache")
    write({}, tmp_path / "out", tmp_path / "cache")
    assert not (tmp_path / "out" / "pagefind").exists()


@pytest.mark.parametrize("reads", ["", "cat > /dev/null\n"], ids=["at once", "later"])
def test_a_failing_pagefind_is_told_with_its_own_words_and_leaves_the_former_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reads: str
) -> None:
    write(PAGES, tmp_path / "out", tmp_path / "cache")
    before = files(tmp_path / "out")
    broken = tmp_path / "broken"
    broken.write_text(
        f"#!/bin/sh\necho 'no room left' >&2\n{'' if not reads else 'head -c 10 > /dev/null'}\nexit 3\n",
        "utf-8",
    )
    broken.chmod(0o755)
    monkeypatch.setattr(pagefind, "get_executable", lambda: broken)
    with pytest.raises(SearchError, match=r"could not be made\. Pagefind said: no room left"):
        write(PAGES | {"new/": page("New")}, tmp_path / "out", tmp_path / "cache")
    assert files(tmp_path / "out") == before


def test_pages_with_other_metadata_are_refused(tmp_path: Path) -> None:
    other = "<html><body data-pagefind-body data-pagefind-meta='color:red'><h1>A</h1></body></html>"
    with pytest.raises(SearchError, match="color"):
        write({"one/": other}, tmp_path / "out", tmp_path / "cache")
