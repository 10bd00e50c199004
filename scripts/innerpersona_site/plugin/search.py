"""The search index: what readers can find, read by Pagefind from the pages as they were built."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from pagefind_bin import get_executable

from innerpersona_site.plugin.assets import AssetError

FOLDER: Final = "pagefind"
"""Where the index is, below the site's root."""

BODY: Final = "data-pagefind-body"
"""The attribute of the element whose text is indexed; a page without it is not found."""

NO_CONTENT: Final = (
    ".ip-profile-note",  # what is for some readers only
    "ip-quiz",  # questions and buttons say nothing that an article doesn't
    "ip-compatibility",
    ".ip-references",  # titles of other people's works would outrank our own pages
    ".ip-cta",
    ".ip-onward",
    ".ip-siblings",
    ".ip-contents",
    ".ip-contents-folded",
    ".ip-ways",
    ".ip-card",
    ".ip-empty",
    ".ip-hub__topic",
    ".ip-meta",
    ".ip-article__section",
    ".ip-article__updated",
    ".ip-home__newest",
    ".ip-home__quizzes",
    ".ip-home__sections",
    ".ip-onlink",
    ".ip-backlinks",
    ".ip-print-only",
    ".headerlink",
)
"""What stands on a page and belongs to its frame, or is another page's text, as selectors."""

_QUESTION: Final = re.compile(
    r'(?P<open><details class="ip-faq__item") id="(?P<id>[^"]+)">\s*<summary>\s*<h3>'
)
_CITATION: Final = re.compile(r'<a class="ip-cite"[^>]*>(.*?)</a>', re.S)


def searchable(html: str) -> str | None:
    """Return a page as Pagefind should read it, or None if nothing on it is to be found.

    Pagefind takes a section from a heading that has an id: a question's id stands on its disclosure, so it is
    moved to the heading here. Citations lose their links, whose ids no result leads to.
    """
    if BODY not in html:
        return None
    html = _QUESTION.sub(r'\g<open>><summary><h3 id="\g<id>">', html)
    return _CITATION.sub(r"\1", html)


def write_index(site: Path) -> None:
    """Index the pages of a built site into its folder `pagefind`; the same pages give the same files.

    Args:
        site: the folder of the built site. Without a page that is to be found, nothing is written.

    Raises:
        AssetError: if Pagefind fails, with what it said.
    """
    with tempfile.TemporaryDirectory(prefix="innerpersona-search-") as scratch:
        pages, index = Path(scratch) / "pages", Path(scratch) / "index"
        for page in sorted(site.rglob("*.html")):
            text = searchable(page.read_text("utf-8"))
            if text is not None:
                copy = pages / page.relative_to(site)
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_text(text, "utf-8")
        if pages.exists():
            _run_pagefind(pages, index)
            _copy_index(index, site / FOLDER)


def _run_pagefind(pages: Path, index: Path) -> None:
    command = [str(get_executable()), "--silent", "--site", str(pages), "--output-path", str(index)]
    command += ["--exclude-selectors", ", ".join(NO_CONTENT)]
    # In a folder of its own, so that no pagefind.toml of a folder above it takes part.
    done = subprocess.run(command, cwd=pages, capture_output=True, text=True, check=False)
    if done.returncode or not (index / "pagefind-entry.json").exists():
        raise AssetError(
            f"The search index could not be made. Pagefind said: {done.stdout}{done.stderr}".strip()
        )


def _copy_index(index: Path, target: Path) -> None:
    """Copy what the site's own search reads; Pagefind writes its interfaces and a worker beside it."""
    entry = json.loads((index / "pagefind-entry.json").read_text("utf-8"))
    programs = {f"wasm.{language['wasm']}.pagefind" for language in entry["languages"].values()}
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    for name in ("pagefind.js", "pagefind-entry.json", *programs):
        shutil.copyfile(index / name, target / name)
    for meta in index.glob("*.pf_meta"):
        shutil.copyfile(meta, target / meta.name)
    for folder in ("index", "fragment"):
        shutil.copytree(index / folder, target / folder)
