"""A copy of the site with articles added up to a number: the shipped ones again, in other words."""

from __future__ import annotations

import re
import shutil
from itertools import count, cycle, islice
from pathlib import Path

ARTICLES = 1_000
ENGINE = ("engine", "runtime", "compressed")
"""What `.cache/` holds of the engine, which is made once whatever the articles are."""

AS_IT_IS = ("#", "/", "<", " ")
"""What the lines begin with whose words mean something to the build: headings, blocks, options."""
NOT_THE_SITE = (".git", ".venv", ".cache", "site", "node_modules", "__pycache__", "tests", ".*_cache")


def copy_as_it_ships(root: Path, target: Path) -> None:
    """Copy what of a checkout the site is made from."""
    shutil.copytree(root, target, ignore=shutil.ignore_patterns(*NOT_THE_SITE))


def copy_with_articles(root: Path, target: Path, articles: int = ARTICLES) -> None:
    """Copy what of a checkout the site is made from, and add articles until there are so many, at most 32,768."""
    copy_as_it_ships(root, target)
    _add_articles(target / "docs" / "articles", articles)


def link_engine(root: Path, copy: Path, name: str = ".cache") -> Path:
    """Give a copy a cache of its own that has the checkout's engine in it, and return its folder."""
    cache = copy / name
    cache.mkdir(exist_ok=True)
    for part in ENGINE:
        if (root / ".cache" / part).exists():
            (cache / part).symlink_to(root / ".cache" / part)
    return cache


def lend_engine(root: Path, server: Path) -> None:
    """Give a publishing server copies of what this checkout has fetched and built, so that its first push is quick."""
    cache = root / ".cache"
    shutil.copytree(cache / "engine", server / "cache" / "engine")
    shutil.copytree(cache / "runtime", server / "fetched" / "runtime")


def forget_pages(cache: Path) -> None:
    """Remove from a copy's cache all but the engine, so that a build begins with nothing."""
    for path in cache.iterdir():
        if path.name not in ENGINE:
            shutil.rmtree(path)


def _add_articles(folder: Path, wanted: int) -> None:
    articles = sorted(folder.glob("*.md"))
    for number, source in enumerate(islice(cycle(articles), wanted - len(articles))):
        word = _word(number)
        _, matter, body = source.read_text("utf-8").split("---\n", 2)
        matter = re.sub(r"^title: .*", f"title: {word}", matter, flags=re.M)
        matter = re.sub(r"^drawing: .*\n", "", matter, flags=re.M)  # no two articles name the same one
        lines = [
            line if line.startswith(AS_IT_IS) else _other_words(line, word) for line in body.splitlines()
        ]
        text = "\n".join(("---", f"{matter}---", *lines, ""))
        (folder / f"{word}.md").write_text(text, encoding="utf-8")


def _word(number: int) -> str:
    """Return a word that is no other number's, of eight letters up to 4,096."""
    digits = [number // 8**place % 8 for place in range(4 if number < 8**4 else 5)]
    return "".join(f"{'bdfgklmn'[digit]}{'aeiouaei'[digit]}" for digit in reversed(digits))


def _other_words(line: str, word: str) -> str:
    """Put a word after every third gap between plain words, so that the lint finds no sentence said twice."""
    gaps = count(1)
    return re.sub(
        r"(?<=[\w.,:;?\"')]) (?=[a-zA-Z])", lambda gap: f" {word} " if next(gaps) % 3 == 0 else " ", line
    )
