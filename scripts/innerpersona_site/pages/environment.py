"""The one Jinja environment: every page, form and screen is rendered here, escaped, from facts alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache, partial
from pathlib import Path
from urllib.parse import urlsplit

import jinja2
from jinja2.runtime import Context
from markupsafe import Markup

from innerpersona_site.content.corrections import correction_mail
from innerpersona_site.content.icons import IconSet
from innerpersona_site.content.model import PageFacts, SiteFacts
from innerpersona_site.content.pattern import pattern_svg
from innerpersona_site.content.texts import Texts
from innerpersona_site.pages.frames import Frames
from innerpersona_site.pages.policy import InlineScripts


def page_environment(
    folders: Sequence[Path],
    *,
    stylesheet: Callable[[str], str],
    modules: Callable[[str], Iterable[str]],
    icons: IconSet,
    texts: Texts,
    integrity: Callable[[str], str] = lambda path: "",
    scripts: InlineScripts | None = None,
    compiled: jinja2.BytecodeCache | None = None,
) -> jinja2.Environment:
    """Return the environment of the theme's templates.

    A page's template gets `page` (`PageFacts`) and `site` (`SiteFacts`) and nothing else; an undefined name is an error.

    Args:
        folders: the theme's folders; the first that has a template wins.
        stylesheet: from names of sheets, between spaces, to the path of one file with all of them.
        modules: from a script module's path to those of what it imports.
        integrity: from a script module's path to the hash by which a browser checks it.
        icons: what `icon("material-heart")` draws from.
        texts: what `text("pages.home.read")` and the filter `day` take words and forms from.
        scripts: what collects the scripts that templates put into a page.
        compiled: what stores compiled templates from one build to the next.
    """
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folders),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=compiled,
    )
    environment.filters.update(url=_url, day=texts.day)
    scripts = scripts or InlineScripts()

    @jinja2.pass_context
    def import_map(context: Context, entries: Iterable[str]) -> Markup:
        """Return the import map of what these modules are and import."""
        paths = sorted({path for entry in entries for path in (str(entry), *modules(entry))})
        return scripts.import_map({_own(_url(context, path)): integrity(path) for path in paths})

    environment.globals.update(
        stylesheet=stylesheet,
        modules=modules,
        pattern=_pattern,
        text=texts.markup,
        correction_mail=partial(correction_mail, texts=texts),
        inline_script=scripts.script,
        import_map=import_map,
        icon=lambda name: Markup(icons.svg(name)),
        frame=Frames(environment).render,
    )
    return environment


def render_page(environment: jinja2.Environment, page: PageFacts, site: SiteFacts) -> str:
    """Return a page's HTML from its facts and those of the site."""
    return environment.get_template(page.template).render(page=page, site=site)


@lru_cache(maxsize=2048)
def _pattern(slug: str, topic: str, drawing: str | None) -> Markup:
    """Return the drawing of an article, which stands on its page and on those that lead to it."""
    return Markup(pattern_svg(slug, topic, drawing))


@jinja2.pass_context
def _url(context: Context, target: str) -> str:
    """Return the link to an address of the site: relative to the page, so that the site works below any path.

    `target` is root-relative, or a path below the site's root. The page for unknown addresses has links from the root.
    An address elsewhere and a place on the same page stay as they are.
    """
    page = context["page"]
    path, rest = _address(str(target), context["site"].base)
    if page.any_address or not path:
        return path + rest
    url = page.url
    if url.endswith("/") and not path.startswith(url):
        # The way is the same from all pages in one folder, so it is looked up and not made.
        url = url[: url.rfind("/", 0, -1) + 1] + "-/"
    return relative_url(path, url) + rest


def _own(link: str) -> str:
    """Return a link as import maps take addresses: one that begins with a name would be that of a package."""
    return link if link.startswith((".", "/")) else f"./{link}"


@lru_cache(maxsize=4096)
def _address(target: str, base: str) -> tuple[str, str]:
    """Return the root-relative path of a target and what follows it; no path for an address elsewhere."""
    parts = urlsplit(target)
    if parts.scheme or parts.netloc or not parts.path:
        return "", target
    path = parts.path if parts.path.startswith("/") else base + parts.path.removeprefix(".")
    return path, target[len(parts.path) :]


@lru_cache(maxsize=8192)
def relative_url(target: str, page: str) -> str:
    """Return the way from one root-relative URL to another; what follows the last slash is a file's name."""
    there, here = target.split("/"), page.split("/")
    folders = zip(there[:-1], here[:-1], strict=False)
    common = next((n for n, (a, b) in enumerate(folders) if a != b), min(len(there), len(here)) - 1)
    return "/".join([*[".."] * (len(here) - 1 - common), *there[common:]]) or "./"
