"""Build a small site and look at what came out."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from conftest import HEAD, TODAY, Site, article, page

from innerpersona_quiz.instruments import load_instrument
from innerpersona_site import pipeline
from innerpersona_site.build import BuildError, ContentFaults
from innerpersona_site.cache import Cache
from innerpersona_site.diagnostics import errors, ordered
from innerpersona_site.engine import EngineError
from innerpersona_site.lint.runner import check_site
from innerpersona_site.markdown.filling import fill
from innerpersona_site.markdown.rendered import Rendered
from innerpersona_site.output.engine import Engine
from innerpersona_site.output.preloads import addresses
from innerpersona_site.sources import Site as Sources
from innerpersona_site.sources import Theme, read_inputs
from tests.parsed_policy import content_policy


def test_pages_are_where_they_belong_and_nothing_else_is(site: Site) -> None:
    site.build()
    assert set(site.pages()) == {
        "404.html",
        "index.html",
        "relationships/index.html",
        "quiz/attachment/index.html",
        "articles/one/index.html",
        "articles/two/index.html",
    }
    assert not (site.root / "site" / "references.bib").exists()


def test_templates_read_the_facts(site: Site) -> None:
    site.build()
    one = site.read("articles/one/index.html")
    assert "[Nov 1, 2026 · 1 min · Awareness]" in one
    assert "[related two]" in one
    assert "<svg" in one
    assert "[card /base/articles/one/][card /base/articles/two/]" in site.read("index.html")
    assert "[Awareness one two]" in site.read("relationships/index.html")
    assert "Page not found /base/relationships/" in site.read("404.html")


def test_markdown_of_our_own_is_rendered_and_links_lead_somewhere(site: Site) -> None:
    site.build()
    one = site.read("articles/one/index.html")
    assert '<a class="ip-cta__button" href="../../quiz/attachment/">Start the quiz</a>' in one
    assert '<li id="ref-hazan1987romantic">' in one
    assert '<details class="ip-faq__item" id="faq-why">' in one
    assert '<a href="../two/">two</a>' in one


def test_drafts_and_the_future_stay_out_and_links_to_them_are_text(
    site: Site,
) -> None:
    report = site.build()
    one = site.read("articles/one/index.html")
    assert "<span>a draft</span>" in one
    assert "<span>a later one</span>" in one
    found = [fault for fault in report.diagnostics if fault.code == "link-unpublished"]
    assert [(fault.line, fault.column) for fault in found] == [(11, 57), (11, 82)]
    assert all(fault.path == "docs/articles/one.md" for fault in found)
    assert not any("raft" in html.replace("a draft", "") for html in site.pages().values())


def test_a_page_with_a_quiz_has_its_form_and_the_engine(site: Site) -> None:
    site.build()
    quiz = site.read("quiz/attachment/index.html")
    items = [item.id for item in load_instrument("attachment").items]
    assert re.findall(r'<fieldset data-item="(\w+)">', quiz) == items
    assert "<p><ip-quiz" not in quiz
    base, manifest = re.findall(r'data-base="([^"]*)">(.*?)</script>', quiz)[0]
    assert base == "../../assets/engine/abc123/"
    assert json.loads(manifest) == {"hash": "abc123", "note": "</script>"}
    worker = site.root / "site" / "quiz" / "attachment" / base / "worker.mjs"
    assert worker.read_text("utf-8") == "// worker"


def test_without_the_engine_the_pages_are_there_all_the_same(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: object) -> Engine:
        raise AssertionError("the engine was built")

    monkeypatch.setattr(pipeline, "find_engine", fail)
    site.build("engine")
    assert "<ip-quiz" in site.read("quiz/attachment/index.html")
    assert not (site.root / "site" / "assets" / "engine").exists()


def test_no_quiz_no_engine(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: object) -> Engine:
        raise AssertionError("the engine was built")

    monkeypatch.setattr(pipeline, "find_engine", fail)
    site.docs["quiz/attachment.md"] = page("Quiz", "Soon.\n")
    site.build()


def test_every_page_carries_the_policy_that_fits_it(site: Site) -> None:
    site.build()
    pages = site.pages()
    assert len(pages) == 6
    for path, html in pages.items():
        start = html.index('<meta charset="utf-8">') + len('<meta charset="utf-8">')
        element = re.match(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', html[start:])
        assert element is not None, path
        expected, faults = content_policy(html)
        assert (element[1], faults) == (expected, []), path
        assert ("blob:" in element[1]) == (path == "quiz/attachment/index.html"), path
        assert ("sha256-" in element[1]) == path.startswith("articles/"), path


def test_a_page_that_its_policy_would_break_stops_the_build(site: Site) -> None:
    site.docs["index.md"] = page("Home", '<p style="color: red">Red.</p>\n', "template: home.html\n")
    site.docs["articles/two.md"] = article("Article two", "![A loop](https://elsewhere.example/a.png)\n")
    with pytest.raises(BuildError) as stop:
        site.build()
    assert "docs/index.md:7:1: error[policy-inline-style]" in str(stop.value)
    assert "docs/articles/two.md:11:1: error[policy-foreign-host]" in str(stop.value)


def test_what_could_run_in_rendered_content_stops_the_build(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of the renderer that the check, which reads the source, can't see."""

    def filled(*given: Any) -> Rendered:
        made = fill(*given)
        return replace(made, html=f"{made.html}<script>go()</script>")

    monkeypatch.setattr("innerpersona_site.pages.rendering.fill", filled)
    with pytest.raises(BuildError, match=r"docs/.*\.md .*from line \d+ on, .*could run or load: <script>"):
        site.build()


def test_a_page_or_code_in_docs_stops_the_build(site: Site) -> None:
    site.docs["extra/page.html"] = "<script>go()</script>"
    site.docs["images/loop.svg"] = "<svg>\n<script/></svg>"
    with pytest.raises(BuildError) as stop:
        site.build()
    assert "docs/extra/page.html:1:1: error[policy-file]" in str(stop.value)
    assert "docs/images/loop.svg:2:1: error[policy-file]" in str(stop.value)


def test_a_template_without_a_place_for_the_policy_stops_the_build(site: Site) -> None:
    site.templates["404.html"] = "<!doctype html><html><head><title>404</title></head></html>"
    with pytest.raises(BuildError, match=r"404\.html.*<meta charset"):
        site.build()


def test_every_fault_of_every_page_stops_the_build_at_once(site: Site) -> None:
    site.docs["articles/one.md"] = article("Article one", "/// takeaway\n///\n\nSee [@nobody1999x].\n")
    site.docs["articles/two.md"] = article("Article two", "[Gone](gone.md)\n", more="tag: x\n")
    with pytest.raises(BuildError) as stop:
        site.build()
    text = str(stop.value)
    assert re.findall(r"^(docs/\S+):\d+:\d+: error\[([\w-]+)\]", text, re.M) == [
        ("docs/articles/one.md", "block-unknown"),
        ("docs/articles/one.md", "citation-unknown"),
        ("docs/articles/two.md", "front-matter-unknown-key"),
        ("docs/articles/two.md", "link-missing"),
    ]
    assert not (site.root / "site" / "articles").exists()


def test_a_build_stops_at_the_errors_that_the_check_finds(site: Site) -> None:
    site.docs |= {
        "articles/one.md": article(
            "Article one", "/// takeaway\n///\n\n## A\n\n#### B\n\nSee [@nobody1999x].\n"
        ),
        "articles/two.md": article(
            "Article two", "![](gone.svg) [Gone](gone.md#x)\n", more="companion: none\n"
        ),
        "articles/Three.md": article("Article three", "‹To be written.›\n", more="tag: x\n"),
        "about/lost.md": "Fl\ufffdckiger\n",
    }
    with pytest.raises(ContentFaults) as stop:
        site.build()
    found = check_site(Sources(site.root, today=TODAY), read_inputs(Sources(site.root), {}), Cache(None), 1)
    assert len({fault.code for fault in errors(found.diagnostics)}) >= 10
    assert errors(stop.value.diagnostics) == errors(ordered(found.diagnostics))


def test_a_failing_engine_is_one_sentence(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: object) -> Engine:
        raise EngineError("The runtime could not be fetched.", "Connect to the network once.")

    monkeypatch.setattr(pipeline, "find_engine", fail)
    with pytest.raises(BuildError, match="Connect to the network once"):
        site.build()


def test_building_twice_gives_the_same_pages(site: Site) -> None:
    site.build()
    first = site.pages()
    site.build()
    assert site.pages() == first


def test_a_change_has_those_pages_rendered_that_it_concerns(site: Site, root: Path) -> None:
    # Names of stylesheets and modules reach the trace of a page from the templates, so the theme's own are used.
    site.templates["main.html"] = (
        HEAD + '<link href="{{ stylesheet("base") }}">{{ page.content }}</head></html>'
    )
    site.templates["assets/stylesheets/base.css"] = "body{margin:0}"
    assert site.build().rendered == 6
    site.docs["articles/two.md"] += "One more sentence.\n"
    report = site.build()
    assert (report.rendered, report.changes.unchanged > 8) == (1, True)
    site.docs["articles/two.md"] = site.docs["articles/two.md"].replace("Article two", "Article three")
    assert site.build().rendered == 4  # itself, the front page, its hub, and the article that names it
    site.templates["hub.html"] += " "
    assert site.build().rendered == 1
    assert site.build().rendered == 0


def test_a_script_module_is_read_once_for_all_pages(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.templates["article.html"] = f"{HEAD}{{{{ modules('javascripts/a.mjs') | join }}}}</head></html>"
    site.templates["javascripts/a.mjs"] = 'import "./b.mjs";\n'
    site.templates["javascripts/b.mjs"] = ""
    asked: list[str] = []

    def counted(entry: str, theme: Theme) -> list[str]:
        asked.append(entry)
        return addresses(entry, theme)

    monkeypatch.setattr(pipeline, "addresses", counted)
    site.build()
    assert asked == ["javascripts/a.mjs"]
    assert "javascripts/b.mjs" in site.read("articles/one/index.html")


def test_a_whole_former_path_leads_to_the_article(site: Site, root: Path) -> None:
    site.templates["moved.html"] = (root / "overrides" / "moved.html").read_text("utf-8")
    former = "formerly: [/2019/05/two.html, /blog/old, /posts/old/]\n"
    site.docs["articles/two.md"] = article("Article two", "Text.\n", more=former)
    site.build()
    assert 'data-to="../../articles/two/"' in site.read("2019/05/two.html")
    for path in ("blog/old/index.html", "posts/old/index.html"):
        assert 'data-to="../../articles/two/"' in site.read(path)


def test_a_former_address_leads_to_the_article_under_the_same_policy(site: Site, root: Path) -> None:
    site.templates["moved.html"] = (root / "overrides" / "moved.html").read_text("utf-8")
    site.docs["articles/two.md"] = article("Article <two>", "Text.\n", more="formerly: [second, no-2]\n")
    site.docs["articles/one.md"] = article("Article one", "See [two](two.md).\n")
    site.build()
    for slug in ("second", "no-2"):
        page = site.read(f"articles/{slug}/index.html")
        assert '<meta name="robots" content="noindex">' in page
        assert '<link rel="canonical" href="https://site.test/base/articles/two/">' in page
        assert '<a href="../two/">Article &lt;two&gt;</a>' in page
        assert 'data-to="../two/"' in page
        policy, faults = content_policy(page)
        assert f'content="{policy}"' in page and faults == []
        assert slug not in site.read("sitemap.xml")


def test_a_fault_in_the_texts_stops_the_build_and_names_the_text(site: Site) -> None:
    site.build()
    before = site.pages()
    site.templates["texts/en/pages.toml"] += '[broken]\ntext = "An {open brace"\n'
    with pytest.raises(BuildError, match=r"pages\.broken\.text: a brace stands alone"):
        site.build()
    assert site.pages() == before


def test_another_text_changes_the_pages_and_scripts_that_show_it(site: Site) -> None:
    site.templates["404.html"] += "{{ text('pages.not_found.about') }}"
    site.templates["assets/quiz/wording.mjs"] = "import texts from './texts.mjs';\n"
    site.build()
    for file in ("pages", "quiz"):
        name = f"texts/en/{file}.toml"
        site.templates[name] = (
            site.templates[name].replace("It may have moved", "Gone it is").replace("Skip", "Pass")
        )
    site.build()
    assert "Gone it is" in site.read("404.html")
    assert '"skip":"Pass"' in site.read("assets/quiz/texts.mjs")
