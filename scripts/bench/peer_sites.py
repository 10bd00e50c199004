"""The same articles as a site of each generator, ours among them, and the commands that build it.

Each gets what its own documentation starts with, and a list of all articles on the front page:

- Material for MkDocs: the stock theme and its search. The articles are not in the navigation, which every page repeats.
- Zensical: the same, with its own theme and search.
- Pelican: its theme `simple`, with the settings of `pelican-quickstart` and its cache of read files.
- Hugo: two layouts, for a page and for a list; its feed and site map as they come. No plugins.
- Eleventy: two layouts, for a page and for the list. No plugins.
- InnerPersona: three rows. Everything that the published site has: pages, checks, search, social cards, feeds, Markdown
  copies, the offline worker; the scoring engine is made once, before. Everything but the search. Pages alone.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from many_articles import copy_with_articles, forget_pages, link_engine
from peer_corpus import Article, articles

CHANGED = "secure-attachment"
SENTENCE = "A sentence that was not here before."


@dataclass(frozen=True, slots=True)
class Contestant:
    """A generator with a site.

    Attributes:
        name: as the table has it.
        folder: the site's.
        command: builds the site.
        article: the Markdown file of the article that will be changed.
        out: the folder of the built pages.
        caches: folders that, besides `out`, a build leaves behind.
        own_cache: a folder of which a build leaves behind all but the engine.
        environment: variables that the command needs.
    """

    name: str
    folder: Path
    command: tuple[str, ...]
    article: Path
    out: Path
    caches: tuple[Path, ...] = ()
    own_cache: Path | None = None
    environment: Mapping[str, str] = field(default_factory=dict)

    def clear(self) -> None:
        """Remove all that a build left behind."""
        for path in (self.out, *self.caches):
            shutil.rmtree(path, ignore_errors=True)
        if self.own_cache:
            forget_pages(self.own_cache)

    def change(self, number: int) -> None:
        """Add a sentence to an article."""
        with self.article.open("a", encoding="utf-8") as file:
            file.write(f"\n{SENTENCE} {number}\n")

    def check(self, wanted: int, number: int) -> None:
        """Raise RuntimeError unless there are as many pages as articles, and the last change is on its page."""
        pages = list(self.out.rglob("*.html"))
        if len(pages) < wanted:
            raise RuntimeError(f"{self.name} built {len(pages)} pages of {wanted} articles.")
        (page,) = [page for page in pages if CHANGED in (page.stem, page.parent.name)]
        if number and f"{SENTENCE} {number}" not in page.read_text("utf-8"):
            raise RuntimeError(f"{self.name} did not build the change.")


def contestants(root: Path, peers: Path, scratch: Path, number: int) -> list[Contestant]:
    """Write the sites and return them.

    Args:
        root: this checkout, with its engine.
        peers: the environment of the peers (`scripts/setup peers`).
        scratch: an empty folder.
        number: of articles; at least as many as ship.
    """
    copy = scratch / "ours"
    copy_with_articles(root, copy, number)
    cache = link_engine(root, copy)
    corpus = list(articles(copy / "docs" / "articles"))
    ours = [
        _ours(copy, cache, "InnerPersona, everything", ()),
        _ours(copy, cache, "InnerPersona, without search", ("--without", "search")),
        _ours(copy, cache, "InnerPersona, pages alone", ("--only", "pages")),
    ]
    makers: tuple[Callable[[list[Article], Path, Path], Contestant], ...] = (
        _zensical,
        _material,
        _pelican,
        _eleventy,
        _hugo,
    )
    for make in makers:
        (scratch / make.__name__).mkdir()
    return [*ours, *(make(corpus, scratch / make.__name__, peers) for make in makers)]


def _ours(site: Path, cache: Path, name: str, switches: tuple[str, ...]) -> Contestant:
    out = site.parent / f"out {name}"
    return Contestant(
        name,
        site,
        (sys.executable, "-m", "innerpersona_site.cli", "build", "--out", str(out), *switches),
        site / "docs" / "articles" / f"{CHANGED}.md",
        out,
        own_cache=cache,
    )


def _material(corpus: list[Article], folder: Path, peers: Path) -> Contestant:
    _write_docs(corpus, folder)
    config = (
        "site_name: Articles\ntheme:\n  name: material\nnav:\n  - Home: index.md\nnot_in_nav: /articles/\n"
    )
    (folder / "mkdocs.yml").write_text(config, "utf-8")
    command = (str(peers / "bin" / "mkdocs"), "build", "--quiet")
    quiet = {"NO_MKDOCS_2_WARNING": "1"}
    article = folder / "docs" / "articles" / f"{CHANGED}.md"
    return Contestant("Material for MkDocs", folder, command, article, folder / "site", environment=quiet)


def _zensical(corpus: list[Article], folder: Path, peers: Path) -> Contestant:
    _write_docs(corpus, folder)
    (folder / "zensical.toml").write_text(
        '[project]\nsite_name = "Articles"\nnav = [{ "Home" = "index.md" }]\n', "utf-8"
    )
    command = (str(peers / "bin" / "zensical"), "build")
    article = folder / "docs" / "articles" / f"{CHANGED}.md"
    return Contestant("Zensical", folder, command, article, folder / "site", (folder / ".cache",))


def _write_docs(corpus: list[Article], folder: Path) -> None:
    target = folder / "docs" / "articles"
    target.mkdir(parents=True)
    for one in corpus:
        matter = (
            f"title: {json.dumps(one.title)}\ndate: {one.date}\ndescription: {json.dumps(one.description)}"
        )
        (target / f"{one.slug}.md").write_text(f"---\n{matter}\n---\n\n# {one.title}\n\n{one.body}", "utf-8")
    links = "\n".join(f"- [{one.title}](articles/{one.slug}.md)" for one in corpus)
    (folder / "docs" / "index.md").write_text(f"# Articles\n\n{links}\n", "utf-8")


PELICAN_SETTINGS = """
AUTHOR = "Writer"
SITENAME = "Articles"
SITEURL = ""
PATH = "content"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
THEME = "simple"
FEED_ALL_ATOM = None
CATEGORY_FEED_ATOM = None
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
DEFAULT_PAGINATION = 10
CACHE_CONTENT = True
LOAD_CONTENT_CACHE = True
"""


def _pelican(corpus: list[Article], folder: Path, peers: Path) -> Contestant:
    (folder / "content").mkdir()
    for one in corpus:
        head = f"Title: {one.title}\nDate: {one.date}\nSlug: {one.slug}\nSummary: {one.description}\n"
        (folder / "content" / f"{one.slug}.md").write_text(f"{head}\n{one.body}", "utf-8")
    (folder / "pelicanconf.py").write_text(PELICAN_SETTINGS, "utf-8")
    command = (
        str(peers / "bin" / "pelican"),
        "content",
        "--output",
        "output",
        "--settings",
        "pelicanconf.py",
    )
    article = folder / "content" / f"{CHANGED}.md"
    return Contestant("Pelican", folder, command, article, folder / "output", (folder / "cache",))


HUGO_PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{{ .Title }}</title><meta name="description" content="{{ .Description }}"></head>
<body><main><h1>{{ .Title }}</h1>{{ .Content }}</main></body>
</html>
"""
HUGO_LIST = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><main><h1>{{ .Title }}</h1>
<ul>{{ range .Site.RegularPages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul></main></body>
</html>
"""


def _hugo(corpus: list[Article], folder: Path, peers: Path) -> Contestant:
    content = folder / "content" / "articles"
    layouts = folder / "layouts"
    content.mkdir(parents=True)
    layouts.mkdir()
    for one in corpus:
        matter = {"title": one.title, "date": one.date, "description": one.description}
        (content / f"{one.slug}.md").write_text(f"{json.dumps(matter)}\n\n{one.body}", "utf-8")
    (layouts / "single.html").write_text(HUGO_PAGE, "utf-8")
    for name in ("home.html", "list.html"):
        (layouts / name).write_text(HUGO_LIST, "utf-8")
    (folder / "hugo.toml").write_text('baseURL = "https://articles.example/"\ntitle = "Articles"\n', "utf-8")
    command = (str(peers / "bin" / "hugo"), "--quiet")
    caches = (folder / "resources",)
    return Contestant("Hugo", folder, command, content / f"{CHANGED}.md", folder / "public", caches)


ELEVENTY_SETTINGS = """export default () => ({
  markdownTemplateEngine: false,
  dir: { input: 'content', output: 'site' },
});
"""
ELEVENTY_PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>{{ title }}</title><meta name="description" content="{{ description }}"></head>
<body><main><h1>{{ title }}</h1>{{ content | safe }}</main></body>
</html>
"""
ELEVENTY_LIST = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Articles</title></head>
<body><main><h1>Articles</h1>
<ul>{% for one in collections.articles %}<li><a href="{{ one.url }}">{{ one.data.title }}</a></li>{% endfor %}</ul>
</main></body>
</html>
"""


def _eleventy(corpus: list[Article], folder: Path, peers: Path) -> Contestant:
    content = folder / "content"
    (content / "articles").mkdir(parents=True)
    (content / "_includes").mkdir()
    for one in corpus:
        matter = (
            f"title: {json.dumps(one.title)}\ndate: {one.date}\ndescription: {json.dumps(one.description)}"
        )
        (content / "articles" / f"{one.slug}.md").write_text(f"---\n{matter}\n---\n\n{one.body}", "utf-8")
    (content / "articles" / "articles.json").write_text('{"layout": "page.njk", "tags": "articles"}', "utf-8")
    (content / "_includes" / "page.njk").write_text(ELEVENTY_PAGE, "utf-8")
    (content / "index.njk").write_text(ELEVENTY_LIST, "utf-8")
    (folder / "eleventy.config.mjs").write_text(ELEVENTY_SETTINGS, "utf-8")
    command = ("node", str(peers / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"), "--quiet")
    article = content / "articles" / f"{CHANGED}.md"
    return Contestant("Eleventy", folder, command, article, folder / "site")
