"""Pages at the addresses that articles had before. A static host can't redirect, so each is a page that leads on."""

from __future__ import annotations

from pathlib import Path


def write_page(site: Path, path: str, html: str) -> None:
    """Write a page into a built site."""
    target = site / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(html, "utf-8")
