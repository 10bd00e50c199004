"""How long from `git push` of one changed article to readers having it, in a site of 100 articles."""

from __future__ import annotations

import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass
from itertools import count, cycle, islice
from pathlib import Path

from innerpersona_site.static_server import serving

ARTICLES = 100
CHANGED = "secure-attachment"
IDENTITY = ["-c", "user.name=Writer", "-c", "user.email=writer@site.example"]
AS_IT_IS = ("#", "/", "<", " ")
"""What the lines begin with whose words mean something to the build: headings, blocks, options."""
NOT_THE_SITE = (".git", ".venv", ".cache", "site", "node_modules", "__pycache__", "tests", ".*_cache")


@dataclass(frozen=True, slots=True)
class PushToLive:
    """One figure a push, in seconds.

    Attributes:
        seconds: from the start of `git push` to the changed page's being served.
        processor: processor time of the same, which a busy machine does not lengthen.
    """

    seconds: list[float]
    processor: list[float]


def measure(root: Path, runs: int = 3) -> PushToLive:
    """Measure on a copy of the checkout, with its engine and its environment, and articles added up to 100."""
    with tempfile.TemporaryDirectory(prefix="innerpersona-bench-") as scratch:
        server, clone = Path(scratch) / "server", Path(scratch) / "clone"
        publish = (sys.executable, "-m", "innerpersona_site.cli", "publish")
        _run(root, *publish, "init", str(server), "--python", sys.executable)
        (server / "cache").symlink_to(root / ".cache")
        shutil.copytree(root, clone, ignore=shutil.ignore_patterns(*NOT_THE_SITE))
        _add_articles(clone / "docs" / "articles")
        _run(clone, "git", "init", "--quiet", "--initial-branch=main")
        _push(clone, server)
        taken = [_publish(clone, server, f"Sentence number {run}.") for run in range(runs)]
        return PushToLive([wall for wall, _ in taken], [processor for _, processor in taken])


def described(times: PushToLive) -> str:
    """Return the lines to print."""
    spread = f"{min(times.seconds):,.1f} to {max(times.seconds):,.1f}"
    return (
        f"\nFrom the push of one changed article to its being served, site of {ARTICLES}, {len(times.seconds)} runs\n"
        f"  {'engine cached (budget 15 s)':<44}median {statistics.median(times.seconds):>7,.1f} s    ({spread})\n"
        f"  {'processor time, both cores':<44}median {statistics.median(times.processor):>7,.1f} s"
    )


def _add_articles(folder: Path) -> None:
    articles = sorted(folder.glob("*.md"))
    for number, source in enumerate(islice(cycle(articles), ARTICLES - len(articles))):
        word = _word(number)
        _, matter, body = source.read_text("utf-8").split("---\n", 2)
        matter = re.sub(r"^title: .*", f"title: {word}", matter, flags=re.M)
        lines = [
            line if line.startswith(AS_IT_IS) else _other_words(line, word) for line in body.splitlines()
        ]
        text = "\n".join(("---", f"{matter}---", *lines, ""))
        (folder / f"{word}.md").write_text(text, encoding="utf-8")


def _word(number: int) -> str:
    """Return a word that is no other number's."""
    return "".join(
        f"{'bdfgklmn'[digit]}{'aeiouaei'[digit]}" for digit in (number // 64, number // 8 % 8, number % 8)
    )


def _other_words(line: str, word: str) -> str:
    """Put a word after every third gap between plain words, so that the lint finds no sentence said twice."""
    gaps = count(1)
    return re.sub(r"(?<=[a-z.,]) (?=[a-zA-Z])", lambda gap: f" {word} " if next(gaps) % 3 == 0 else " ", line)


def _publish(clone: Path, server: Path, sentence: str) -> tuple[float, float]:
    article = clone / "docs" / "articles" / f"{CHANGED}.md"
    article.write_text(f"{article.read_text('utf-8')}\n{sentence}\n", encoding="utf-8")
    begun, before = time.perf_counter(), _processor_time()
    _push(clone, server)
    with serving(server / "current") as web:
        with urllib.request.urlopen(f"{web.url}articles/{CHANGED}/") as response:
            page = response.read().decode()
        if sentence not in page:
            raise RuntimeError("what was pushed is not what is served")
        return time.perf_counter() - begun, _processor_time() - before


def _processor_time() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _push(clone: Path, server: Path) -> None:
    _run(clone, "git", "add", "--all")
    _run(clone, "git", *IDENTITY, "commit", "--quiet", "--message", "Write")
    _run(clone, "git", "push", "--quiet", str(server / "repository.git"), "main")


def _run(folder: Path, *command: str) -> None:
    done = subprocess.run(
        command, cwd=folder, env=os.environ, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{done.stdout[-2000:]}")
