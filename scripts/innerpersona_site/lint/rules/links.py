"""Rules on what a page leads to: pages, parts of pages, pictures, instruments, neighbors."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import unquote

from innerpersona_site.content.front_matter_examples import EXAMPLES
from innerpersona_site.content.inline_svg import DrawingFault, parse_svg
from innerpersona_site.content.links import meant_path, resolve_link
from innerpersona_site.content.published_files import is_left_out
from innerpersona_site.diagnostics import Diagnostic, Severity, did_you_mean
from innerpersona_site.lint.found import FoundImage, FoundLink
from innerpersona_site.lint.page import ReadPage
from innerpersona_site.lint.rules.base import Site, error, warning
from innerpersona_site.markdown.inline_compiler import VIDEOS
from innerpersona_site.markdown.specs import SPECS

_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.I)
_PICTURES: Final = {".svg", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif"}
_PUBLISH_HINT: Final = "It becomes a link once that page is no draft and its date has come."


def instruments(page: ReadPage, site: Site) -> Iterator[Diagnostic]:
    """A block that shows an instrument must name one that exists, and a page holds a quiz once."""
    lines: dict[str, int] = {}
    for option in page.options:
        # Closer by than another block can begin it is an option given twice, which is a fault of its own.
        if option.name == "instrument" and option.line - lines.get(option.value, option.line) > 2:
            message = f'the quiz "{option.value}" is on this page already, in line {lines[option.value]}'
            hint = "Keep one of the two: both would keep their answers in the same place."
            yield error("quiz-twice", page, option.line, option.column, message, hint)
        elif option.name == "instrument":
            lines.setdefault(option.value, option.line)
        if option.name in ("instrument", "questionnaire") and option.value not in site.instruments:
            close = did_you_mean(option.value, site.instruments)
            message = f'there is no instrument "{option.value}"{close}'
            known = f"Known instruments: {', '.join(sorted(site.instruments))}. For example:\n"
            hint = known + SPECS["quiz"].example
            yield error("quiz-unknown", page, option.line, option.column, message, hint)


def call_to_action_targets(page: ReadPage, site: Site) -> Iterator[Diagnostic]:
    """A call to action must lead to a page of the site."""
    for option in page.options:
        if option.name != "to":
            continue
        target, _, anchor = option.value.partition("#")
        place = (option.line, option.column)
        if target not in site.pages:
            message = f'"to" leads to "{option.value}", which is no page'
            meant = meant_path(target, site.pages) or "quiz/attachment.md"
            hint = f"Give the path of a source file relative to docs/, for example:\n    to: {meant}"
            yield error("link-missing", page, *place, message, hint)
        elif target in site.unpublished:
            message = f'"to" leads to "{option.value}", which is not published'
            hint = "Publish that page, or lead to another one, for example:\n    to: quiz/attachment.md"
            yield error("link-unpublished", page, *place, message, hint)
        elif anchor:
            yield from _anchor(page, site.pages[target], anchor, place)


def links(page: ReadPage, site: Site) -> Iterator[Diagnostic]:
    """A link inside the site must lead to a page, a part of one or a file.

    One to an unpublished page will be shown as plain text.
    """
    for link in page.links:
        place = (link.line, link.column)
        path, _, anchor = link.href.partition("#")
        if _SCHEME.match(link.href):
            continue
        target = resolve_link(page.src_path, link.href)
        if link.href.startswith("/"):
            message = (
                f'the link leads to "{link.href}", which begins at the root of whatever host it is read on'
            )
            yield error("link-absolute", page, *place, message, _LINK_HINT)
        elif not path:
            yield from _anchor(page, page, anchor, place)
        elif target is None:
            yield from _file_link(page, site, link)
        elif target not in site.pages:
            yield _missing(page, link, "page", meant_path(target, site.pages))
        elif target in site.unpublished:
            message = (
                f'the link leads to "{link.href}", which is not published; its text is shown without a link'
            )
            yield warning("link-unpublished", page, *place, message, _PUBLISH_HINT)
        elif anchor:
            yield from _anchor(page, site.pages[target], anchor, place)


_LINK_HINT: Final = (
    "Give the path of the Markdown file relative to this one: [the quiz](../quiz/attachment.md)"
)


def _file_link(page: ReadPage, site: Site, link: FoundLink) -> Iterator[Diagnostic]:
    """A link to something that is no Markdown file must lead to a file."""
    if site.files is None:
        return
    path = unquote(re.split(r"[?#]", link.href, maxsplit=1)[0])
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page.src_path), path))
    if not posixpath.splitext(target)[1] and (meant := meant_path(f"{target.rstrip('/')}.md", site.pages)):
        yield _missing(page, link, "page", meant)
        return
    if is_left_out(target):
        message = f'the link leads to "{link.href}", and files of that kind are not published'
        hint = "Link to it in a form that every reader can open, such as PDF; CONTRIBUTING lists what is published."
        yield error("link-missing", page, link.line, link.column, message, hint)
        return
    if target not in site.files:
        kind = posixpath.splitext(target)[1].lower()
        known = [file for file in site.files if posixpath.splitext(file)[1].lower() == kind]
        yield _missing(page, link, "file", meant_path(target, known))


def _missing(page: ReadPage, link: FoundLink, what: str, meant: str) -> Diagnostic:
    """Return the fault of a link to a page or a file that isn't there, with the path of the one that is meant."""
    message = f'the link leads to "{link.href}", which is no {what}'
    if not meant:
        return error("link-missing", page, link.line, link.column, message, _LINK_HINT)
    written = relative(page, meant)
    anchor = link.href.partition("#")[2]
    hint = f"Write: ({written}{f'#{anchor}' if anchor else ''})"
    return error("link-missing", page, link.line, link.column, f'{message} (did you mean "{written}"?)', hint)


def _anchor(page: ReadPage, target: ReadPage, anchor: str, place: tuple[int, int]) -> Iterator[Diagnostic]:
    known = target.anchors
    if unquote(anchor) in known:
        return
    shown = sorted(name for name in known if not name.startswith(("ref-", "cite-")))
    message = f'"{target.src_path}" has no part "#{anchor}"{did_you_mean(anchor, known)}'
    hint = f"Its parts: {', '.join(f'#{name}' for name in shown)}" if shown else "It has no parts with names."
    yield error("link-anchor", page, *place, message, hint)


def images(page: ReadPage, site: Site) -> Iterator[Diagnostic]:
    """An image must be there, and be described to those who can't see it."""
    for image in page.images:
        if not image.described:
            message = f'the image "{image.src}" has no text alternative'
            hint = (
                "Say what it shows: ![A loop of five steps](../images/loop.svg)\n"
                'If it says nothing that the text doesn\'t, mark it as decoration: <img src="…" alt="">'
            )
            yield error("image-alt", page, image.line, image.column, message, hint)
        if site.files is None or _SCHEME.match(image.src):
            continue
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page.src_path), unquote(image.src)))
        if path not in site.files:
            yield _missing_image(page, site, image, path)


def captions(page: ReadPage, site: Site) -> Iterator[Diagnostic]:
    """A video says what is heard in it to those who can't hear."""
    for image in page.images:
        stem, _, ending = image.src.rpartition(".")
        if site.files is None or f".{ending.lower()}" not in VIDEOS or _SCHEME.match(image.src):
            continue
        path = posixpath.normpath(posixpath.join(posixpath.dirname(page.src_path), unquote(f"{stem}.vtt")))
        if path not in site.files:
            name = posixpath.basename(path)
            message = f'the video "{image.src}" has no captions, so who can\'t hear it misses what is said'
            hint = (
                f"Put them beside it as {name}, or, where nothing is said, a {name} that says what is heard."
            )
            yield warning("media-captions", page, image.line, image.column, message, hint)


def drawings(site: Site) -> Iterator[Diagnostic]:
    """A drawing is drawn into the pages that show it, unless it holds what has no place there."""
    shown = {
        posixpath.normpath(posixpath.join(posixpath.dirname(page.src_path), unquote(image.src))): page
        for page in site.pages.values()
        for image in page.images
        if image.src.endswith(".svg") and image.described
    }
    for path in sorted(shown.keys() & set(site.files or ())):
        try:
            parse_svg(site.read_text(path))
        except DrawingFault as fault:
            page = shown[path]
            file = f"{page.path.removesuffix(page.src_path)}{path}"
            message = f"the drawing stays a picture apart from the page: {fault}"
            hint = (
                "Save it as plain SVG, with colors and strokes as attributes: "
                '<path d="…" stroke="#1E6A66"/>. As a picture\nit keeps its own typefaces, and light colors in the dark.'
            )
            yield Diagnostic("image-drawing", Severity.WARNING, file, 1, 1, message, hint)


def _missing_image(page: ReadPage, site: Site, image: FoundImage, path: str) -> Diagnostic:
    """Return the fault of an image that is no file, with the path of the one that is meant."""
    pictures = [file for file in site.files or () if posixpath.splitext(file)[1].lower() in _PICTURES]
    message = f'the image "{image.src}" is no file'
    if meant := meant_path(path, pictures):
        written = relative(page, meant)
        message, hint = f'{message} (did you mean "{written}"?)', f"Write: ({written})"
    else:
        hint = "Put it in docs/images/ and give its path relative to this file: ../images/loop.svg"
    return error("image-missing", page, image.line, image.column, message, hint)


def relative(page: ReadPage, path: str) -> str:
    """Return a path below the docs folder as a link on the page has it."""
    return posixpath.relpath(path, posixpath.dirname(page.src_path) or ".")


def neighbors(page: ReadPage, site: Site) -> Iterator[Diagnostic]:
    """The companion, the related articles and those of a worksheet must be articles, and the picture a file."""
    if page.document is None:
        return
    front = page.document.front
    slugs = [(key, slug) for key in ("related", "goes_with") for slug in getattr(front, key)]
    if front.companion:
        slugs.append(("companion", front.companion))
    for key, slug in slugs:
        target = f"articles/{slug}.md"
        if target not in site.pages:
            articles = [path[9:-3] for path in site.pages if path.startswith("articles/")]
            message = f'"{key}" names "{slug}", which is no article{did_you_mean(slug, articles)}'
            hint = "Give the name of a file in docs/articles/ without its ending."
            yield error("article-unknown", page, *page.key_position(key), message, hint)
        elif target in site.unpublished and page.src_path not in site.unpublished:
            message = f'"{key}" names "{slug}", which is not published; it is left out'
            yield warning("link-unpublished", page, *page.key_position(key), message, _PUBLISH_HINT)
    if front.image and site.files is not None and front.image.file not in site.files:
        meant = meant_path(front.image.file, site.files)
        close = f' (did you mean "{meant}"?)' if meant else ""
        message = f'the image "{front.image.file}" is no file{close}'
        hint = f"Give the path of a picture relative to docs/: {EXAMPLES['image']}"
        yield error("image-missing", page, *page.key_position("image"), message, hint)
