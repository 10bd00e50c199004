"""Front matter of other generators as that of an article; what has no place there is listed."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from innerpersona_site.content.slugs import slug
from innerpersona_site.migration.found import Post, Remark

DATE: Final = ("date", "publishDate", "publishdate", "pubdate")
UPDATED: Final = ("lastmod", "modified", "updated", "last_modified_at")
DESCRIPTION: Final = ("description", "summary", "excerpt")
CATEGORIES: Final = ("categories", "category")
TAGS: Final = ("tags", "keywords", "tag")
AUTHORS: Final = ("authors", "author")
FORMER: Final = ("aliases", "redirect_from", "formerly")
PICTURE: Final = ("image", "cover", "images", "featured_image")
_FAMILIES: Final = (DATE, UPDATED, DESCRIPTION, CATEGORIES, TAGS, AUTHORS)
"""Keys of which one is carried over."""
_MEANT: Final = ("title", "draft", "published", "slug", "url", "permalink", *FORMER, *PICTURE)
"""Keys that are carried over, or that say what every article has here."""
_DESCRIPTION_LENGTH: Final = (50, 160)


@dataclass(frozen=True, slots=True)
class Target:
    """What the site takes: its sections, topics and authors by id, and what to write where a post names none."""

    sections: Collection[str]
    topics: Collection[str]
    authors: Collection[str]
    section: str = ""
    topic: str = ""


def day_of(value: object) -> datetime.date | None:
    """Return the day that a value of front matter names, in its own time zone; None where it names none."""
    if isinstance(value, Mapping):
        value = value.get("created")
    if isinstance(value, datetime.datetime):
        return value.date()
    if isinstance(value, datetime.date):
        return value
    found = re.match(r"\d{4}-\d{2}-\d{2}", str(value or ""))
    try:
        return datetime.date.fromisoformat(found[0]) if found else None
    except ValueError:
        return None


def categories_of(values: Mapping[str, Any]) -> list[str]:
    """Return the categories of a post."""
    return _list(_first(values, CATEGORIES)[1])


def article_lines(post: Post, title: str, target: Target, remarks: list[Remark]) -> Iterator[str]:
    """Yield the lines of an article's front matter, and put into `remarks` what was changed or has no place."""
    values, lines = post.front.values, post.front.lines

    def remark(key: str, message: str) -> None:
        remarks.append(Remark(post.path, lines.get(key, 1), message))

    yield f"title: {quoted(title)}"
    key, description = _first(values, DESCRIPTION)
    if description:
        text = " ".join(str(description).split())
        low, high = _DESCRIPTION_LENGTH
        if not low <= len(text) <= high:
            remark(
                key, f'"{key}" has {len(text)} characters; a description has {low} to {high}: write it anew'
            )
        yield f"description: {quoted(text)}"
    else:
        remark("description", "there is no description: write one, of 50 to 160 characters")
    key, given = _first(values, DATE)
    day = day_of(given) or day_of(post.day)
    if day:
        yield f"date: {day}"
    else:
        remark(key or "date", "there is no date that can be read: write one, such as date: 2026-11-24")
    key, given = _first(values, UPDATED)
    changed = (
        given.get("updated")
        if isinstance(given := given or values.get("date"), Mapping)
        else given
        if key
        else None
    )
    if (updated := day_of(changed)) and (day is None or updated > day):
        yield f"updated: {updated}"
    topics = [slug(name) for name in [*categories_of(values), *_list(_first(values, TAGS)[1])]]
    topic = next((name for name in topics if name in target.topics), target.topic)
    section = next((name for name in topics if name in target.sections), target.section)
    if section:
        yield f"section: {section}"
    else:
        remark(
            "section",
            f"no section is known: write one of {', '.join(target.sections)}, or import with --section",
        )
    if topic:
        yield f"topic: {topic}"
    else:
        remark("topic", f"no topic is known: write one of {', '.join(target.topics)}, or import with --topic")
    yield from _tags(post, target, topic, remark)
    yield from _authors(post, target, remark)
    yield from _former(post, remark)
    if post.draft or values.get("draft") is True or values.get("published") is False:
        yield "draft: true"
    taken = {_first(values, family)[0] for family in _FAMILIES}
    for key, value in values.items():
        if (
            key not in _MEANT
            and key not in taken
            and value not in (None, "", [], {})
            and (key, value) != ("layout", "post")
        ):
            remark(key, f'the key "{key}" has no place in an article: {short(value)}')


def _tags(post: Post, target: Target, topic: str, remark: Any) -> Iterator[str]:
    key, given = _first(post.front.values, TAGS)
    names = _list(given) or [
        name for name in categories_of(post.front.values) if slug(name) not in (*target.sections, topic)
    ]
    tags = {name: re.sub(r"[^a-z0-9]+", " ", slug(name, " ")).strip() for name in names}
    for name, tag in tags.items():
        if tag != name:
            remark(
                key or "categories",
                f'the tag "{name}" is written "{tag}" here: lower-case letters, digits, blanks',
            )
    dropped = [
        name
        for name in categories_of(post.front.values)
        if given and slug(name) not in (*target.sections, topic)
    ]
    for name in dropped:
        remark("categories", f'the category "{name}" became a tag')
        tags[name] = slug(name, " ")
    if not tags and topic:
        remark("tags", f'there are no tags, so its topic is one: "{topic}"')
        tags[topic] = topic
    yield f"tags: [{', '.join(dict.fromkeys(tag for tag in tags.values() if tag))}]"


def _authors(post: Post, target: Target, remark: Any) -> Iterator[str]:
    key, given = _first(post.front.values, AUTHORS)
    ids = []
    for author in _list(given):
        name = str(author.get("name", "")) if isinstance(author, Mapping) else author
        if (id := slug(name)) in target.authors:
            ids.append(id)
        else:
            remark(
                key,
                f'nobody in site.toml is called "{name}": add [authors.{id}] there, then write authors: [{id}]',
            )
    if not ids and len(target.authors) == 1:
        ids = [*target.authors]
    if ids:
        yield f"authors: [{', '.join(ids)}]"
    else:
        remark(key or "authors", f"no author is known: write one of {', '.join(target.authors)}")


def _former(post: Post, remark: Any) -> Iterator[str]:
    former = []
    for key in FORMER:
        for alias in _list(post.front.values.get(key)):
            path = (
                alias
                if alias.startswith("/") or "://" in alias
                else f"{post.address.rstrip('/').rpartition('/')[0]}/{alias}"
            )
            former.append((key, path))
    if post.address:
        former.append(("slug", post.address))
    else:
        remark(
            "slug",
            "its former address is not known; write it into `formerly`, such as /2024/05/31/its-title/",
        )
    kept = []
    for key, address in former:
        path = former_address(address)
        if path is None:
            remark(
                key,
                f'the former address "{address}" can\'t lead on: only paths of letters, digits, - _ . ~ can',
            )
        elif path != f"/articles/{post.slug}/":
            kept.append(path)
    if kept:
        yield f"formerly: [{', '.join(dict.fromkeys(kept))}]"


def former_address(address: str) -> str | None:
    """Return an address as `formerly` takes it: a path from the site's root; None for one that it can't take."""
    path = re.sub(r"/{2,}", "/", unquote(urlsplit(address).path))
    path = path.removesuffix("index.html")
    return path if re.fullmatch(r"(?:/[\w~-][\w.~-]*)+/?", path) else None


def _first(values: Mapping[str, Any], keys: tuple[str, ...]) -> tuple[str, Any]:
    return next(((key, values[key]) for key in keys if values.get(key)), ("", None))


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    if isinstance(value, str):
        return [part.strip() for part in value.split(",") if part.strip()]
    return (
        [one if isinstance(one, Mapping) else str(one) for one in value]
        if isinstance(value, list)
        else [str(value)]
    )


def quoted(text: str) -> str:
    """Return a text in the quotation marks of YAML."""
    return json.dumps(text, ensure_ascii=False)


def short(value: object) -> str:
    """Return a value of front matter in a line."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 80 else f"{text[:79]}…"
