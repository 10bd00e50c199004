"""The text of a post as that of an article: links and pictures lead where they are now, known tags are converted."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final, NamedTuple
from urllib.parse import quote, unquote, urlsplit

from innerpersona_site.markdown.admonitions import KINDS
from innerpersona_site.migration.files import Files
from innerpersona_site.migration.found import Post, Remark

_FENCE: Final = re.compile(r" {0,3}(`{3,}|~{3,})(.*)")
_CODE: Final = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
_HIGHLIGHT: Final = re.compile(
    r"\{%-?\s*highlight\s+([\w+-]+).*?-?%\}|\{\{[<%]\s*highlight\s+\"?([\w+-]+).*?[>%]\}\}"
)
_HIGHLIGHT_END: Final = re.compile(r"\{%-?\s*endhighlight\s*-?%\}|\{\{[<%]\s*/\s*highlight\s*[>%]\}\}")
_POST_URL: Final = re.compile(r"\{%-?\s*post_url\s+([^\s%]+)\s*-?%\}|\{%-?\s*link\s+([^\s%]+)\s*-?%\}")
_REF: Final = re.compile(r"\{\{[<%]\s*(?:rel)?ref\s+(?:path=)?\"?([^\s\"]+?)\"?\s*[>%]\}\}")
_FIGURE: Final = re.compile(r"\{\{[<%]\s*figure\s+(.*?)\s*/?[>%]\}\}")
_ARGUMENT: Final = re.compile(r"([\w-]+)=(?:\"([^\"]*)\"|'([^']*)'|(\S+))")
_SITE: Final = re.compile(
    r"\{\{-?\s*(?:site\.(?:baseurl|url)|\"([^\"]*)\"\s*\|\s*(?:relative|absolute)_url|'([^']*)'\s*\|\s*(?:relative|absolute)_url)\s*-?\}\}"
)
_MORE: Final = re.compile(r"^\s*<!--\s*more\s*-->\s*$")
_LINK: Final = re.compile(
    r"(!?)(\[(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*\]\()(<[^<>\n]+>|[^\s()<>]+(?:\([^\s()]*\)[^\s()]*)*)((?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\))"
)
_REFERENCE: Final = re.compile(r"^( {0,3}\[[^\]\n]+\]:\s+)(\S+)()(.*)$")
_SOURCE: Final = re.compile(r"()(<(?:img|source|video|audio|a)\b[^>]*?\s(?:src|href)=[\"'])([^\"']+)()")
_LEFT: Final = (
    (re.compile(r"\{\{[<%].*?[>%]\}\}"), "a shortcode, which nothing runs here"),
    (re.compile(r"\{%.*?%\}|\{\{.*?\}\}"), "a template tag, which nothing runs here"),
    (re.compile(r"^\s*===\+?!?\s+\""), "a tab; write a heading, or a note beside the text"),
    (re.compile(r"--8<--"), "a snippet; put its text here"),
    (
        re.compile(r"\{:[^}\n]*\}"),
        "attributes of kramdown; write {.name} at the end of a heading or paragraph, or delete them",
    ),
    (re.compile(r"^\s*\[TOC\]\s*$|^\s*\* TOC$"), "a table of contents; the page has its own, delete this"),
    (re.compile(r"\+\+[\w+-]+\+\+"), "keys; write them as code"),
    (re.compile(r"<(?:iframe|script|style|form|object|embed)\b"), "HTML that no article may hold"),
    (re.compile(r"^\s*\*\[[^\]]+\]:\s*$"), "an abbreviation without its meaning"),
)
_ADMONITION: Final = re.compile(r"^(\s*)(?:!!!|\?\?\?\+?)\s+([\w-]+)")


class Place(NamedTuple):
    """What links are judged by: articles by every way that a post is named, and the files that go with them."""

    articles: Mapping[str, str]
    files: Files


def convert_body(post: Post, title: str, place: Place, remarks: list[Remark]) -> str:
    """Return a post's text for an article, and put into `remarks` what was left as it was, with its line."""
    out: list[str] = []
    fence = ""
    for number, line in enumerate(post.front.body.split("\n"), post.front.body_line):

        def remark(message: str, at: int = number) -> None:
            remarks.append(Remark(post.path, at, message))

        if fence:
            if _HIGHLIGHT_END.search(line) and fence == "%":
                fence, line = "", "```"
            elif fence != "%" and re.fullmatch(rf" {{0,3}}{re.escape(fence[0])}{{{len(fence)},}}\s*", line):
                fence = ""
        elif match := _FENCE.match(line):
            fence = match[1]
        elif match := _HIGHLIGHT.search(line):
            fence, line = "%", f"```{match[1] or match[2]}"
        elif _MORE.match(line) or (_is_title(line, title) and not any(one.strip() for one in out)):
            continue
        elif not line.startswith(("    ", "\t")) or (out and out[-1].strip()) or _ADMONITION.match(line):
            line = _outside_code(line, lambda part: _convert(part, post, place, remark))
            _judge(line, remark)
        elif line.strip():
            line = _outside_code(line, lambda part: _convert(part, post, place, remark))
        out.append(line)
    if fence == "%":
        remarks.append(Remark(post.path, post.front.body_line, "a highlighted part is not ended"))
    return "\n".join(out).strip("\n") + "\n"


def _is_title(line: str, title: str) -> bool:
    return re.fullmatch(rf"#\s+{re.escape(title)}\s*#*\s*", line) is not None


def _outside_code(line: str, change: Callable[[str], str]) -> str:
    """Change a line where it is no code; what looks like a link may not reach over code either."""
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match[0])
        return f"\ue000{len(kept) - 1}\ue001"

    changed = change(_CODE.sub(keep, line))
    return re.sub(r"\ue000(\d+)\ue001", lambda match: kept[int(match[1])], changed)


def _convert(line: str, post: Post, place: Place, remark: Callable[[str], None]) -> str:
    line = _POST_URL.sub(lambda match: f"\ue002{match[1] or match[2]}", line)
    line = _REF.sub(lambda match: f"\ue002{match[1]}", line)
    line = _SITE.sub(lambda match: match[1] or match[2] or "", line)
    line = _FIGURE.sub(lambda match: _figure(match[1], remark), line)
    for pattern in (_LINK, _REFERENCE, _SOURCE):
        line = pattern.sub(lambda match: _relinked(match, post, place, remark), line)
    return line.replace("\ue002", "")


def _figure(arguments: str, remark: Callable[[str], None]) -> str:
    given = {match[1]: match[2] or match[3] or match[4] or "" for match in _ARGUMENT.finditer(arguments)}
    for name in given.keys() - {"src", "alt", "caption", "title"}:
        remark(f'a figure\'s "{name}" has no place here: {given[name]}')
    caption = given.get("caption") or given.get("title") or ""
    quoted = f' "{caption}"' if caption else ""
    return f"![{given.get('alt', '')}]({given.get('src', '')}{quoted})"


def _relinked(match: re.Match[str], post: Post, place: Place, remark: Callable[[str], None]) -> str:
    image, before, target, after = match.groups()
    address = target.strip("<>")
    named = address.startswith("\ue002")
    parts = urlsplit(address.removeprefix("\ue002"))
    if parts.scheme or parts.netloc or not parts.path:
        if image and parts.scheme in ("http", "https"):
            remark(
                f"the picture {address} is elsewhere, and pages show none from there: save it in docs/images/"
            )
        return match[0]
    path = unquote(parts.path)
    article = next((place.articles[name] for name in _names(post, path) if name in place.articles), None)
    end = f"#{parts.fragment}" if parts.fragment else ""
    if article is not None:
        new = f"{article}.md{end}" if article != post.slug or not end else end
    elif not named and (copied := place.files.copy(post, path)):
        new = f"../{quote(copied)}{end}"
    else:
        remark(f'"{path}" leads to nothing that was imported')
        return match[0]
    return f"{image}{before}{new}{after}"


def _names(post: Post, path: str) -> list[str]:
    """Return the ways in which a link may name a post: its address, its file from the site's folder, its file's name."""
    beside = (Path(post.path).parent / path).as_posix()
    parts: list[str] = []
    for part in beside.split("/"):
        if part == ".." and parts:
            parts.pop()
        elif part not in (".", ""):
            parts.append(part)
    stem = path.strip("/").removesuffix(".md")
    return [
        path.rstrip("/"),
        "/".join(parts),
        path.lstrip("/"),
        stem,
        stem.rpartition("/")[2] if ".md" in path else stem,
    ]


def _judge(line: str, remark: Callable[[str], None]) -> None:
    """Remark on what stays as it is and means nothing here."""
    if (match := _ADMONITION.match(line)) and match[2] not in KINDS:
        remark(f'there is no note of the kind "{match[2]}"; write one of {", ".join(KINDS)}')
    plain = _CODE.sub("", line)
    for pattern, what in _LEFT:
        for found in pattern.finditer(plain):
            remark(f"{found[0].strip()} is {what}")
            plain = plain.replace(found[0], "", 1)
