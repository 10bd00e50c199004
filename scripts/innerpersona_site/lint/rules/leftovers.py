"""Rules on text that looks like Markdown: a reader would see the signs as they were typed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from innerpersona_site.diagnostics import Diagnostic, did_you_mean
from innerpersona_site.lint.page import Reading
from innerpersona_site.lint.rules.base import error, warning
from innerpersona_site.markdown.admonitions import KINDS
from innerpersona_site.markdown.code import FORMULAS, is_language
from innerpersona_site.markdown.formulas import FormulaError, mathml
from innerpersona_site.markdown.html import without_tags
from innerpersona_site.markdown.leftovers import find_in_html

_AS_TEXT: Final = "If the signs are meant as they stand, put a backslash before them."
_TABLE: Final = "| Style | Share |\n|---|---|\n| Secure | 59 |"
TOLD: Final[dict[str, tuple[str, str, str]]] = {
    "footnote": (
        "footnote-undefined",
        "the footnote is not defined on this page",
        "Write it anywhere on the page, at the start of a line:\n[^sample]: The first sample was small.",
    ),
    "footnote-inline": (
        "footnote-syntax",
        "a footnote can't be written inside the text",
        "Name it there, and write it on a line of its own:\nA claim.[^sample]\n\n[^sample]: It was small.",
    ),
    "citation": (
        "citation-syntax",
        "a citation that is begun is not ended",
        "Close its bracket: [@hazan1987romantic]",
    ),
    "alert": (
        "admonition-unknown",
        "this is no kind of note, or more than the kind stands on its line",
        "Write the kind alone on the first line:\n> [!NOTE]\n> Text.",
    ),
    "wiki-link": ("link-syntax", "a link can't be written so", "Write: [what it says](other-article.md)"),
    "template": (
        "template-syntax",
        "nothing is put in the place of this",
        "Write what should stand here.",
    ),
    "edit": (
        "edit-mark",
        "this mark of an edit is printed as typed",
        "Accept the change or drop it. For readers, write ~~struck out~~ and <ins>added</ins>.",
    ),
    "attributes": (
        "attributes-unused",
        "the attributes in braces belong to nothing",
        "They stand at the end of a heading, right after a picture or a link, or alone on a paragraph's last line:\n"
        "## Why it lasts {#why}",
    ),
    "reference": (
        "link-undefined",
        "the link leads to a name that is defined nowhere on this page",
        "Write where it leads, or define the name: [survey]: https://example.org/survey",
    ),
    "link-space": (
        "link-syntax",
        "a blank stands between the two parts of a link",
        "Write them together: [the quiz](../quiz/attachment.md)",
    ),
    "link": (
        "link-syntax",
        "this is no link that can be read",
        "An address with blanks stands in angle brackets, a title in quotation marks:\n[the map](<../images/my map.svg>)",
    ),
    "emphasis": (
        "emphasis-syntax",
        "these signs make nothing bold or italic",
        "Put them right at the words, without blanks inside, and at both ends: *italic*, **bold**",
    ),
    "strikethrough": ("emphasis-syntax", "these signs strike nothing out", "Write: ~~struck out~~"),
    "code": ("code-syntax", "a backtick that nothing answers", "Put one at each end of the code: `code`"),
    "formula": (
        "formula-syntax",
        "this is no formula that can be read",
        "Write $r = 0.3$ in a line; one that stands alone has two dollar signs at each end and no empty line inside.",
    ),
    "highlight": ("emphasis-syntax", "equals signs highlight nothing", "Write: <mark>highlighted</mark>"),
    "insertion": (
        "emphasis-syntax",
        "plus signs mark nothing",
        "Write: <ins>added</ins>, or for a key <kbd>Ctrl</kbd>",
    ),
    "superscript": ("emphasis-syntax", "carets raise nothing", "Write: 10<sup>2</sup>"),
    "subscript": ("emphasis-syntax", "tildes lower nothing", "Write: H<sub>2</sub>O"),
    "address": (
        "link-bare",
        "the address is printed as text, which nobody can press",
        "Write what it is: [the survey](https://example.org/survey), or put it in angle brackets.",
    ),
    "tag": (
        "html-unreadable",
        "this looks like HTML and can't be read as such",
        "Close its bracket, and put straight quotation marks around values; if it is text, write &lt; for <.",
    ),
    "icon": ("icon-unknown", "there is no icon of that name", "Write, for example: :material-heart:"),
    "slashes": (
        "block-misplaced",
        "a block's fence stands in the middle of a paragraph, or is indented by four spaces",
        "Begin it at the start of the line.",
    ),
    "admonition": (
        "admonition-syntax",
        "this note can't be read",
        'Begin it at the start of a line, and indent its text by four spaces:\n!!! note "Title"\n    Text.',
    ),
    "container": (
        "admonition-syntax",
        "colons fence no block here",
        "Write:\n/// note | Title\nText.\n///",
    ),
    "heading": (
        "heading-syntax",
        "a heading takes number signs and a blank after them",
        "Write: ## A heading",
    ),
    "list": (
        "list-syntax",
        "a numbered list that doesn't begin with 1 stands right below a line of text, so it is taken as text",
        "Put an empty line above it; if it is no list, break the line elsewhere.",
    ),
    "list-lines": (
        "list-syntax",
        "two lines begin as items of a list, and are set as running text",
        "Begin each item with a hyphen, or a number and a full stop, and a blank:\n- An item.\n- Another.",
    ),
    "letters": (
        "list-syntax",
        "a list with letters is set as running text",
        "Number its items, or begin each with a hyphen:\n1. An item.\n2. Another.",
    ),
    "bullet": (
        "list-syntax",
        "a sign that was pasted from elsewhere makes no list",
        "Begin each item with a hyphen and a blank:\n- An item.",
    ),
    "task": (
        "list-syntax",
        "a task is an item of a list, with a blank or an x in its brackets",
        "Write: - [ ] Ask",
    ),
    "definition": (
        "definition-syntax",
        "a definition stands in the middle of a paragraph",
        "Put an empty line above it.",
    ),
    "description": (
        "definition-syntax",
        "a description stands below no term",
        "Write the term on the line above:\nSecure base\n:   What somebody explores from.",
    ),
    "table": (
        "table-syntax",
        "this is no table that can be read",
        f"The line of hyphens has as many columns as the head, and no line is empty:\n{_TABLE}",
    ),
    "tab": ("admonition-syntax", "there are no tabs here", "Put each part under a heading of its own."),
    "directive": (
        "template-syntax",
        "nothing is included or made in the place of this",
        'Write here what should stand here; a note is\n!!! note "Title"\n    Text.',
    ),
    "contents": ("contents-marker", "every page has its contents beside it", "Take the line out."),
}
"""From the kind of a leftover to code, message and remedy."""
_HALF_A_TAG: Final = re.compile(r"<[a-zA-Z/!?]")
WARNINGS: Final = frozenset(("link-bare",))


def leftovers(page: Reading) -> Iterator[Diagnostic]:
    """What was taken as text though it looks like Markdown."""
    for found in page.parsed.leftovers:
        line, column = page.parsed.line_of(found.token, found.position)
        code, message, hint = TOLD[found.kind]
        shown = " ".join(found.text.split())
        if code in WARNINGS:
            yield warning(code, page, line, column, f'"{shown}": {message}', hint)
        else:
            yield error(code, page, line, column, f'"{shown}": {message}', f"{hint}\n{_AS_TEXT}")


def html_text(page: Reading) -> Iterator[Diagnostic]:
    """Markdown on a line of HTML is not read as such."""
    for token in page.parsed.tokens:
        if token.type != "html_block" or not token.map:
            continue
        text = without_tags(token.content)
        if position := _HALF_A_TAG.search(text):
            line = page.parsed.first_line + token.map[0] + text.count("\n", 0, position.start())
            shown = text[position.start() :].split("\n")[0][:40]
            _, message, hint = TOLD["tag"]
            yield error("html-unreadable", page, line, 1, f'"{shown}": {message}', hint)
        elif found := find_in_html(token.content, text):
            line = page.parsed.first_line + token.map[0] + text.count("\n", 0, text.index(found))
            message = f'"{found}" stands inside HTML, where Markdown is not read'
            hint = "Put an empty line above and below the Markdown, or write it in HTML too."
            yield error("html-markdown", page, line, 1, message, hint)


def notes(page: Reading) -> Iterator[Diagnostic]:
    """A footnote that nothing refers to is not shown; of two with one name only one is."""
    seen: set[str] = set()
    for label, place in page.parsed.notes:
        line = page.parsed.first_line + place
        if label in seen:
            message = f'two footnotes are named "{label}", of which one is shown'
            yield error("footnote-duplicate", page, line, 1, message, "Give each a name of its own.")
        elif label not in page.parsed.cited_notes:
            message = f'nothing refers to the footnote "{label}", so it is not shown'
            hint = f"Refer to it where it belongs, or take it out: A claim.[^{label}]"
            yield error("footnote-unused", page, line, 1, message, hint)
        seen.add(label)


def tables(page: Reading) -> Iterator[Diagnostic]:
    """A row with more cells than its table has columns loses them."""
    for line, cells, width in page.parsed.surplus_cells():
        message = f"this row has {cells} cells, but its table {width} columns; what is too much is not shown"
        hint = "Add a column to the head, or write a bar that belongs to the text as \\|"
        yield error("table-cells", page, line, 1, message, hint)


def code(page: Reading) -> Iterator[Diagnostic]:
    """The language of a block of code must be one that can be colored; a diagram is not drawn."""
    for token in page.parsed.tokens:
        if token.type != "fence" or not token.map or not token.info.strip():
            continue
        line, language = page.parsed.first_line + token.map[0], token.info.split()[0]
        if language.lower() in _DIAGRAMS:
            message = f"a diagram in {language} is not drawn: its source would be shown"
            hint = "Draw it once, as SVG, and show that: ![A loop of five steps](../images/loop.svg)"
            yield error("code-diagram", page, line, 1, message, hint)
        elif language.lower() not in FORMULAS and not is_language(language):
            message = f'the code is in "{language}", which is no language that can be colored'
            yield warning(
                "code-language", page, line, 1, message, "Write its common name, or text: ```python"
            )


_DIAGRAMS: Final = frozenset(("mermaid", "plantuml", "puml", "dot", "graphviz", "d2", "ditaa", "nomnoml"))


def formulas(page: Reading) -> Iterator[Diagnostic]:
    """A formula must be TeX that can be set."""
    for token in page.parsed.tokens:
        if token.type == "math_block" or (token.type == "fence" and token.info.strip() in FORMULAS):
            line = page.parsed.first_line + (token.map[0] if token.map else 0)
            yield from _formula(page, token.content, True, (line, 1))
        elif token.type == "inline":
            for child in token.children or ():
                if child.type == "math_inline":
                    place = page.parsed.line_of(token, child.meta["at"])
                    yield from _formula(page, child.content, False, place)


def _formula(page: Reading, tex: str, display: bool, place: tuple[int, int]) -> Iterator[Diagnostic]:
    try:
        mathml(tex, display)
    except FormulaError as fault:
        message = f"the formula can't be set: {fault}"
        hint = "Write TeX as for a journal: $d = \\frac{M_1 - M_2}{s}$. A dollar that is money has a backslash: \\$5"
        yield error("formula-syntax", page, *place, message, hint)


def admonitions(page: Reading) -> Iterator[Diagnostic]:
    """A note must be of a kind that has a look, and hold something."""
    for place, token in enumerate(page.parsed.tokens):
        if token.type not in ("admonition_open", "alert_open") or not token.map:
            continue
        line = page.parsed.first_line + token.map[0]
        kind = str(token.meta.get("tag") or token.meta.get("kind", "")).lower()
        if kind not in KINDS:
            message = f'there is no kind of note named "{kind}"{did_you_mean(kind, KINDS)}'
            yield error("admonition-unknown", page, line, 1, message, f"Known kinds: {', '.join(KINDS)}")
        after = page.parsed.tokens[place + 1 :]
        body = next((t for t in after if "title" not in t.type and t.type != "inline"), None)
        if body is not None and body.type in ("admonition_close", "alert_close"):
            message = "this note is empty: its text must be indented by four spaces"
            yield error("admonition-syntax", page, line, 1, message, '!!! note "Title"\n    Text.')
