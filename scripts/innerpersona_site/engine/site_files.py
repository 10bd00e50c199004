"""The files of the scoring package that are a site's own: its colors, and the pages that texts link to and it lacks."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Final

from innerpersona_quiz.palette import with_colors
from innerpersona_quiz.resources import read_text
from innerpersona_quiz.texts import text_files
from innerpersona_site.content.settings import FILE, parse_settings

PALETTE: Final = "report/palette.css"
SITE: Final = "site.toml"

_LINK: Final = re.compile(r"\]\(([a-z0-9/-]+)\.md[^()\s]*\)|^\w+_path = \"([a-z0-9/-]+)/[^/\"]*\"", re.M)
_DRAFT: Final = re.compile(r"^draft: true\s*$", re.M)


def site_files(root: Path) -> dict[str, bytes]:
    """Return these files by their paths in the package; none where the site's settings can't be read.

    Args:
        root: the site's folder.
    """
    file = root / FILE
    settings = parse_settings(file.read_text("utf-8", "replace"), FILE)[0] if file.is_file() else None
    if settings is None:
        return {}
    sources = (Path(text).read_text("utf-8") for text in text_files())
    linked = {page or path for source in sources for page, path in _LINK.findall(source)}
    missing = sorted(f"{page}/" for page in linked if not _is_published(root / "docs" / f"{page}.md"))
    return {
        PALETTE: with_colors(read_text(PALETTE), settings.colors).encode(),
        SITE: f"missing = {json.dumps(missing)}\n".encode(),
    }


def _is_published(page: Path) -> bool:
    return page.is_file() and not _DRAFT.search(page.read_text("utf-8", "replace").partition("\n---")[0])
