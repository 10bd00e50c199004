"""The Python environment: uv from its pinned wheel, Python 3.13, the locked packages, this project."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from problem import Problem, run

PYTHON = "3.13"
"""The minor version whose bytecode the browser runtime reads; building the engine checks that they agree."""

NETWORK = (
    "Check the network connection and run the command again; what was already fetched is not fetched twice."
)


def make_environment(root: Path) -> None:
    """Make `.venv` with the locked packages and this checkout in it, or leave it as it is if nothing has changed.

    Raises:
        Problem: with what to do.
    """
    venv = root / ".venv"
    stamp = venv / "set-up.sha256"
    wanted = _fingerprint(root)
    if stamp.exists() and stamp.read_text() == wanted and (venv / "bin" / "innerpersona").exists():
        return
    uv = _uv(root)
    python = _python(uv)
    have = _version(str(venv / "bin" / "python"))
    if have != PYTHON:
        print(f"Making the Python {PYTHON} environment …", flush=True)
        run([uv, "venv", "--clear", "--python", python, str(venv)], "The environment could not be made.")
    target = ["--python", str(venv / "bin" / "python")]
    print("Installing the locked packages (about 40 MB the first time) …", flush=True)
    lock = str(root / "requirements" / "dev.txt")
    # Compiled once, here: where Python is told to write no bytecode, each command would compile all that it imports.
    run(
        [uv, "pip", "sync", *target, "--require-hashes", "--compile-bytecode", lock],
        f"The packages could not be installed. {NETWORK}",
    )
    checkout = ["--no-deps", "--no-build-isolation", "-e", str(root), "-e", str(root / "quiz")]
    run(
        [uv, "pip", "install", *target, *checkout],
        "This checkout could not be installed; mend pyproject.toml.",
    )
    stamp.write_text(wanted)


def provide_bench_packages(root: Path) -> None:
    """Install what `make bench` compares with, beside the locked packages; quick if it is all there.

    Raises:
        Problem: with what to do.
    """
    (uv,) = (root / ".cache").glob("uv-*/bin/uv")
    target = ["--python", str(root / ".venv" / "bin" / "python")]
    lock = str(root / "requirements" / "bench.txt")
    print("Making sure of the packages to compare with (about 90 MB the first time) …", flush=True)
    run(
        [str(uv), "pip", "install", *target, "--require-hashes", "-r", lock],
        f"The packages to compare with could not be installed. {NETWORK}",
    )


def provide_engine_packages(root: Path) -> None:
    """Install what drives WebKit for `make test-engines`, beside the locked packages; quick if it is there.

    Raises:
        Problem: with what to do.
    """
    (uv,) = (root / ".cache").glob("uv-*/bin/uv")
    target = ["--python", str(root / ".venv" / "bin" / "python")]
    lock = str(root / "requirements" / "engines.txt")
    run(
        [str(uv), "pip", "install", "--quiet", *target, "--require-hashes", "-r", lock],
        f"What drives WebKit could not be installed. {NETWORK}",
    )


def provide_audit(root: Path) -> None:
    """Make the environment of pip-audit, apart from what it judges, in `.cache/audit`.

    Raises:
        Problem: with what to do.
    """
    (uv,) = (root / ".cache").glob("uv-*/bin/uv")
    home = root / ".cache" / "audit"
    if not (home / "bin" / "python").exists():
        command = [str(uv), "venv", "--clear", "--python", _python(str(uv)), str(home)]
        run(command, "No environment could be made.")
    lock = str(root / "requirements" / "audit.txt")
    run(
        [
            str(uv),
            "pip",
            "sync",
            "--quiet",
            "--python",
            str(home / "bin" / "python"),
            "--require-hashes",
            lock,
        ],
        f"pip-audit could not be installed. {NETWORK}",
    )


def provide_peers(root: Path) -> Path:
    """Make the environment of the generators that `make bench-peers` measures, and return its folder.

    Raises:
        Problem: with what to do.
    """
    (uv,) = (root / ".cache").glob("uv-*/bin/uv")
    peers = root / ".cache" / "peers"
    if not (peers / "bin" / "python").exists():
        run(
            [str(uv), "venv", "--clear", "--python", _python(str(uv)), str(peers)],
            "No environment could be made.",
        )
    print("Making sure of the generators to compare with (about 100 MB the first time) …", flush=True)
    target = ["--python", str(peers / "bin" / "python")]
    lock = str(root / "requirements" / "peers.txt")
    run(
        [str(uv), "pip", "sync", *target, "--require-hashes", lock],
        f"The generators to compare with could not be installed. {NETWORK}",
    )
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(root / "scripts" / "bench" / "eleventy" / name, peers / name)
    return peers


def _fingerprint(root: Path) -> str:
    """Hash what the environment is made from."""
    digest = hashlib.sha256()
    for name in ("requirements/dev.txt", "pyproject.toml", "quiz/pyproject.toml"):
        digest.update((root / name).read_bytes())
    return digest.hexdigest()


def _uv(root: Path) -> str:
    """Find the pinned uv in a small environment of its own, installing it there if need be."""
    requirement = root / "requirements" / "uv.txt"
    home = root / ".cache" / f"uv-{hashlib.sha256(requirement.read_bytes()).hexdigest()[:12]}"
    uv = home / "bin" / "uv"
    if not uv.exists():
        print("Fetching uv, which installs the rest …", flush=True)
        shutil.rmtree(home, ignore_errors=True)
        home.parent.mkdir(parents=True, exist_ok=True)
        _make_venv(home)
        pip = [str(home / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        command = [*pip, "--require-hashes", "--only-binary=:all:", "-r", str(requirement)]
        run(command, f"uv could not be installed. {NETWORK}")
    return str(uv)


def _make_venv(home: Path) -> None:
    def attempt() -> bool:
        return not subprocess.run([sys.executable, "-m", "venv", str(home)], capture_output=True).returncode

    if attempt():
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing python3-venv, which Debian's python3 comes without …", flush=True)
        apt_install(["python3-venv"], "Install python3-venv yourself, then run the command again.")
        shutil.rmtree(home, ignore_errors=True)
        if attempt():
            return
    raise Problem(
        f"{sys.executable} has no working venv module. Install it (on Debian or Ubuntu: apt install python3-venv) "
        "and run the command again."
    )


def apt_install(packages: list[str], otherwise: str) -> None:
    """Install Debian packages, refreshing the package lists first.

    Raises:
        Problem: with `otherwise`.
    """
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    run(
        ["apt-get", "update", "-qq"],
        f"apt's package lists could not be fetched. {NETWORK}",
        environment=environment,
    )
    run(
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages],
        otherwise,
        environment=environment,
    )


def _python(uv: str) -> str:
    """Find Python 3.13: on the PATH, else pyenv's, else one that uv fetches."""
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    candidates = [
        f"python{PYTHON}",
        *(str(path) for path in sorted(pyenv.glob(f"{PYTHON}.*/bin/python3"), reverse=True)),
    ]
    for candidate in candidates:
        # A pyenv shim is on the PATH for versions that are not active, so being there is not enough.
        if _version(candidate) == PYTHON:
            # By its path: by name uv finds none that is in an active virtual environment.
            return shutil.which(candidate) or candidate
    print(f"There is no Python {PYTHON} on this machine; fetching one …", flush=True)
    run([uv, "python", "install", PYTHON], f"Python {PYTHON} could not be fetched. Install it, or: {NETWORK}")
    return PYTHON


def _version(python: str) -> str | None:
    try:
        code = "import sys; print('%d.%d' % sys.version_info[:2])"
        done = subprocess.run([python, "-c", code], capture_output=True, text=True, check=False)
    except OSError:
        return None
    return done.stdout.strip() if done.returncode == 0 else None
