"""How long from `git push` of one changed article to readers having it, in a large site."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from many_articles import ARTICLES, copy_with_articles, lend_engine

from innerpersona_site.static_server import serving

CHANGED = "secure-attachment"
IDENTITY = ["-c", "user.name=Writer", "-c", "user.email=writer@site.example"]


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
    """Measure on a copy of the checkout, with its engine and its environment, and articles added up to 1,000."""
    with tempfile.TemporaryDirectory(prefix="innerpersona-bench-") as scratch:
        server, clone = Path(scratch) / "server", Path(scratch) / "clone"
        publish = (sys.executable, "-m", "innerpersona_site.cli", "publish")
        _run(root, *publish, "init", str(server), "--python", sys.executable)
        copy_with_articles(root, clone)
        settings = clone / "site.toml"
        settings.write_text(
            settings.read_text("utf-8").replace("https://innerpersona.example/", "https://site.test/"),
            "utf-8",
        )
        lend_engine(root, server)
        _run(clone, "git", "init", "--quiet", "--initial-branch=main")
        _push(clone, server)
        taken = [_publish(clone, server, f"Sentence number {run}.") for run in range(runs)]
        return PushToLive([wall for wall, _ in taken], [processor for _, processor in taken])


def described(times: PushToLive) -> str:
    """Return the lines to print."""
    spread = f"{min(times.seconds):,.1f} to {max(times.seconds):,.1f}"
    return (
        f"\nFrom the push of one changed article to its being served, site of {ARTICLES:,}, {len(times.seconds)} runs\n"
        f"  {'engine cached (budget 15 s)':<44}median {statistics.median(times.seconds):>7,.1f} s    ({spread})\n"
        f"  {'processor time, both cores':<44}median {statistics.median(times.processor):>7,.1f} s"
    )


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
