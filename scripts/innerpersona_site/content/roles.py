"""What pages are there for besides their content, and the addresses at which other pages find them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, get_args

from innerpersona_site.content.links import page_url

if TYPE_CHECKING:
    from innerpersona_site.content.model import Document

Role = Literal["imprint", "privacy", "accessibility", "help"]
"""The role that a page's front matter may name. One page of a site has each."""

ROLES: Final[tuple[Role, ...]] = get_args(Role)
"""All of them, in the order in which the footer lists their pages."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where the pages are that others lead to: root-relative URLs, each empty on a site without such a page.

    `quiz` is the page of all quizzes, or that of the only one. `legal` has title and URL of each page with a role that
    the navigation doesn't name, for the footer.
    """

    privacy: str = ""
    help: str = ""
    quiz: str = ""
    compatibility: str = ""
    kept: str = ""
    legal: tuple[tuple[str, str], ...] = ()


def find_places(documents: Iterable[Document], base: str, named: Collection[str]) -> Places:
    """Return the places of a site.

    Args:
        documents: its published pages.
        base: the path of its root, between slashes.
        named: the source paths of the pages in the navigation.
    """
    ordered = sorted(documents, key=lambda document: document.src_path)
    roles = {document.front.role: document for document in reversed(ordered) if document.front.role}
    urls = {role: page_url(document.src_path, base) for role, document in roles.items()}
    templates = {document.template: page_url(document.src_path, base) for document in reversed(ordered)}
    quiz = templates.get("quizzes.html") or templates.get("quiz.html", "")
    legal = tuple(
        (roles[role].front.title, urls[role])
        for role in ROLES
        if role in roles and roles[role].src_path not in named
    )
    return Places(
        privacy=urls.get("privacy", ""),
        help=urls.get("help", ""),
        quiz=quiz,
        compatibility=templates.get("compatibility.html", ""),
        kept=templates.get("kept.html", ""),
        legal=legal,
    )
