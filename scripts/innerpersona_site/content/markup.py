"""HTML as browsers read it, and which of it may stand in a page's content: what neither runs nor loads from elsewhere.

A browser begins a tag at every "<" before a letter, whatever a Markdown parser makes of it, so all of them are looked at.
Only what is listed passes: what browsers will learn to run or to load in years to come is refused today.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Final, NamedTuple


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


ELEMENTS: Final = _words("""
    a abbr b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure
    h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p picture pre q rp rt ruby s samp section small source span strong
    article aside audio footer header sub summary sup table tbody td tfoot th thead time tr track u ul var video wbr
""")
"""What an article may hold as HTML."""

ATTRIBUTES: Final = _words("""
    abbr align alt cite class colspan datetime decoding dir headers height hidden href hreflang id lang loading markdown
    controls default kind label loop media muted name open playsinline poster preload reversed role rowspan scope sizes
    span src srcset srclang start title translate type value width
""")
"""What an element of an article may have, beside what begins with "aria-"."""

FORM_ELEMENTS: Final = _words("""
    button circle dialog fieldset form g input ip-quiz ip-report label legend nav optgroup option
    output path progress rect select svg template text textarea
    math merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt mstyle msub
    msubsup msup mtable mtd mtext mtr munder munderover none
""")
FORM_ATTRIBUTES: Final = _words("""
    autocapitalize autocomplete checked cx cy d disabled fill focusable for instrument max maxlength multiple novalidate
    placeholder r readonly rel required rows selected spellcheck stroke tabindex transform viewbox x xmlns y
    accent accentunder alttext columnalign columnspan depth display displaystyle download fence form largeop linethickness
    lspace mathsize mathvariant maxsize minsize movablelimits popover popovertarget rowspacing rspace scriptlevel
    separator stretchy symmetric voffset
""")
"""What content has besides once it is rendered: what the site's own blocks put there, of which nothing can be sent."""

SCHEMES: Final = ("http", "https", "mailto", "tel")

_START: Final = re.compile(r"<([a-zA-Z][^\t\n\f\r />]*)")
_ATTRIBUTE: Final = re.compile(
    r"[\t\n\f\r /]*([^\t\n\f\r />][^\t\n\f\r />=]*)"
    r"(?:[\t\n\f\r ]*=[\t\n\f\r ]*(?:\"([^\"]*)(?:\"|\Z)|'([^']*)(?:'|\Z)|([^\t\n\f\r >]*)))?"
)
_SCHEME: Final = re.compile(r"([a-z][a-z0-9+.-]*):", re.I)
_IGNORED: Final = re.compile(r"[\t\n\r]|^[\0-\x20]+|[\0-\x20]+$")
_PICTURE: Final = re.compile(r"data:image/(?:png|jpeg|gif|webp|avif|svg\+xml)[;,]", re.I)

_CHUNK: Final = re.compile(r"<[a-zA-Z!?][^<>]*>?")
_sound: set[str] = set()
"""Tags of rendered content that were looked at and are sound; few differ from each other."""
_MOST_SOUND: Final = 10_000


class Tag(NamedTuple):
    """The beginning of an element as a browser reads it; names in small letters, values as written."""

    name: str
    attributes: tuple[tuple[str, str], ...]
    start: int
    end: int


class MarkupFault(NamedTuple):
    """What may not stand in content, and the code of its diagnostic."""

    code: str
    what: str


def tag_at(text: str, start: int) -> Tag | None:
    """Return the tag that a browser would begin there, None if it wouldn't."""
    opened = _START.match(text, start)
    if opened is None:
        return None
    # What is repeated counts once: a run of unclosed tags holds each of the later ones as an attribute.
    attributes: dict[tuple[str, str], None] = {}
    position = opened.end()
    while match := _ATTRIBUTE.match(text, position):
        attributes[match[1].lower(), match[2] or match[3] or match[4] or ""] = None
        position = match.end()
    return Tag(opened[1].lower(), tuple(attributes), start, position)


def tags(text: str) -> Iterator[Tag]:
    """Yield a tag for every place of a text at which a browser may begin one, also inside of others and of comments."""
    for match in _START.finditer(text):
        tag = tag_at(text, match.start())
        if tag is not None:
            yield tag


def tag_faults(tag: Tag) -> Iterator[MarkupFault]:
    """Yield what of a tag may not stand in an article."""
    if tag.name not in ELEMENTS:
        yield MarkupFault("policy-element", f"<{tag.name}>")
        return
    yield from attribute_faults(f"<{tag.name}>", tag.attributes)


def attribute_faults(owner: str, attributes: Iterable[tuple[str, str]]) -> Iterator[MarkupFault]:
    """Yield what of an element's attributes may not stand in an article."""
    for name, value in attributes:
        if name == "style":
            yield MarkupFault("policy-inline-style", f"{owner} has a style attribute")
        elif name.startswith("on"):
            yield MarkupFault("policy-inline-handler", f"{owner} has an {name} attribute")
        elif name not in ATTRIBUTES and not name.startswith("aria-"):
            yield MarkupFault("policy-attribute", f"{owner} has the attribute {name}")
        elif name == "href" and is_script(value):
            yield MarkupFault("policy-script-address", f"{owner} leads to {address(value)[:40]}")
        elif name in ("src", "srcset", "poster") and is_foreign(value):
            yield MarkupFault("policy-foreign-host", f"{owner} loads {address(value)[:60]}")


def address(written: str) -> str:
    """Return an address as a browser takes it: characters by their names put in, blanks and line ends taken out."""
    return _IGNORED.sub("", unescape(written)).strip()


def is_script(written: str) -> bool:
    """Whether an address is neither one of a page nor one to write to or to call: a script, a text in place of a page."""
    scheme = _SCHEME.match(address(written))
    return scheme is not None and scheme[1].lower() not in SCHEMES


def is_foreign(written: str) -> bool:
    """Whether a picture's address, or any of several, is on another host, or no address of a picture."""
    whole = address(written)
    parts = [whole] if _PICTURE.match(whole) else [part.strip() for part in whole.split(",")]
    return any(
        part.replace("\\", "/").startswith("//") or bool(_SCHEME.match(part) and not _PICTURE.match(part))
        for part in parts
    )


def content_faults(html: str) -> list[str]:
    """Return what in rendered content could run or load, which no article can have brought in by a way that is checked.

    It is a second look, at what Markdown and the blocks have made of an article.
    """
    found: list[str] = []
    unknown = set(_CHUNK.findall(html)) - _sound
    for match in _CHUNK.finditer(html) if unknown else ():
        if match[0] not in unknown or match[0].startswith("<!--"):
            continue
        tag = tag_at(html, match.start())
        faults = list(_rendered_faults(tag)) if tag else [match[0]]
        found += faults
        if tag and not faults and tag.end < match.end() and len(_sound) < _MOST_SOUND:
            _sound.add(match[0])
            unknown.discard(match[0])
    return found


def _rendered_faults(tag: Tag) -> Iterator[str]:
    if tag.name not in ELEMENTS | FORM_ELEMENTS:
        yield f"<{tag.name}>"
    rest = [(n, v) for n, v in tag.attributes if n not in FORM_ATTRIBUTES and not n.startswith("data-")]
    for fault in attribute_faults(f"<{tag.name}>", rest):
        yield fault.what


DRAWN: Final = _words("""
    svg g title desc defs path circle ellipse rect line polyline polygon text tspan textpath use symbol marker pattern
    clippath mask image lineargradient radialgradient stop filter fegaussianblur feoffset feblend feflood fecomposite
    fecolormatrix femerge femergenode fedropshadow femorphology feturbulence metadata style
""")
"""What a drawing in a file of its own may hold: opened by its own address it is a page of this site, and could run."""
_LOADING_STYLE: Final = re.compile(
    r"@import|(?:url|src)\(\s*+[\"']?+(?!#)|\b(?:image(?:-set)?|cross-fade|element|expression)\(|\\", re.I
)
"""What of CSS could load, in a style or in an attribute such as `fill` or `mask`; an escape could spell any of it."""
_SAID: Final = ("aria-", "data-", "id", "class")
_STYLES: Final = re.compile(r"<(?:svg:)?style\b[^>]*>(.*?)(?:</|\Z)", re.I | re.S)


def drawing_faults(svg: str) -> Iterator[tuple[str, int]]:
    """Yield what of an SVG file could run or load, and where in its text that stands."""
    for match in re.finditer(r"<!(?:DOCTYPE|ENTITY|\[CDATA)|<\?(?!xml[\s?])", svg, re.I):
        yield f"{match[0]}…", match.start()
    for sheet in _STYLES.finditer(svg):
        if style := _LOADING_STYLE.search(unescape(sheet[1])):
            yield f"a style with {style[0]}", sheet.start(1)
    for tag in tags(svg):
        if tag.name.removeprefix("svg:") not in DRAWN:
            yield f"<{tag.name}>", tag.start
        pictured = tag.name.removeprefix("svg:") == "image"
        for name, value in tag.attributes:
            if name in ("href", "xlink:href", "src"):
                kept = address(value).startswith("#") or (pictured and _PICTURE.match(address(value)))
            else:
                kept = name.startswith(_SAID) or not _LOADING_STYLE.search(unescape(value))
            if name.startswith("on") or not kept:
                yield f'{name}="{value[:40]}"', tag.start
