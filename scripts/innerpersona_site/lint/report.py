"""What was found, for a person, a program, an editor, or a browser."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from html import escape
from typing import Final

from innerpersona_site.diagnostics import Diagnostic, Severity, format_all, ordered, total


def as_text(diagnostics: Iterable[Diagnostic], pages: int, *, notes: bool = False) -> str:
    """Return every fault with its remedy, then how many there are; `pages` is the number of pages checked."""
    found = ordered(diagnostics)
    if not found:
        return f"{pages} pages checked, nothing found."
    hidden = not notes and any(fault.severity is Severity.NOTE for fault in found)
    return format_all(found, notes=notes) + (" (--notes shows them)" if hidden else "")


def as_json(diagnostics: Iterable[Diagnostic], pages: int, *, notes: bool = False) -> str:
    """Return every fault as an object in a list, notes too."""
    return json.dumps([fault.as_json() for fault in ordered(diagnostics)], indent=2, ensure_ascii=False)


def as_editor_lines(diagnostics: Iterable[Diagnostic], pages: int, *, notes: bool = False) -> str:
    """Return one line a fault, `file:line:column: error: message [code]`, which editors can jump by."""
    return "\n".join(
        f"{fault.path}:{fault.line}:{fault.column}: {fault.severity}: {fault.message} [{fault.code}]"
        for fault in ordered(diagnostics)
        if notes or fault.severity is not Severity.NOTE
    )


FORMATS: Final[dict[str, Callable[..., str]]] = {
    "text": as_text,
    "json": as_json,
    "editor": as_editor_lines,
}
"""Each format of `innerpersona check` by its name."""

_PAGE: Final = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ max-width: 60rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; }}
h1 {{ font-size: 1.25rem; }}
ol {{ padding: 0; list-style: none; }}
li {{ margin: 0 0 1.25rem; padding-left: 1rem; border-left: 0.25rem solid #b8860b; }}
li.error {{ border-color: #a8322a; }}
li.note {{ border-color: #808080; }}
p {{ margin: 0; }}
pre {{ margin: 0.5rem 0 0; padding: 0.75rem; white-space: pre-wrap; overflow-wrap: anywhere; }}
pre {{ background: color-mix(in srgb, currentColor 8%, transparent); }}
</style>
</head>
<body>
<h1>{title}</h1>
<p>{lead}</p>
<ol>
{items}
</ol>
</body>
</html>
"""


def as_html(diagnostics: Iterable[Diagnostic], title: str, lead: str = "") -> str:
    """Return a page that shows every fault with its remedy, errors first. It loads nothing and runs nothing."""
    found = sorted(ordered(diagnostics), key=lambda fault: list(Severity).index(fault.severity))
    return _PAGE.format(
        title=escape(title),
        lead=escape(f"{lead} {total(found)}.".strip()),
        items="\n".join(map(_item, found)),
    )


def as_notes(diagnostics: Iterable[Diagnostic]) -> str:
    """Return an element for the preview that counts a page's warnings and unfolds to show them; nothing for none."""
    found = ordered(diagnostics)
    if not found:
        return ""
    items = "".join(map(_item, found))
    count = "1 warning" if len(found) == 1 else f"{len(found)} warnings"
    return (
        '<link rel="stylesheet" href="/livereload.css">'
        f'<details class="ip-notes"><summary>{count} on this page</summary><ol>{items}</ol></details>'
    )


def _item(fault: Diagnostic) -> str:
    place = escape(f"{fault.path}:{fault.line}:{fault.column}")
    head = f"<p><code>{place}</code> {fault.severity} <code>{escape(fault.code)}</code></p>"
    hint = f"<pre>{escape(fault.hint)}</pre>" if fault.hint else ""
    return f'<li class="{fault.severity}">{head}<p><strong>{escape(fault.message)}</strong></p>{hint}</li>'
