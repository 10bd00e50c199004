"""The navigation as a tree, from the list in the site's settings and the titles of its pages."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from innerpersona_site.content.model import NavItem, is_article
from innerpersona_site.diagnostics import Diagnostic, Severity, did_you_mean

_EXAMPLE: Final = "About:\n  - Privacy: about/privacy.md\n  - about/help.md"


@dataclass
class Navigation:
    """Reads the `nav` setting; `items` is the tree, `faults` what is wrong with the setting.

    Args:
        setting: a list whose entries are a path, `{title: path}` or `{title: [entries]}`.
        pages: the pages of the site by their path in the docs folder, each as its entry under its own title.
        unpublished: paths of pages that are not part of the site; their entries are left out.
        file: the settings file as faults name it.
        text: its text, in which faults find their line.
    """

    setting: object
    pages: Mapping[str, NavItem]
    unpublished: Collection[str] = ()
    file: str = ""
    text: str = ""
    items: tuple[NavItem, ...] = field(init=False)
    faults: list[Diagnostic] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        self._listed: set[str] = set()
        self.items = tuple(self._entries(self.setting))
        for path in sorted(self.pages.keys() - self._listed):
            # Hubs list articles: in the navigation, each page would carry every other one.
            if not is_article(path):
                self._fault(
                    "nav-page-missing",
                    path,
                    f"no entry of the navigation leads to {path}, so readers can't find it",
                    f"Add it to the navigation:\n  - {path}",
                    Severity.WARNING,
                )

    def _entries(self, setting: object) -> Iterator[NavItem]:
        if not isinstance(setting, list):
            self._malformed(setting)
            return
        for entry in setting:
            if isinstance(entry, str):
                yield from self._page(entry, None)
            elif isinstance(entry, dict) and len(entry) == 1:
                (title, target) = next(iter(entry.items()))
                yield from self._titled(str(title), target)
            else:
                self._malformed(entry)

    def _titled(self, title: str, target: object) -> Iterator[NavItem]:
        if isinstance(target, str):
            yield from self._page(target, title)
        elif children := tuple(self._entries(target)):
            yield NavItem(title, children[0].url, children)

    def _page(self, path: str, title: str | None) -> Iterator[NavItem]:
        self._listed.add(path)
        if path in self.unpublished:
            return
        if (page := self.pages.get(path)) is None:
            self._fault(
                "nav-page-unknown",
                path,
                f'the navigation names "{path}", and there is no such page{did_you_mean(path, self.pages)}',
                f"Write a page's path in the docs folder:\n{_EXAMPLE}",
            )
            return
        yield NavItem(page.title if title is None else title, page.url)

    def _malformed(self, entry: object) -> None:
        self._fault(
            "nav-entry",
            str(next(iter(entry), "")) if isinstance(entry, dict) else "",
            f"the navigation has an entry that is neither a page nor a list of pages: {entry!r}",
            f"Write a path, a title with a path, or a title with a list:\n{_EXAMPLE}",
        )

    def _fault(
        self, code: str, word: str, message: str, hint: str, severity: Severity = Severity.ERROR
    ) -> None:
        lines = self.text.split("\n")
        line = next((n for n, text in enumerate(lines, 1) if word and word in text), 1)
        self.faults.append(Diagnostic(code, severity, self.file, line, 1, message, hint))
