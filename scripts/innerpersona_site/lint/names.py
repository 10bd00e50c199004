"""What lies below docs/: names that make addresses, files that can be shown, and none too large."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Final
from xml.parsers import expat

from innerpersona_site.content.links import page_url
from innerpersona_site.content.model import FOLDERS, folder_kind
from innerpersona_site.content.pictures import ENDINGS, LARGEST
from innerpersona_site.content.slugs import slug
from innerpersona_site.diagnostics import Diagnostic, Severity
from innerpersona_site.sources import SourceFile

LARGEST_MEDIA: Final = 25_000_000
"""Bytes that any other file may have: ten minutes of video for a phone."""
_LIKE_MARKDOWN: Final = (".markdown", ".mdown", ".mkd", ".mkdn", ".mdx")
_ODD: Final = re.compile(r"[\x00-\x1f\x7f\\:*?\"<>|\ufffd]")
_A: Final = {kind: f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}" for kind in FOLDERS.values()}
_PAGE_NAME: Final = re.compile(r"(?:[A-Za-z0-9_.-]+/)*[A-Za-z0-9_.-]+\.md")


def check_names(
    docs: Mapping[str, SourceFile], shown: Callable[[Path], str], readable: Callable[[SourceFile], str]
) -> list[Diagnostic]:
    """Return what is wrong with the files below docs/.

    Args:
        docs: by their paths in that folder.
        shown: from a file to its path as diagnostics show it.
        readable: from a picture to what keeps it from being shown, empty where nothing does.
    """
    return [
        fault for path, file in docs.items() for fault in _faults(path, file, shown(file.file), readable)
    ] + list(_addresses(docs, shown))


def picture_fault(file: SourceFile) -> str:
    """Return what keeps a picture from being shown, empty where nothing does."""
    data = file.file.read_bytes()
    if file.path.lower().endswith(".svg"):
        parser = expat.ParserCreate()
        try:
            parser.Parse(data, True)
        except expat.ExpatError as fault:
            return f"line {fault.lineno}: {expat.errors.messages.get(fault.code, str(fault))}"
        return ""
    from PIL import Image  # few sites have a new picture

    try:
        with Image.open(file.file) as picture:
            picture.verify()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as fault:
        return str(fault).partition(":")[0] or type(fault).__name__
    return ""


def _faults(
    path: str, file: SourceFile, shown: str, readable: Callable[[SourceFile], str]
) -> Iterator[Diagnostic]:
    def fault(code: str, message: str, hint: str) -> Diagnostic:
        return Diagnostic(code, Severity.ERROR, shown, 1, 1, message, hint)

    name, lower = path.rsplit("/", 1)[-1], path.lower()
    stem, _, ending = name.rpartition(".")
    clean = f"{slug(stem) or 'its-name'}.{ending.lower()}"
    if _ODD.search(path):
        message = "the name holds a sign that not every system takes, or isn't in UTF-8"
        yield fault("file-name", message, f"Rename it, for example: {clean}")
    elif lower.endswith(_LIKE_MARKDOWN) or (lower.endswith(".md") and not path.endswith(".md")):
        message = f'a page\'s file ends in ".md", not in ".{ending}", so this one would not be read'
        yield fault("file-ending", message, f"Rename it: {slug(stem) or 'its-name'}.md")
    elif path.endswith(".md") and not folder_kind(path) and not _PAGE_NAME.fullmatch(path):
        message = "a page's path is its address, which takes letters, digits, hyphens, stops and underscores"
        yield fault("file-name", message, f"Rename it, for example: {clean}")
    elif (kind := folder_kind(path)) and path.count("/") > 1:
        folder = path.partition("/")[0]
        message = f"{_A[kind]} lies in docs/{folder}/ itself, not in a folder there"
        yield fault("article-folder", message, f"Move it: git mv '{shown}' docs/{folder}/{name}")
    size = file.signature[0]
    if lower.endswith(ENDINGS):
        if size > LARGEST:
            message = f"the picture has {size / 1e6:.1f} MB; it may have {LARGEST / 1e6:.0f}"
            hint = "Save it anew with at most 2,400 pixels in width: a photograph as JPEG or WebP, a screenshot as PNG."
            yield fault("file-size", message, hint)
        elif why := readable(file):
            yield fault("picture-unreadable", f"this can't be shown as a picture: {why}", "Save it anew.")
    elif size > LARGEST_MEDIA:
        message = f"the file has {size / 1e6:.0f} MB; it may have {LARGEST_MEDIA / 1e6:.0f}"
        yield fault("file-size", message, "Make it shorter or smaller; readers pay for each byte.")


def _addresses(docs: Mapping[str, SourceFile], shown: Callable[[Path], str]) -> Iterator[Diagnostic]:
    """Yield a fault for each page whose address another one has, such as a.md beside a/index.md."""
    owners: dict[str, str] = {}
    for path, file in docs.items():
        if not path.endswith(".md"):
            continue
        address = page_url(path).lower()
        if address in owners:
            message = f'the page would have the address of docs/{owners[address]}: "{address}"'
            yield Diagnostic(
                "address-taken", Severity.ERROR, shown(file.file), 1, 1, message, "Rename one of the two."
            )
        owners.setdefault(address, path)
