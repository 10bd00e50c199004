"""HTML as CommonMark with GFM's tables, such that what a parser makes of it has the text of the HTML.

Own code beside the libraries there are: of pieces of HTML that the property test makes, html-to-markdown 3.21 changes
the text of every third, it loses headings inside disclosures, and it brings 22 MB; markdownify takes ten times as long.
"""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import Final
from urllib.parse import urljoin

from lxml.etree import _Element as Element

_HEADINGS: Final = {f"h{level}": "#" * level for level in range(1, 7)}
_LABELS: Final = frozenset(("caption", "dt", "legend", "summary"))
_OTHER_BLOCKS: Final = """
    address article aside blockquote body dd details div dl fieldset figcaption figure footer header hr li main nav ol
    p pre section table td th ul
"""
_BLOCKS: Final = _LABELS.union(_HEADINGS, _OTHER_BLOCKS.split())
_MARKS: Final = {"em": "*", "i": "*", "strong": "**", "b": "**"}
_AS_HTML: Final = frozenset(("del", "ins", "kbd", "sub", "sup"))
"""Elements that CommonMark has no sign for; it takes their tags as they are."""

_SPACES: Final = re.compile(" {2,}")
_SPACED_BREAK: Final = re.compile(r" *\n[ \n]*")
_ALWAYS: Final = r"\\`*_~"
_OPENERS: Final = r"|<(?=[A-Za-z/!?]|$)|&(?=#?\w+;|$)"  # of a tag, of a character reference
_RARE: Final = re.compile(rf"[{_ALWAYS}\[\]<&]")
_SIGN: Final = re.compile(rf"[{_ALWAYS}]|\](?=[(\[:]|$){_OPENERS}")
_SIGN_IN_LINK: Final = re.compile(rf"[{_ALWAYS}\[\]]{_OPENERS}")
_OPENING: Final = re.compile(r"(?=(?:#{1,6}|[-+])(?:\s|$)|>|[-|:= ]+$)|\d{1,9}(?=[.)](?:\s|$))")
"""What would open a heading, a list, a quotation, a rule or a table at the start of a line."""

_NOTHING: Final = "<!-- -->"
_TICKS: Final = re.compile(r"`+")
_AWKWARD_URL: Final = re.compile(r"[\s<>()\\]")
_ALIGNED: Final = {"left": ":--", "right": "--:", "center": ":-:"}


class MarkdownWriter:
    """Writes the content of elements; `address` is the absolute URL that their URLs are relative to."""

    def __init__(self, address: str) -> None:
        self._address = address

    def write(self, root: Element) -> str:
        """Return what an element holds as Markdown, without a line break at the end."""
        return "\n\n".join(self._blocks(root))

    def _blocks(self, parent: Element) -> list[str]:
        """Return the blocks inside an element; each run of text between them is a paragraph."""
        blocks: list[str] = []
        text = _escaped(parent.text)
        former = ""
        for child in parent:
            if not _is_block(child):
                text = self._with_inline(text, child)
                continue
            blocks += _paragraph(text)
            text = _escaped(child.tail)
            if child.tag in ("ul", "ol") and child.tag == former:
                blocks.append(_NOTHING)  # else the two lists would be one
            blocks += (made := self._block(child))
            former = child.tag if made and not text.strip(" ") else ""
        return blocks + _paragraph(text)

    def _block(self, element: Element) -> list[str]:
        tag = element.tag
        if tag in _HEADINGS:
            text = self._line(element)
            if text.endswith("#"):
                text = f"{text[:-1]}\\#"  # else the heading would end before it
            return [f"{_HEADINGS[tag]} {text}"] if text else []
        if tag in _LABELS and not any(map(_is_block, element)):
            text = self._line(element)
            return [f"**{text}**"] if text else []
        match tag:
            case "ul" | "ol":
                return self._list(element)
            case "table":
                return self._table(element)
            case "pre":
                return [_fenced(element)]
            case "hr":
                return ["---"]
            case "blockquote":
                text = self.write(element)
                return [_prefixed(text, "> ", "> ")] if text else []
        return self._blocks(element)

    def _list(self, element: Element) -> list[str]:
        items = [child for child in element if child.tag == "li"]
        written = [self._blocks(item) for item in items]
        gap = "\n" if all(map(_is_tight, items, written)) else "\n\n"
        number = _number(element.get("start"))
        lines = []
        for place, blocks in enumerate(written, number):
            sign = f"{place}. " if element.tag == "ol" else "- "
            # The sign of an item without text would underline the line above it.
            lines.append(_prefixed(gap.join(blocks) or _NOTHING, sign, " " * len(sign)))
        return [gap.join(lines)] if lines else []

    def _table(self, element: Element) -> list[str]:
        rows = [row for row in element.iter("tr") if next(row.iterancestors("table")) is element]
        caption = [block for child in element.iterchildren("caption") for block in self._block(child)]
        grid = self._grid(rows)
        if not any(grid):
            return caption
        first = rows[0]
        if first.getparent().tag != "thead" and any(cell.tag == "td" for cell in first):
            grid.insert(0, [])  # a table without a header gets one that is empty
        columns = list(zip_longest(*grid, fillvalue=""))
        aligned = [_ALIGNED.get(cell.get("align", ""), "---") for cell in first]
        rule = [(aligned + ["---"] * len(columns))[place] for place in range(len(columns))]
        head, *body = zip(*columns, strict=True)
        lines = [f"| {' | '.join(cells)} |" for cells in (head, rule, *body)]
        return [*caption, "\n".join(lines)]

    def _grid(self, rows: list[Element]) -> list[list[str]]:
        """Return the cells of each row; a cell that spans others leaves them empty."""
        grid: list[list[str]] = []
        below: dict[int, int] = {}
        for row in rows:
            cells: list[str] = []
            for cell in row.iterchildren("td", "th"):
                while below.get(len(cells), 0):
                    below[len(cells)] -= 1
                    cells.append("")
                width, height = _number(cell.get("colspan")), _number(cell.get("rowspan"))
                below |= dict.fromkeys(range(len(cells), len(cells) + width), height - 1)
                cells += [self._cell(cell), *[""] * (width - 1)]
            grid.append(cells)
        return grid

    def _cell(self, cell: Element) -> str:
        return _tidy(self._inline(cell)).replace("|", "\\|").replace("\n", "<br>")

    def _line(self, element: Element) -> str:
        return _tidy(self._inline(element)).replace("\n", " ")

    def _inline(self, parent: Element, inside: str = "", before: str = "") -> str:
        """Return what an element holds as one run of text, in which a line break is a forced one.

        `inside` names the signs that are open around it: "*", "**" and "["; `before` is the character before it.
        """
        text = _escaped(parent.text, "[" in inside)
        for child in parent:
            text = self._with_inline(text, child, inside, before)
        return text

    def _with_inline(self, text: str, child: Element, inside: str = "", before: str = "") -> str:
        """Return a run of text with the element and the text after it added."""
        made = self._element(child, inside, (before + text)[-1:])
        if text.endswith("!") and made.startswith("["):
            text = f"{text[:-1]}\\!"  # else the link would be an image
        return text + made + _escaped(child.tail, "[" in inside)

    def _element(self, element: Element, inside: str, before: str) -> str:
        tag = element.tag
        if tag == "br":
            return "\n"
        if tag == "img":
            return f"![{_escaped(element.get('alt'), True)}]({self._url(element.get('src', ''))})"
        if tag == "code":
            return _code(element, "[" in inside, before)
        if tag == "a":
            return self._link(element, inside, before)
        if tag in _MARKS:
            return self._marked(element, inside, before)
        if tag in _AS_HTML:
            lead, core, trail = _parts(self._inline(element, inside))
            return f"{lead}<{tag}>{core}</{tag}>{trail}" if core else lead
        text = self._inline(element, inside, before)
        return f"\n{text}\n" if tag in _BLOCKS else text

    def _link(self, element: Element, inside: str, before: str) -> str:
        url = element.get("href")
        if not url or "#ref-" in url or "[" in inside:
            return self._inline(element, inside, before)  # a citation's work is listed below the text
        text = self._inline(element, f"{inside} [").replace("\n", " ")
        lead, core, trail = _parts(text)
        if not core:
            return text
        if element.text == url and not len(element) and re.match(r"[a-z]{2,}:[^\s<>]+$", url):
            return f"<{url}>"
        return f"{lead}[{core}]({self._url(url)}){trail}"

    def _url(self, url: str) -> str:
        url = urljoin(self._address, url)
        if not _AWKWARD_URL.search(url):
            return url
        return f"<{re.sub(r'[\s<>\\]', lambda sign: f'%{ord(sign[0]):02X}', url)}>"

    def _marked(self, element: Element, inside: str, before: str) -> str:
        mark = _MARKS[element.tag]
        if mark in inside.split():
            return self._inline(element, inside, before)
        lead, core, trail = _parts(self._inline(element, f"{inside} {mark}"))
        if not core:
            return lead
        ends_block = element.getnext() is None and element.getparent().tag in _BLOCKS
        after = element.tail[0] if element.tail else "" if ends_block else "x"
        if before != "*" and _flanks(lead or before, core[0]) and _flanks(trail or after, core[-1]):
            return f"{lead}{mark}{core}{mark}{trail}"
        name = "em" if mark == "*" else "strong"
        return f"{lead}<{name}>{core}</{name}>{trail}"


def _is_block(element: Element) -> bool:
    return element.tag in _BLOCKS or (
        len(element) > 0 and element.tag != "a" and any(inner.tag in _BLOCKS for inner in element.iter())
    )


def _is_tight(item: Element, blocks: list[str]) -> bool:
    """Whether an item is one paragraph, with lists below it that may stand under it without an empty line."""
    lists = [child for child in item.iterchildren("ul", "ol") if child.find("li") is not None]
    return len(blocks) - len(lists) <= 1 and all(_number(inner.get("start")) == 1 for inner in lists)


def _escaped(text: str | None, in_link: bool = False) -> str:
    """Return a text such that nothing in it is a sign of Markdown but at the start of a line."""
    if not text:
        return ""
    text = _flat(text)
    # Most texts have none of the signs, and to look for one alone is several times as fast.
    return (_SIGN_IN_LINK if in_link else _SIGN).sub(r"\\\g<0>", text) if _RARE.search(text) else text


def _flat(text: str) -> str:
    """Return a text on one line."""
    for sign in "\n\t\r\f":
        text = text.replace(sign, " ")
    return text


def _tidy(text: str) -> str:
    """Return a run of text without empty lines, and without space that HTML would not show."""
    if "  " in text:
        text = _SPACES.sub(" ", text)
    return (_SPACED_BREAK.sub("\n", text) if "\n" in text else text).strip(" \n")


def _paragraph(text: str) -> list[str]:
    text = _tidy(text)
    return ["  \n".join(map(_plain_start, text.split("\n")))] if text else []


def _plain_start(line: str) -> str:
    opening = _OPENING.match(line)
    return f"{opening[0]}\\{line[opening.end() :]}" if opening else line


def _parts(text: str) -> tuple[str, str, str]:
    """Return a text's space at the start, what is between, and its space at the end."""
    core = text.strip(" \n")
    if not core:
        return text, "", ""
    start = text.find(core)
    return text[:start], core, text[start + len(core) :]


def _flanks(outside: str, inside: str) -> bool:
    """Whether a sign of emphasis between two characters surely opens or closes it."""
    return inside.isalnum() or (not inside.isspace() and outside[-1:] in ("", " ", "\n", "(", "["))


def _code(element: Element, in_link: bool, before: str) -> str:
    lead, text, trail = _parts(_flat("".join(element.itertext())))
    if not text:
        return lead
    text = _SPACES.sub(" ", text)
    if before == "`" and not lead:
        return f"<code>{_escaped(text, in_link)}</code>{trail}"
    fence = "`" * (max((len(run) for run in _TICKS.findall(text)), default=0) + 1)
    room = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{lead}{fence}{room}{text}{room}{fence}{trail}"


def _fenced(element: Element) -> str:
    text = "".join(element.itertext()).strip("\n")
    fence = "`" * max(3, max((len(run) for run in _TICKS.findall(text)), default=0) + 1)
    return f"{fence}\n{text}\n{fence}"


def _prefixed(text: str, first: str, others: str) -> str:
    """Return a text whose first line and whose other lines begin with something."""
    line, *rest = text.split("\n")
    return "\n".join(
        [(first + line).rstrip(" "), *(others + line if line else others.rstrip(" ") for line in rest)]
    )


def _number(value: str | None) -> int:
    """Return an attribute's number; 1 where it has none that a table or list could use."""
    return min(int(value), 1000) if value and value.isascii() and value.isdigit() else 1
