"""The browser runtime and the tools that shrink it: fetched once from npm, checked against pinned hashes, unpacked
into the cache.
"""

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
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from innerpersona_site.engine.errors import EngineError

PIN = Path(__file__).with_name("runtime.pin")
"""Lines of the form `name@version sha512-base64`: the runtime in the first, the tools that shrink it in the others."""

FILES = ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
"""What the engine takes from the runtime's package."""

TOOLS = {
    "acorn": ("dist/acorn.js",),
    "binaryen": ("bin/wasm-opt", "bin/package.json"),
    "terser": ("dist/bundle.min.js",),
}
"""What is taken from each tool's package; its program first."""

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
        """Read the runtime's pin, the first of the file; errors are those of `read_pins`."""
        return read_pins(path)[0]

    @classmethod
    def parse(cls, line: str) -> Pin:
        """Read one line; ValueError if it is none of `name@version sha512-base64`."""
        spec, integrity = line.split()
        package, version = spec.split("@")
        if not (_NAME.fullmatch(package) and _VERSION.fullmatch(version) and integrity.startswith("sha512-")):
            raise ValueError
        return cls(package, version, integrity)

    def matches(self, archive: Path) -> bool:
        """Say whether the archive's SHA-512 is the pinned one."""
        digest = hashlib.sha512(archive.read_bytes()).digest()
        return self.integrity == f"sha512-{base64.b64encode(digest).decode()}"


def read_pins(path: Path = PIN) -> list[Pin]:
    """Read a pin file: the runtime, then the tools.

    Raises:
        EngineError: if it is empty, or one of its lines is none of the form `name@version sha512-base64`.
    """
    try:
        pins = [Pin.parse(line) for line in path.read_text(encoding="utf-8").splitlines()]
    except ValueError:
        pins = []
    if not pins:
        raise EngineError(
            f"{path} does not name a runtime.",
            "Give it lines such as: pyodide@0.29.5 sha512-<base64 of the archive's SHA-512>, the runtime first.",
        )
    return pins


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
    return _command("npm", "to fetch the browser runtime with")


def node_command() -> str:
    """Find Node, as npm is found.

    Raises:
        EngineError: if there is none.
    """
    return _command("node", "to make the browser runtime smaller with")


def _command(name: str, purpose: str) -> str:
    beside = Path(sys.executable).with_name(name)
    found = str(beside) if beside.exists() else shutil.which(name)
    if found is None:
        raise EngineError(f"There is no {name} {purpose}.", "Run `make setup`, which brings one.")
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
    return Runtime(pin, _fetched(pin, FILES, cache, report))


def fetch_tools(
    cache: Path, report: Callable[[str], None], pins: Iterable[Pin] | None = None
) -> dict[str, Path]:
    """Give each pinned tool's program, by the name of its package; what is fetched, and errors, are as for the
    runtime.
    """
    programs = {}
    for pin in pins if pins is not None else read_pins()[1:]:
        files = TOOLS.get(pin.package, ())
        if not files:
            raise EngineError(
                f"{PIN.name} names {pin.package}, which is no tool of the engine.", "Take it out."
            )
        programs[pin.package] = _fetched(pin, files, cache, report) / files[0]
    return programs


def _fetched(pin: Pin, files: tuple[str, ...], cache: Path, report: Callable[[str], None]) -> Path:
    """Give the folder with these files of a package."""
    fingerprint = hashlib.sha256(pin.integrity.encode()).hexdigest()[:12]
    directory = cache / "runtime" / f"{pin.package}-{pin.version}-{fingerprint}"
    if not _is_sound(directory, pin, files):
        directory.parent.mkdir(parents=True, exist_ok=True)
        report(f"Fetching {pin.package} {pin.version} from npm …")
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
            for name, data in _members(archive, files):
                (unpacked / name).parent.mkdir(parents=True, exist_ok=True)
                (unpacked / name).write_bytes(data)
            archive.rename(unpacked / ARCHIVE)
            shutil.rmtree(directory, ignore_errors=True)
            unpacked.rename(directory)
    return directory


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


def _members(archive: Path, files: tuple[str, ...]) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(archive) as tar:
        for name in files:
            member = tar.extractfile(f"package/{name}")
            assert member is not None  # the hash pins the archive, and with it what is inside
            yield name, member.read()


def _is_sound(directory: Path, pin: Pin, files: tuple[str, ...]) -> bool:
    """Say whether the cache holds a pinned package: the archive by its hash, its files by the archive."""
    archive = directory / ARCHIVE
    try:
        return pin.matches(archive) and all(
            (directory / name).read_bytes() == data for name, data in _members(archive, files)
        )
    except OSError:
        return False
