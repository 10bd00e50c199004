"""What makes a built folder a release: headers, a bill of materials, the hashes of all files, and a summary."""

from __future__ import annotations

import json
from pathlib import Path

from innerpersona_site import integrity
from innerpersona_site.build import Report
from innerpersona_site.content.legal import blanks
from innerpersona_site.content.settings import FILE, Settings, parse_settings
from innerpersona_site.content.source import decode
from innerpersona_site.sbom import FILE as SBOM_FILE
from innerpersona_site.sbom import bill_of_materials
from innerpersona_site.servers import HEADERS_FILE, headers_file


def address_fault(root: Path) -> str:
    """Return what is wrong with publishing at the site's address; "" where nothing is, or check will say more."""
    settings = _settings(root)
    if settings is None or not settings.is_placeholder:
        return ""
    return (
        f'{root / FILE}: "url" is still {settings.url}, which leads nowhere: feeds, sitemap and cards would name it.\n'
        "Set it to the address that the site will have, then publish."
    )


def blank_faults(root: Path) -> str:
    """Return what is still to be written on pages that the law or readers' trust asks for; "" where nothing is."""
    found = [
        f"{file}:{line}: still to be written: {words}"
        for file in sorted((root / "docs").rglob("*.md"))
        for line, words in blanks(decode(file.read_bytes()))
    ]
    if not found:
        return ""
    return "\n".join(
        [
            "Nothing is published while a page with a role, such as the imprint, has blanks:",
            *found,
            "Write what stands between ‹ and ›, delete the lines that don't apply to you, and take out `draft: true`.",
        ]
    )


def finish_release(root: Path, out: Path, report: Report, summary: Path) -> str:
    """Finish a built site, and write the summary that `publish` reads; return the hash of its list of files."""
    settings = _settings(root)
    assert settings is not None  # it was built
    (out / HEADERS_FILE).write_text(headers_file(out, settings.base), "utf-8")
    (out / SBOM_FILE).write_text(bill_of_materials(root, settings.name, settings.url), "utf-8")
    waiting = [f"{day}  {path}  “{title}”" for day, path, title in report.waiting]
    summary.write_text(
        json.dumps({"waiting": waiting, "left_out": report.left_out}, ensure_ascii=False), "utf-8"
    )
    return integrity.write_integrity(out)


def _settings(root: Path) -> Settings | None:
    file = root / FILE
    return parse_settings(file.read_text("utf-8", "replace"), FILE)[0] if file.is_file() else None
