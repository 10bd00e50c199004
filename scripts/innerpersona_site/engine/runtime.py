"""The browser runtime: fetched once from npm, checked against its pinned hash, unpacked into the cache."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from innerpersona_site.engine.errors import EngineError

PIN = Path(__file__).with_name("runtime.pin")
"""One line, `name@version sha512-base64`: a new runtime is this line and nothing else."""

FILES = ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
"""What the engine takes from the package."""

ARCHIVE = "package.tgz"
"""The package as it came, kept beside what was taken from it: only its hash is pinned."""


_NAME: Final = re.compile(r"[a-z][a-z0-9-]*")
_VERSION: Final = re.compile(r"\d+\.\d+\.\d+")
"""Of the registry, and of nothing else that npm could take for a package: a folder, a repository, a tag."""


@dataclass(frozen=True, slots=True)
class Pin:
    """A package version on npm and the Subresource-Integrity hash of its archive."""

    package: str
    version: str
    integrity: str

    @classmethod
    def read(cls, path: Path = PIN) -> Pin:
        """Read the pin file.

        Raises:
            EngineError: if it isn't one line of the form `name@version sha512-base64`.
        """
        try:
            spec, integrity = path.read_text(encoding="utf-8").split()
            package, version = spec.split("@")
            if not (_NAME.fullmatch(package) and _VERSION.fullmatch(version)):
                raise ValueError
        except ValueError:
            integrity = package = version = ""
        if not integrity.startswith("sha512-"):
            raise EngineError(
                f"{path} does not name a runtime.",
                "Give it one line such as: pyodide@0.29.5 sha512-<base64 of the archive's SHA-512>.",
            )
        return cls(package, version, integrity)

    def matches(self, archive: Path) -> bool:
        """Say whether the archive's SHA-512 is the pinned one."""
        digest = hashlib.sha512(archive.read_bytes()).digest()
        return self.integrity == f"sha512-{base64.b64encode(digest).decode()}"


@dataclass(frozen=True, slots=True)
class Runtime:
    """An unpacked runtime: its folder, and the Python it carries, such as "3.13"."""

    pin: Pin
    directory: Path

    @property
    def lock_info(self) -> dict[str, str]:
        """Python version, platform and ABI, as the package itself states them."""
        lock = json.loads((self.directory / "pyodide-lock.json").read_text(encoding="utf-8"))
        info: dict[str, str] = lock["info"]
        return info

    @property
    def python(self) -> str:
        """The minor version of the Python inside, such as "3.13"."""
        return ".".join(self.lock_info["python"].split(".")[:2])


def npm_command() -> str:
    """Find npm: the one that the set-up put beside this Python, else the one on the PATH.

    Raises:
        EngineError: if there is none.
    """
    beside = Path(sys.executable).with_name("npm")
    found = str(beside) if beside.exists() else shutil.which("npm")
    if found is None:
        raise EngineError(
            "There is no npm to fetch the browser runtime with.", "Run `make setup`, which brings one."
        )
    return found


def fetch_runtime(cache: Path, report: Callable[[str], None], pin: Pin | None = None) -> Runtime:
    """Give the pinned runtime, from the cache if it is there, else from npm.

    Args:
        cache: a folder that survives builds; the runtime is kept in `cache/runtime/`.
        report: called with a line of progress before anything that takes long.
        pin: which runtime; the committed pin unless told otherwise.

    Raises:
        EngineError: npm failed, or what it brought does not match the pin. Nothing is left half-unpacked.
    """
    pin = pin or Pin.read()
    fingerprint = hashlib.sha256(pin.integrity.encode()).hexdigest()[:12]
    directory = cache / "runtime" / f"{pin.package}-{pin.version}-{fingerprint}"
    if not _is_sound(directory, pin):
        directory.parent.mkdir(parents=True, exist_ok=True)
        report(f"Fetching the browser runtime, {pin.package} {pin.version} (6 MB) …")
        with tempfile.TemporaryDirectory(dir=directory.parent) as scratch:
            archive = _pack(pin, Path(scratch))
            if not pin.matches(archive):
                raise EngineError(
                    f"The archive of {pin.package} {pin.version} that npm brought does not match its pinned hash, "
                    "so it was thrown away.",
                    f"Try again from another network; if it stays so, do not change the hash in {PIN.name} "
                    "without knowing why it differs.",
                )
            unpacked = Path(scratch) / "files"
            _unpack(archive, unpacked)
            archive.rename(unpacked / ARCHIVE)
            shutil.rmtree(directory, ignore_errors=True)
            unpacked.rename(directory)
    return Runtime(pin, directory)


def _pack(pin: Pin, folder: Path) -> Path:
    command = [npm_command(), "pack", f"{pin.package}@{pin.version}", "--pack-destination", str(folder)]
    command += ["--fetch-retries=1", "--fetch-timeout=120000", "--loglevel=error"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    archives = list(folder.glob("*.tgz"))
    if done.returncode or len(archives) != 1:
        code = next(
            (line.split()[-1] for line in done.stderr.splitlines() if " code " in line), "no code given"
        )
        raise EngineError(
            f"npm could not fetch {pin.package} {pin.version} ({code}).",
            "Check the network connection (and npm's proxy or registry settings) and run the command again; "
            "nothing that was already fetched is fetched twice.",
        )
    return archives[0]


def _unpack(archive: Path, target: Path) -> None:
    target.mkdir()
    for name, data in _members(archive):
        (target / name).write_bytes(data)


def _members(archive: Path) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(archive) as tar:
        for name in FILES:
            member = tar.extractfile(f"package/{name}")
            assert member is not None  # the hash pins the archive, and with it what is inside
            yield name, member.read()


def _is_sound(directory: Path, pin: Pin) -> bool:
    """Say whether the cache holds the pinned runtime: the archive by its hash, its files by the archive."""
    archive = directory / ARCHIVE
    try:
        return pin.matches(archive) and all(
            (directory / name).read_bytes() == data for name, data in _members(archive)
        )
    except OSError:
        return False
