"""Drawings that stand in a page's own HTML, so that they use its typefaces and its colors.

Only shapes, text and what they refer to inside the same drawing are let in: no script, no style, no link, nothing
from elsewhere. Source of the names: SVG 2 (https://www.w3.org/TR/SVG2/).
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Mapping
from functools import lru_cache
from html import escape
from typing import Final

from innerpersona_quiz.palette import SHIPPED, Colors

_ELEMENTS: Final = (
    "svg g defs title desc path rect circle ellipse line polyline polygon text tspan clipPath mask pattern marker "
    "linearGradient radialGradient stop"
)
ELEMENTS: Final = frozenset(_ELEMENTS.split())
"""What a drawing may hold."""
_SHAPE: Final = (
    "cx cy d dx dy fx fy height offset pathLength points r rotate rx ry transform width x x1 x2 y y1 y2"
)
_PAINT: Final = (
    "clip-path clip-rule color dominant-baseline fill fill-opacity fill-rule font-size font-style font-variant "
    "font-weight letter-spacing mask opacity stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset "
    "stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor text-decoration "
    "visibility word-spacing paint-order"
)
_UNITS: Final = (
    "clipPathUnits gradientTransform gradientUnits markerHeight markerUnits markerWidth maskUnits orient "
    "patternTransform patternUnits preserveAspectRatio refX refY spreadMethod viewBox marker-start marker-mid marker-end"
)
ATTRIBUTES: Final = frozenset(f"{_SHAPE} {_PAINT} {_UNITS} id".split())
"""What its elements may say of themselves."""
_IGNORED: Final = frozenset(("font-family", "version", "role", "xmlns"))
"""What is left out without a word: the page has its own typefaces, and says what the drawing is."""

COLORS: Final = {
    "#22262a": "ink",
    "#5b6168": "quiet",
    "#ddd4c6": "line",
    "#f3ede3": "surface",
    "#fbf8f3": "paper",
    "#ffffff": "surface",
    "#fff": "surface",
    "white": "surface",
}
"""The palette in light, as drawings have it beside a site's two colors, by the tokens that follow light and dark."""
_SVG: Final = "{http://www.w3.org/2000/svg}"
_REFERENCE: Final = re.compile(r"url\(\s*['\"]?#([\w-]+)['\"]?\s*\)")
_FUNCTION: Final = re.compile(r"([^\s(),;]*)\s*\(")
_HARMLESS: Final = frozenset(
    ["rgb", "rgba", "hsl", "hsla", "rotate", "translate", "scale", "matrix", "skewx", "skewy"]
)
"""The functions of values that refer to nothing."""


class DrawingFault(ValueError):
    """A drawing holds what has no place in a page; the text says what."""


def inline_svg(source: str, description: str, name: str, colors: Colors = SHIPPED) -> str:
    """Return a drawing as an element of a page.

    Args:
        source: the SVG file.
        description: what it shows, in words, for those who can't see it.
        name: what tells it from other drawings on the page; letters, digits, hyphens.
        colors: those of the site; where it holds them, it follows light and dark.

    Raises:
        DrawingFault: it can't be read, or holds what has no place in a page.
    """
    title, attributes, inner = _drawn(source, name, colors)
    labels = f"{name}-title {name}-desc" if title else f"{name}-desc"
    named = f'<title id="{name}-title">{escape(title, quote=False)}</title>' if title else ""
    return (
        f'<svg class="ip-drawn" role="img" aria-labelledby="{labels}"{attributes}>'
        f'{named}<desc id="{name}-desc">{escape(description, quote=False)}</desc>{inner}</svg>'
    )


_SIZE: Final = ("width", "height", "id")


@lru_cache(maxsize=256)
def _drawn(source: str, name: str, colors: Colors) -> tuple[str, str, str]:
    """Return a drawing's title, its attributes and its content as HTML, which are the same whatever page shows it."""
    root = parse_svg(source)
    tokens = {**COLORS, colors.one: "one", colors.two: "two"}
    title = next((child.text or "" for child in root if child.tag == f"{_SVG}title"), "").strip()
    inner = "".join(
        _written(child, name, tokens) for child in root if child.tag not in (f"{_SVG}title", f"{_SVG}desc")
    )
    attributes = "".join(
        _attribute(key, value, name, tokens) for key, value in root.attrib.items() if key not in _SIZE
    )
    return title, attributes, inner


def parse_svg(source: str) -> etree.Element:
    """Return the root of a drawing that may stand in a page.

    Raises:
        DrawingFault: it can't be read, or holds what has no place in a page.
    """
    if "<!DOCTYPE" in source.upper() or "<!ENTITY" in source.upper():
        raise DrawingFault("it has a document type, which could make it anything")
    try:
        root = etree.fromstring(source)
    except (etree.ParseError, ValueError) as fault:
        raise DrawingFault(f"it is no well-formed XML: {fault}") from None
    if root.tag != f"{_SVG}svg":
        raise DrawingFault('its outermost element is not <svg xmlns="http://www.w3.org/2000/svg">')
    if "viewBox" not in root.attrib:
        raise DrawingFault("it has no viewBox, so that nobody knows how wide it is")
    for element in root.iter():
        _check(element)
    return root


def _check(element: etree.Element) -> None:
    tag = str(element.tag)
    local = tag.removeprefix(_SVG)
    if not tag.startswith(_SVG) or local not in ELEMENTS:
        raise DrawingFault(f"it holds <{tag.rpartition('}')[2]}>, which has no place in a page")
    for key, value in element.attrib.items():
        if key in _IGNORED:
            continue
        if key not in ATTRIBUTES and not key.startswith(("data-", "aria-")):
            raise DrawingFault(
                f"<{local}> has the attribute {key.rpartition('}')[2]}, which has no place in a page"
            )
        calls = (
            [call.lower() for call in _FUNCTION.findall(_REFERENCE.sub("", value))] if "(" in value else []
        )
        if "\\" in value or not _HARMLESS.issuperset(calls):
            raise DrawingFault(f"<{local}> refers to something outside of the drawing: {value}")


def _written(element: etree.Element, name: str, tokens: Mapping[str, str]) -> str:
    tag = str(element.tag).removeprefix(_SVG)
    attributes = "".join(_attribute(key, value, name, tokens) for key, value in element.attrib.items())
    text = escape(_folded(element.text), quote=False)
    inner = "".join(
        _written(child, name, tokens) + escape(_folded(child.tail), quote=False) for child in element
    )
    return f"<{tag}{attributes}>{text}{inner}</{tag}>"


def _attribute(key: str, value: str, name: str, tokens: Mapping[str, str]) -> str:
    if key in _IGNORED or key.startswith(("data-", "aria-")):
        return ""
    if key == "id":
        value = f"{name}-{value}"
    elif token := tokens.get(value.strip().lower()):
        value = f"var(--ip-{token})"
    elif "(" in value:
        value = _REFERENCE.sub(rf"url(#{name}-\1)", value)
    return f' {key}="{escape(value)}"'


def _folded(text: str | None) -> str:
    """Return text without the line breaks that indent the file."""
    return re.sub(r"\s*\n\s*", "", text) if text and "\n" in text else text or ""
