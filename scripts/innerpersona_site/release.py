"""What makes a built folder a release: what the publisher should know of it."""

from __future__ import annotations

import json
from pathlib import Path

from innerpersona_site.build import Report
from innerpersona_site.content.settings import FILE, PLACEHOLDER, parse_settings


def address_fault(root: Path) -> str:
    """Return what is wrong with publishing at the site's address; "" where nothing is, or check will say more."""
    file = root / FILE
    settings, _ = parse_settings(file.read_text("utf-8", "replace"), FILE) if file.is_file() else (None, [])
    if settings is None or settings.url != PLACEHOLDER:
        return ""
    return (
        f'{file}: "url" is still {PLACEHOLDER}, which leads nowhere: feeds, sitemap, cards and codes would name it.\n'
        "Set it to the address that the site will have, then publish."
    )


def finish_release(root: Path, out: Path, report: Report, summary: Path) -> None:
    """Finish a built site and write the summary that `publish` reads."""
    waiting = [f"{day}  {path}  “{title}”" for day, path, title in report.waiting]
    summary.write_text(
        json.dumps({"waiting": waiting, "left_out": report.left_out}, ensure_ascii=False), "utf-8"
    )
