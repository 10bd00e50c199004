"""No article can run or load anything: either the check names the line, or a browser finds nothing in the page.

What a browser finds is asked of a browser's own parser, and of pages that it opens, without the policy that would stop
them all the same. INNERPERSONA_HOSTILE sets how many articles are made up, and how many of those are opened.
"""

from __future__ import annotations

import os
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from itertools import batched
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request

from innerpersona_site.build import ContentFaults, Options, build
from innerpersona_site.content.bibliography import Bibliography
from innerpersona_site.content.markup import content_faults
from innerpersona_site.content.source import split_source
from innerpersona_site.diagnostics import errors
from innerpersona_site.lint.reading import read_page
from innerpersona_site.markdown.context import RenderContext
from innerpersona_site.pages.markdown import render
from innerpersona_site.sources import Site
from innerpersona_site.static_server import serving
from tests.hostile import HOST, hostile_article

MADE, OPENED = (int(number) for number in os.environ.get("INNERPERSONA_HOSTILE", "400,20").split(","))

FOUND_IN = """pages => pages.map(html => {
  const found = [];
  const refused = 'script,iframe,frame,object,embed,base,meta,link,style,portal,fencedframe,' +
    'applet,foreignObject,animate,set,use,image,math,form[action],[formaction],[ping],[srcdoc],[background],[style],' +
    '[shadowrootmode],[http-equiv],[target],[is]';
  const look = root => { for (const element of root.querySelectorAll('*')) {
    if (element.matches(refused)) found.push(element.outerHTML.slice(0, 80));
    for (const { name, value } of element.attributes) {
      if (/^on/i.test(name)) found.push(name);
      if (!/^(xlink:)?(href|src|action|poster|data)$/i.test(name) && name !== 'srcset') continue;
      if (!URL.canParse(value, 'https://own.example/articles/a/')) continue;
      const address = new URL(value, 'https://own.example/articles/a/');
      if (!/^(https?|mailto|tel):$/.test(address.protocol) && !/^data:image/.test(value)) found.push(value);
      if (/^(src|poster)/.test(name) && address.host !== 'own.example' && !/^data:image/.test(value)) found.push(value);
    }
    if (element.content) look(element.content);
  } };
  try { look(new DOMParser().parseFromString(html, 'text/html')); }
  catch (error) { found.push(String(error)); }
  return found;
})"""


CONTEXT = RenderContext(Bibliography({}), lambda instrument: "", text=lambda key, **values: key)


def _is_let_in(number: int) -> bool:
    path = f"articles/a{number}.md"
    faults = errors(read_page(path, f"docs/{path}", hostile_article(number)).faults)
    assert all(fault.line > 0 for fault in faults)
    return not faults


def _rendered(number: int) -> str:
    return render(split_source(hostile_article(number)).body, f"articles/a{number}.md", CONTEXT).html


@pytest.fixture(scope="module")
def blank(browser: Browser) -> Iterator[Page]:
    """A page whose parser is asked."""
    page = browser.new_page()
    yield page
    page.close()


def test_a_browser_finds_nothing_in_what_the_check_lets_in(blank: Page) -> None:
    count: Counter[str] = Counter()
    rendered: dict[int, str] = {}
    for number in range(MADE):
        if not _is_let_in(number):
            count["named by the check"] += 1
            continue
        html = _rendered(number)
        if content_faults(html):
            count["stopped when rendered"] += 1
        else:
            rendered[number] = html
    for batch in batched(rendered, 100, strict=False):
        for number, found in zip(batch, blank.evaluate(FOUND_IN, [rendered[n] for n in batch]), strict=True):
            assert found == [], f"{number}: {found}\n{hostile_article(number)}\n{rendered[number]}"
    print(f"{MADE} articles: {dict(count)}, {len(rendered)} rendered")
    # Neither half may be empty, or nothing would have been tried.
    assert count["named by the check"] > MADE / 3 and len(rendered) > MADE / 20
    assert count["stopped when rendered"] <= MADE / 50


def test_the_parser_is_asked_the_right_thing(blank: Page) -> None:
    hostile = [
        "<p onclick=a()>",
        "<template><img src=//x.example/></template>",
        "<a href='java\nscript:a()'>a</a>",
    ]
    assert all(blank.evaluate(FOUND_IN, hostile))
    assert blank.evaluate(FOUND_IN, ["<p id=a>a <a href=/b>b</a><img src=c.png>"]) == [[]]


@pytest.fixture(scope="module")
def hostile_site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of the articles that the check lets in, without the policies that would hold the others back too."""
    folder = tmp_path_factory.mktemp("hostile")
    shutil.copy(root / "site.toml", folder)
    (folder / "overrides").symlink_to(root / "overrides")
    settings = (folder / "site.toml").read_text()
    ann = '[authors.ann]\nname = "Ann Roe"\nkind = "person"\n'
    (folder / "site.toml").write_text(settings[: settings.index("[[navigation]]")] + ann)
    articles = folder / "docs" / "articles"
    articles.mkdir(parents=True)
    shutil.copy(root / "docs" / "references.bib", folder / "docs")
    beside = "---\ntitle: Beside\ndescription: A description long enough to pass the rule of fifty.\n---\n\nText.\n"
    for path in ("index.md", "quiz/attachment.md"):
        (folder / "docs" / path).parent.mkdir(exist_ok=True)
        (folder / "docs" / path).write_text(beside)
    for section in ("relationships", "personality"):
        (folder / "docs" / f"{section}.md").write_text(
            beside.replace("\n---\n", f"\ntemplate: hub.html\nhub: {section}\n---\n", 1)
        )
    (folder / "docs" / "images").mkdir()
    (folder / "docs" / "images" / "a.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    for number in (n for n in range(OPENED * 100) if _is_let_in(n) and not content_faults(_rendered(n))):
        (articles / f"a{number}.md").write_text(hostile_article(number), "utf-8")
        if len(list(articles.iterdir())) == OPENED * 3:
            break
    out = folder / "site"
    _build_what_can_be(folder, out)
    for page in out.rglob("*.html"):
        policy = r'<meta http-equiv="Content-Security-Policy"[^>]*>'
        page.write_text(re.sub(policy, "", page.read_text("utf-8")), "utf-8")
    return out


def _build_what_can_be(folder: Path, out: Path) -> None:
    """Build without the articles that the check of the whole site names for other reasons, such as a link to nowhere."""
    options = Options(without=frozenset({"search", "cards", "engine"}))
    try:
        build(Site(folder), out, options)
    except ContentFaults as stop:
        for path in {Path(fault.path).name for fault in errors(stop.diagnostics)}:
            (folder / "docs" / "articles" / path).unlink()
        build(Site(folder), out, options)


def test_nothing_runs_or_is_loaded_when_a_browser_opens_them(browser: Browser, hostile_site: Path) -> None:
    with serving(hostile_site) as server:
        context = browser.new_context(service_workers="block")
        asked: list[str] = []

        def note(request: Request) -> None:
            if HOST in request.url.lower() or not request.url.startswith((server.url, "data:")):
                asked.append(request.url)

        context.on("request", note)
        page = context.new_page()
        opened = 0
        for file in sorted((hostile_site / "articles").glob("*/index.html"))[:OPENED]:
            address = f"{server.url}articles/{file.parent.name}/"
            page.goto(address)
            page.evaluate(
                "document.querySelectorAll('a, p, button, details').forEach(e => e.dispatchEvent(new Event('mouseover')))"
            )
            assert page.evaluate("'pwned' in window") is False, file
            assert (page.url, asked) == (address, []), file
            opened += 1
        context.close()
    assert opened == OPENED
