"""What a hostile push tries, run by the builder of its own tree; each attempt prints `name: open` or `name: closed`.

The attempts are functions of what is around the site, which the test writes into docs/around.json.
"""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

around = json.loads(Path("docs/around.json").read_text())


def append(path: str) -> Callable[[], object]:
    def attempt() -> None:
        with Path(path).open("a") as file:
            file.write("\nhostile\n")

    return attempt


def read(path: str) -> Callable[[], object]:
    return lambda: Path(path).read_text()


def variable(name: str) -> Callable[[], object]:
    return lambda: os.environ[name]


def environment_of_the_hook() -> None:
    for process in (os.getppid(), around["process"]):
        if b"_authToken" in Path(f"/proc/{process}/environ").read_bytes():
            return
    raise LookupError


def connect() -> None:
    socket.create_connection(("127.0.0.1", around["port"]), 2).close()


def connect_by_name() -> None:
    with socket.socket(socket.AF_UNIX) as client:
        client.connect("\0" + around["socket"])


def signal_a_process() -> None:
    os.kill(around["process"], 0)
    if around["marker"] not in Path(f"/proc/{around['process']}/cmdline").read_text():
        raise LookupError


def replace_the_link() -> None:
    live = Path(around["site"], "current")
    target = live.readlink()
    live.unlink()
    live.symlink_to(target)


ATTEMPTS = {
    "rewrite the tool": append(around["tool"]),
    "add a key": append(around["home"] + "/.ssh/authorized_keys"),
    "read a key": read(around["home"] + "/.ssh/id_ed25519"),
    "read npm's settings": read(around["home"] + "/.npmrc"),
    "change the live release": append(around["site"] + "/current/index.html"),
    "change the cache": append(around["site"] + "/cache/engine/worker.mjs"),
    "change what was fetched": append(around["site"] + "/fetched/file"),
    "change a hook": append(around["site"] + "/repository.git/hooks/pre-receive"),
    "add a record": append(around["site"] + "/records/hostile.json"),
    "replace the live link": replace_the_link,
    "read npm_config__authToken": variable("npm_config__authToken"),
    "read UV_INDEX_MAIN_PASSWORD": variable("UV_INDEX_MAIN_PASSWORD"),
    "read PIP_INDEX_URL": variable("PIP_INDEX_URL"),
    "read the variables of other processes": environment_of_the_hook,
    "signal another process": signal_a_process,
    "connect to an address": connect,
    "connect to a socket": connect_by_name,
}


def attempt_all() -> None:
    for name, attempt in ATTEMPTS.items():
        try:
            attempt()
        except (OSError, LookupError) as fault:
            print(f"{name}: closed ({type(fault).__name__})")
        else:
            print(f"{name}: open")


def leave_a_process() -> None:
    """Start what outlives its parent, in a session of its own, deaf to signals."""
    code = "import signal, time\nfor s in (1, 2, 15): signal.signal(s, signal.SIG_IGN)\ntime.sleep(600)"
    subprocess.Popen([sys.executable, "-c", code, around["marker"] + "-left"], start_new_session=True)


attempt_all()
sys.stdout.flush()
if "--publish" in sys.argv:
    leave_a_process()
    Path(".cache/poison").write_text("hostile")
    for kept in Path(".cache/engine").glob("*"):
        kept.write_text("hostile")
    site = Path(sys.argv[sys.argv.index("--out") + 1])
    site.mkdir()
    (site / "index.html").write_text("hostile")
    (site / "index.html").chmod(0o4777)
    if around["link"]:
        (site / "accounts.txt").symlink_to("/etc/passwd")
sys.exit(around["code"])
