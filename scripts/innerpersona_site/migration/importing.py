"""One import from end to end: find the posts, give each its file, convert, write, and list what is left to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from innerpersona_site.content.model import ARTICLES_FOLDER
from innerpersona_site.content.slugs import slug
from innerpersona_site.migration.body import Place, convert_body
from innerpersona_site.migration.files import Files
from innerpersona_site.migration.found import Generator, Imported, Post, Remark
from innerpersona_site.migration.generators import generator_of, posts_of, unread_settings
from innerpersona_site.migration.keys import PICTURE, Target, article_lines, quoted, short

_ALT_LENGTH = 10


def import_posts(folder: Path, docs: Path, target: Target, name: str = "") -> Imported:
    """Write each post of another generator's site as an article below `docs`; nothing that is there is overwritten.

    Args:
        folder: what the other generator is run in.
        docs: the folder of this site's pages.
        target: what this site takes.
        name: the generator, where the folder doesn't say which it is.

    Raises:
        ImportFault: the folder is no site of a generator that is known.
        OSError: a file can't be read or written.
    """
    done = Imported()
    generator = generator_of(folder, name)
    done.remarks += unread_settings(folder, generator)
    posts = list(posts_of(folder, generator, done.remarks))
    done.refused = sum(remark.message.startswith("not imported: the front") for remark in done.remarks)
    _name_articles(posts, done)
    place = Place(_by_name(posts), Files(folder, generator, docs))
    for post in posts:
        file = docs / ARTICLES_FOLDER / f"{post.slug}.md"
        if file.exists():
            message = f"not imported: {file} exists already, and nothing is overwritten; move it away and import again"
            done.remarks.append(Remark(post.path, 1, message))
            done.refused += 1
            continue
        text = _article(post, place, target, done.remarks)
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8") as opened:
            opened.write(text)
        done.written.append(file)
    done.written += place.files.written
    done.remarks += _left_behind(folder, generator, place.files)
    done.remarks.sort(key=lambda remark: (remark.path, remark.line))
    return done


def _article(post: Post, place: Place, target: Target, remarks: list[Remark]) -> str:
    title = " ".join(str(post.front.values.get("title") or "").split()) or _own_title(post, remarks)
    lines = [*article_lines(post, title, target, remarks), *_picture(post, place.files, remarks)]
    body = convert_body(post, title, place, remarks)
    return "\n".join(["---", *lines, "---", "", body])


def _own_title(post: Post, remarks: list[Remark]) -> str:
    heading = next(
        (line[2:].strip(" #") for line in post.front.body.split("\n") if line.startswith("# ")), ""
    )
    if not heading:
        remarks.append(Remark(post.path, 1, "there is no title, so it was made from the file's name"))
    return heading or post.name.replace("-", " ").replace("_", " ").strip().capitalize()


def _name_articles(posts: list[Post], done: Imported) -> None:
    used: set[str] = set()
    for post in posts:
        wanted = slug(str(post.front.values.get("slug") or post.name)) or "article"
        post.slug, number = wanted, 1
        while post.slug in used:
            number += 1
            post.slug = f"{wanted}-{number}"
        used.add(post.slug)
        if number > 1:
            message = f"another post is called {wanted} too, so this one is {post.slug}.md"
            done.remarks.append(Remark(post.path, 1, message))


def _by_name(posts: list[Post]) -> Mapping[str, str]:
    """Return the file names of articles by all that links may call a post: the first post of a name has it."""
    found: dict[str, str] = {}
    for post in posts:
        stem = post.file.parent.name if post.file.stem == "index" else post.file.stem
        below = post.path.partition("/")[2]
        for name in (
            post.address.rstrip("/"),
            post.path,
            below,
            below.removesuffix(".md"),
            stem,
            f"{stem}.md",
        ):
            if name:
                found.setdefault(name, post.slug)
    return found


def _picture(post: Post, files: Files, remarks: list[Remark]) -> Iterator[str]:
    """Yield the line for the picture that stands for a post elsewhere, where it has a text alternative."""
    for key in PICTURE:
        value: Any = post.front.values.get(key)
        table = (
            value
            if isinstance(value, Mapping)
            else {"path": value[0] if isinstance(value, list) and value else value}
        )
        path = next(
            (
                str(table[name])
                for name in ("path", "image", "src", "relative")
                if isinstance(table.get(name), str)
            ),
            "",
        )
        if not value:
            continue
        line, alt = post.front.lines.get(key, 1), str(table.get("alt") or "")
        copied = files.copy(post, path) if path and "://" not in path else None
        if copied and len(alt) >= _ALT_LENGTH:
            yield f"image: {{file: {copied}, alt: {quoted(alt)}}}"
            return
        message = (
            f"its picture was copied; write image: {{file: {copied}, alt: What it shows}}"
            if copied
            else f'the key "{key}" has no place in an article: {short(value)}'
        )
        remarks.append(Remark(post.path, line, message))


def _left_behind(folder: Path, generator: Generator, files: Files) -> Iterator[Remark]:
    """Yield a remark for each file beside posts that no post shows, so that nothing is lost unnoticed."""
    for place in generator.posts:
        for file in sorted((folder / place).rglob("*")):
            if (
                file.is_file()
                and file.suffix.lower() not in (".md", ".markdown", ".mkd")
                and not files.has(file)
            ):
                yield Remark(
                    file.relative_to(folder).as_posix(), 1, "not copied: no post shows it or leads to it"
                )
