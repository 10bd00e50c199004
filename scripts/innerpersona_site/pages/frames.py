"""Parts of pages that many pages have in common, rendered once for all of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import jinja2
from jinja2.runtime import Context
from markupsafe import Markup

from innerpersona_site.content.model import NavItem, PageFacts, Section, SiteFacts


@dataclass(frozen=True, slots=True)
class Place:
    """What a common part may know of its page: where it is. Pages in one folder, of one section, are in one place.

    A page that the navigation names is in a place of its own. `url` is root-relative, for the others with a stand-in for
    the page's own name: relative links are the same from each of them.
    """

    url: str
    section: Section | None
    any_address: bool


class Frames:
    """Renders common parts, each once for each place."""

    def __init__(self, environment: jinja2.Environment) -> None:
        self._environment = environment
        self._made: dict[tuple[str, Place], Markup] = {}
        self._named: tuple[SiteFacts, frozenset[str]] | None = None

    @jinja2.pass_context
    def render(self, context: Context, template: str) -> Markup:
        """Return a part of the page that the context is of.

        The template gets `page`, of which it may read what a `Place` has, and `site`; stylesheets, modules and scripts
        must be asked for elsewhere, because they are recorded for each page.
        """
        page, site = context["page"], context["site"]
        place = self._place(page, site)
        if (template, place) not in self._made:
            made = self._environment.get_template(template).render(
                page=place, site=site, stylesheet=None, modules=None, inline_script=None, import_map=None
            )
            self._made[template, place] = Markup(made)
        return self._made[template, place]

    def _place(self, page: PageFacts, site: SiteFacts) -> Place:
        if self._named is None or self._named[0] is not site:
            self._named = site, frozenset(_urls(site.navigation))
        url = page.url
        if url.endswith("/") and url != site.base and url not in self._named[1]:
            url = f"{url[: url.rindex('/', 0, -1)]}/-/"
        return Place(url, page.section, page.any_address)


def _urls(items: Iterable[NavItem]) -> Iterator[str]:
    for item in items:
        yield item.url
        yield from _urls(item.children)
