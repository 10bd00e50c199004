"""Where the code of a push runs: it sees its own files and the programs of the system, and reaches nothing else.

Bubblewrap gives it a file system, a process table and a network of its own, and the kernel ends whatever it started
when it ends. Where the kernel lets nobody make such namespaces, it runs as a user that owns nothing, on a copy.
"""

from __future__ import annotations

import os
import pwd
import re
import shutil
import subprocess
import tarfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol

from innerpersona_site.publish.place import Place, Refused
from innerpersona_site.publish.processes import Done, run
from innerpersona_site.publish.repository import setting

BUILDER_SETTING: Final = "innerpersona.builder"
"""Names the user that pushed code runs as where Bubblewrap can't run."""

PASSED: Final = re.compile(r"LANG|LC_\w+|TZ|SOURCE_DATE_EPOCH")
"""Variables of the server that reach pushed code. None of them can hold a secret."""

PASSED_ONLINE: Final = re.compile(r"(https?|all|no)_proxy|SSL_CERT_FILE|NODE_EXTRA_CA_CERTS", re.IGNORECASE)
"""What reaches it besides while it installs packages, unless it holds a name and a password, as a proxy's may."""

SYSTEM: Final = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64")
CONFIGURATION: Final = (
    "alternatives",
    "ca-certificates.conf",
    "ld.so.cache",
    "localtime",
    "ssl/certs",
    "ssl/openssl.cnf",
)
CONFIGURATION_ONLINE: Final = ("hosts", "nsswitch.conf", "resolv.conf")
"""What of /etc is there: the rest holds accounts, keys and addresses of registries."""

PROGRAMS: Final = "/usr/local/bin:/usr/bin:/bin"


@dataclass(frozen=True, slots=True)
class Job:
    """A command of a push.

    Attributes:
        command: what to run.
        folder: where it runs; paths in it are shown relative to it.
        writable: the folder that it may write to, `folder` in it.
        readable: folders and files that it may read besides the system's programs.
        variables: what it gets besides what is passed on.
        online: whether it has a network.
    """

    command: Sequence[str]
    folder: Path
    writable: Path
    readable: Sequence[Path] = ()
    variables: Mapping[str, str] = field(default_factory=dict)
    online: bool = False


class Sandbox(Protocol):
    """A way to run what was pushed."""

    installs: bool
    """Whether packages can be installed in it, in the place where they will be used."""

    def run(self, job: Job) -> Done:
        """Run a command and wait until nothing of it runs any more.

        Raises:
            Refused: it can't be started, or takes too long.
        """


class Bubblewrap:
    """Namespaces, by Debian's `bubblewrap`."""

    installs = True

    def run(self, job: Job) -> Done:
        """See `Sandbox`."""
        variables = {**_passed(job.online), "HOME": "/tmp", **job.variables}
        command = [*_ISOLATED, *(["--share-net"] if job.online else [])]
        configuration = [Path("/etc", name) for name in CONFIGURATION]
        if job.online:
            configuration += [Path("/etc", name) for name in CONFIGURATION_ONLINE]
            configuration += [Path(value) for value in variables.values() if value.endswith((".pem", ".crt"))]
        for path in [*map(Path, SYSTEM), *configuration, *job.readable]:
            command += _shown(path)
        command += ["--bind", str(job.writable), str(job.writable), "--remount-ro", "/"]
        command += ["--chdir", str(job.folder)]
        for name, value in variables.items():
            command += ["--setenv", name, value]
        done = run([*command, "--", *job.command], Path("/"), {"PATH": PROGRAMS})
        return Done(done.returncode, done.output.replace(f"{job.folder}/", ""))


@dataclass(frozen=True, slots=True)
class DedicatedUser:
    """A user that owns nothing, by sudo; what it works on is a copy, and what it made is copied back.

    Its network is the server's affair: PUBLISHING has the rule for it.
    """

    name: str
    installs = False

    def run(self, job: Job) -> Done:
        """See `Sandbox`."""
        room = self._call("mktemp", "-d", "/tmp/innerpersona-XXXXXXXXXX").strip()
        try:
            self._send(job.writable, room)
            move = {str(job.writable): room}
            variables = {**_passed(job.online), "HOME": room, **job.variables}
            named = [f"{name}={_moved(value, move)}" for name, value in variables.items()]
            inside = [_moved(word, move) for word in job.command]
            change = ["sh", "-c", 'cd "$0" && exec "$@"', _moved(str(job.folder), move)]
            done = run(
                [*self._as_user(), "env", "-i", *named, *change, *inside], Path("/"), {"PATH": PROGRAMS}
            )
            self._end_all()
            if not done.returncode:
                self._fetch(room, job.writable)
            return Done(done.returncode, done.output.replace(f"{_moved(str(job.folder), move)}/", ""))
        finally:
            self._end_all()
            self._call("rm", "-rf", room)

    def _as_user(self) -> list[str]:
        if os.geteuid():
            return ["sudo", "-n", "-u", self.name, "--"]
        user = pwd.getpwnam(self.name) if not self.name.isdigit() else None
        ids = (user.pw_uid, user.pw_gid) if user else (int(self.name), int(self.name))
        return ["setpriv", f"--reuid={ids[0]}", f"--regid={ids[1]}", "--clear-groups", "--"]

    def _call(self, *command: str) -> str:
        done = subprocess.run(
            [*self._as_user(), *command],
            cwd="/",
            capture_output=True,
            text=True,
            check=False,
            env={"PATH": PROGRAMS},
        )
        if done.returncode:
            raise Refused(
                f"The server can't run anything as its user {self.name}: {done.stderr.strip()}\n"
                "Let it, as PUBLISHING describes."
            )
        return done.stdout

    def _end_all(self) -> None:
        # All that the user may signal but the caller: whatever a build left running.
        code = "import contextlib, os\nwith contextlib.suppress(OSError): os.kill(-1, 9)"
        self._call("/usr/bin/python3", "-I", "-c", code)

    def _send(self, folder: Path, room: str) -> None:
        packed = subprocess.Popen(
            ["tar", "-C", str(folder), "-cf", "-", "."], stdout=subprocess.PIPE, env={"PATH": PROGRAMS}
        )
        unpack = [*self._as_user(), "tar", "-C", room, "-xf", "-", "--no-same-owner"]
        done = subprocess.run(unpack, stdin=packed.stdout, cwd="/", check=False, env={"PATH": PROGRAMS})
        if packed.wait() or done.returncode:
            raise Refused("The push could not be copied to the user that builds it.")

    def _fetch(self, room: str, folder: Path) -> None:
        command = [*self._as_user(), "tar", "-C", room, "-cf", "-", "."]
        with subprocess.Popen(command, stdout=subprocess.PIPE, cwd="/", env={"PATH": PROGRAMS}) as packed:
            shutil.rmtree(folder)
            folder.mkdir()
            try:
                with tarfile.open(fileobj=packed.stdout, mode="r|") as archive:
                    archive.extractall(folder, filter="data")
            except tarfile.TarError as fault:
                raise Refused(f"The build left what can't be taken over: {fault}") from None


_ISOLATED: Final = [
    "bwrap", "--unshare-user", "--unshare-all", "--disable-userns", "--cap-drop", "ALL", "--die-with-parent",
    "--new-session", "--clearenv", "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp",
]  # fmt: skip


def sandbox_for(place: Place) -> Sandbox:
    """Return how this server runs pushed code.

    Raises:
        Refused: it has no way that keeps that code from everything else.
    """
    probe = [*_ISOLATED, *(word for path in SYSTEM for word in _shown(Path(path))), "--", "true"]
    try:
        done = subprocess.run(probe, capture_output=True, text=True, check=False, cwd="/")
        why = done.stderr.strip()
    except FileNotFoundError:
        why = "it isn't installed"
    else:
        if not done.returncode:
            return Bubblewrap()
    if builder := setting(place, BUILDER_SETTING):
        return DedicatedUser(builder)
    raise Refused(
        f"This server can't confine the code of a push, so nothing was run. Bubblewrap: {why}.\n"
        "On the server: apt install bubblewrap; where its kernel forbids namespaces, name a user that owns nothing:\n"
        "innerpersona publish init --builder USER"
    )


def _shown(path: Path) -> list[str]:
    """Return the arguments that make a path readable where it is; none where it isn't there."""
    if path.is_symlink() and path.parent == Path("/"):
        return ["--symlink", str(path.readlink()), str(path)]
    return ["--ro-bind-try", str(path), str(path)]


def _passed(online: bool) -> dict[str, str]:
    passed = {name: value for name, value in os.environ.items() if PASSED.fullmatch(name)}
    if online:
        more = {name: value for name, value in os.environ.items() if PASSED_ONLINE.fullmatch(name)}
        passed |= {name: value for name, value in more.items() if "@" not in value}
    return passed


def _moved(text: str, move: Mapping[str, str]) -> str:
    for place, room in move.items():
        text = text.replace(place, room)
    return text
