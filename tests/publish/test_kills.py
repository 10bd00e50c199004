"""The publisher killed at any moment, again and again, while readers read: nothing fails, is mixed, or stays stuck."""

import contextlib
import os
import random
import signal
import subprocess
import time
from pathlib import Path

from tests.publish.people import Reader, Server, Writer

KILLS = 100 if os.environ.get("INNERPERSONA_LONG") else 10
READERS = 3


def test_kills_at_any_moment_harm_nobody(tmp_path: Path, server: Server, writer: Writer) -> None:
    chance = random.Random(13)
    moments = {"before": 0, "between": 0, "after": 0}
    with contextlib.ExitStack() as stack:
        readers = [stack.enter_context(Reader(server)) for _ in range(READERS)]
        begun = time.monotonic()
        writer.commit(index="text 0")
        assert writer.push().returncode == 0
        usual = time.monotonic() - begun
        for number in range(1, KILLS + 1):
            commit = writer.commit(index=f"text {number}")
            pushing = writer.start_push(start_new_session=True)
            if number % 2:
                time.sleep(chance.uniform(0, 1.1 * usual))
            else:  # shortly after the build, where most is at stake
                _wait_until_built(server, commit)
                time.sleep(chance.uniform(0, 0.2))
            with contextlib.suppress(ProcessLookupError):
                os.killpg(pushing.pid, signal.SIGKILL)
            pushing.communicate(timeout=60)
            _wait_for_processes(server)
            live, main = server.live == commit, server.main == commit
            assert live or not main, "main went ahead of the site"
            moments["after" if main else "between" if live else "before"] += 1
            again = writer.push()
            assert again.returncode == 0, f"kill {number}: {again.stdout}"
            assert (server.live or "")[:40] == server.main == commit
            assert server.page() == f"text {number}"
    texts = {"first"} | {f"text {number}" for number in range(KILLS + 1)}
    assert all(set(reader.seen) <= texts for reader in readers)
    requests = sum(reader.statuses[200] for reader in readers)
    print(f"{KILLS} kills ({moments}), {requests} requests, 0 failed, 0 mixed, 0 wedged")
    assert list((server.root / "work").glob("*")) == []


def _wait_until_built(server: Server, commit: str) -> None:
    while not _is_pending(server, commit):
        time.sleep(0.005)


def _is_pending(server: Server, commit: str) -> bool:
    try:
        return (server.root / "pending").read_text("utf-8").startswith(commit)
    except FileNotFoundError:
        return False


def _wait_for_processes(server: Server) -> None:
    """Wait until nothing of the killed push runs any more: the kernel ends its sandbox a moment later."""
    while (
        subprocess.run(["pgrep", "-f", f"{server.root}/(work|repository)"], capture_output=True).returncode
        == 0
    ):
        time.sleep(0.02)
