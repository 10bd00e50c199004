"""Where MkDocs-Material's blog, Hugo and Jekyll keep posts, and at which addresses they publish them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from innerpersona_site.content.slugs import slug
from innerpersona_site.content.source import decode
from innerpersona_site.migration.found import Front, Generator, ImportFault, Post, Remark
from innerpersona_site.migration.front_matter import FrontFault, read_front
from innerpersona_site.migration.keys import categories_of, day_of

_DATED: Final = re.compile(r"(\d{4}-\d{2}-\d{2})-(.+)")
_MARKDOWN: Final = (".md", ".markdown", ".mkd")
_JEKYLL_STYLES: Final = {
    "date": "/:categories/:year/:month/:day/:title.html",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title.html",
    "none": "/:categories/:title.html",
}
_BLOG_FORMAT: Final = "{date}/{slug}"


def _setting(file: Path, key: str) -> str:
    """Return a plain setting of a YAML file, "" where it has none; such files may hold tags that no reader here takes."""
    text = decode(file.read_bytes()) if file.is_file() else ""
    found = re.search(rf"^\s*{key}:\s*[\"']?([^\"'#\n]+?)[\"']?\s*(?:#.*)?$", text, re.M)
    return found[1] if found else ""


def _jekyll_address(folder: Path, post: Post) -> str:
    if given := post.front.values.get("permalink"):
        style = str(given)
    else:
        style = _setting(folder / "_config.yml", "permalink") or "date"
    style = _JEKYLL_STYLES.get(style, style)
    day = day_of(post.front.values.get("date")) or day_of(post.day)
    if ":categories" in style:
        style = style.replace(":categories", "/".join(slug(one) for one in categories_of(post.front.values)))
    if re.search(r":(?:year|month|day|i_|short|y_day)", style):
        if day is None:
            return ""
        parts = {
            "i_month": f"{day.month}",
            "i_day": f"{day.day}",
            "short_year": f"{day:%y}",
            "y_day": f"{day:%j}",
        }
        parts |= {"year": f"{day:%Y}", "month": f"{day:%m}", "day": f"{day:%d}"}
        for name, value in parts.items():
            style = style.replace(f":{name}", value)
    name = str(post.front.values.get("slug") or post.name)
    style = style.replace(":title", name).replace(":slug", slug(name)).replace(":output_ext", ".html")
    return "" if ":" in style else style


def _hugo_address(folder: Path, post: Post) -> str:
    if given := post.front.values.get("url"):
        return str(given)
    inside = post.file.relative_to(folder / "content").parent
    if post.file.stem == "index":
        inside = inside.parent
    section = inside.as_posix()
    name = str(post.front.values.get("slug") or slug(post.name))
    return f"/{section}/{name}/".replace("/./", "/")


def _mkdocs_address(folder: Path, post: Post) -> str:
    settings = folder / "mkdocs.yml"
    shape = _setting(settings, "post_url_format") or _BLOG_FORMAT
    day = day_of(post.front.values.get("date"))
    title = str(post.front.values.get("title") or _heading(post.front.body) or post.name)
    name = str(post.front.values.get("slug") or slug(title))
    if "{date}" in shape:
        if day is None or _setting(settings, "post_url_date_format") not in ("", "yyyy/MM/dd"):
            return ""
        shape = shape.replace("{date}", f"{day:%Y/%m/%d}")
    shape = shape.replace("{slug}", name).replace("{file}", post.file.stem)
    shape = shape.replace("{categories}", "/".join(slug(one) for one in categories_of(post.front.values)))
    return "" if "{" in shape else f"/{_setting(settings, 'blog_dir') or 'blog'}/{shape}/"


def _heading(body: str) -> str:
    found = re.search(r"^#\s+(.+?)\s*#*$", body, re.M)
    return found[1] if found else ""


def generator_of(folder: Path, name: str = "") -> Generator:
    """Return how the site in a folder is laid out; ImportFault where nothing in it says so.

    Args:
        folder: what the other generator is run in.
        name: the generator, where the folder doesn't say.
    """
    is_hugo = any(
        (folder / f"{stem}.{end}").is_file()
        for stem in ("hugo", "config")
        for end in ("toml", "yaml", "yml", "json")
    )
    if name == "jekyll" or (
        not name and ((folder / "_posts").is_dir() or (folder / "_config.yml").is_file())
    ):
        found = Generator("jekyll", ("_posts", "_drafts"), ("_drafts",), ("",), _jekyll_address)
    elif name == "mkdocs" or (not name and (folder / "mkdocs.yml").is_file()):
        blog = _setting(folder / "mkdocs.yml", "blog_dir") or "blog"
        docs = _setting(folder / "mkdocs.yml", "docs_dir") or "docs"
        found = Generator("mkdocs", (f"{docs}/{blog}/posts",), (), (docs,), _mkdocs_address)
    elif name == "hugo" or (not name and (folder / "content").is_dir() and is_hugo):
        found = Generator("hugo", ("content",), (), ("static", "assets"), _hugo_address)
    else:
        raise ImportFault(
            f"{folder} is no site of MkDocs-Material, Hugo or Jekyll: there is neither mkdocs.yml, nor hugo.toml with "
            "content/,\nnor _config.yml with _posts/. Name the folder that the generator runs in, or say --from hugo."
        )
    if not any((folder / posts).is_dir() for posts in found.posts):
        raise ImportFault(
            f"{folder} looks like {found.name}, and has no posts in {' or '.join(found.posts)}."
        )
    return found


def unread_settings(folder: Path, generator: Generator) -> Iterator[Remark]:
    """Yield a remark where the settings give addresses that aren't worked out here."""
    for stem in ("hugo", "config"):
        file = folder / f"{stem}.toml"
        if generator.name == "hugo" and file.is_file():
            try:
                table = tomllib.loads(decode(file.read_bytes()))
            except tomllib.TOMLDecodeError:
                table = {}
            if table.get("permalinks"):
                line = decode(file.read_bytes()).split("[permalinks")[0].count("\n") + 1
                message = (
                    "addresses follow [permalinks], which is not worked out: mend `formerly` of each article"
                )
                yield Remark(file.name, line, message)


def _with_lists(front: Front) -> Front:
    """Return front matter whose categories and tags are lists: Jekyll reads a text as names with blanks between them."""
    lists = {
        key: value.replace(",", " ").split()
        for key in ("categories", "tags")
        if isinstance(value := front.values.get(key), str)
    }
    return replace(front, values={**front.values, **lists})


def posts_of(folder: Path, generator: Generator, remarks: list[Remark]) -> Iterator[Post]:
    """Yield every post, and put into `remarks` which files are none or can't be read."""
    for place in generator.posts:
        for file in sorted((folder / place).rglob("*")):
            if file.suffix.lower() not in _MARKDOWN or not file.is_file():
                continue
            path = file.relative_to(folder).as_posix()
            if generator.name == "hugo" and (file.stem == "_index" or file.parent == folder / "content"):
                remarks.append(
                    Remark(
                        path,
                        1,
                        "not imported: a page or a list, and no post; copy what you need of it by hand",
                    )
                )
                continue
            try:
                front = read_front(decode(file.read_bytes()))
            except FrontFault as fault:
                remarks.append(
                    Remark(path, fault.line, f"not imported: {fault}; mend it there and import again")
                )
                continue
            if generator.name == "jekyll":
                front = _with_lists(front)
            name = file.parent.name if file.stem == "index" else file.stem
            dated = _DATED.fullmatch(name)
            post = Post(file, path, front, dated[2] if dated else name, dated[1] if dated else "")
            post.draft = any(path.startswith(f"{drafts}/") for drafts in generator.drafts)
            post.address = re.sub(r"/{2,}", "/", generator.address(folder, post))
            yield post
