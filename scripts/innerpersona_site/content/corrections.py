"""The mail that a reader reports an error with: to whom, about which page and version, and which passage."""

from __future__ import annotations

from urllib.parse import quote

from innerpersona_site.content.model import PageFacts, SiteFacts
from innerpersona_site.content.texts import Texts

PASSAGE = "{passage}"
"""Where a script puts what the reader has selected; percent-encoded in the address."""


def correction_mail(page: PageFacts, site: SiteFacts, texts: Texts, passage: str = "") -> str:
    """Return the address of a mail about a page (RFC 6068), with subject and body filled in."""
    day = page.updated or page.date
    subject = texts.text("ways.report.subject", title=page.title)
    body = texts.text(
        "ways.report.body",
        address=page.canonical_url or page.url,
        version=texts.day(day) if day else "–",
        passage=passage,
    )
    lines = quote(body.replace("\n", "\r\n"), safe="")
    return f"mailto:{site.contact}?subject={quote(subject, safe='')}&body={lines}"
