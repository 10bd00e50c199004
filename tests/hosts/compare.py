"""Builds the site through each program that can host the build, and compares every file; `make test-hosts`.

Each host has an environment of its own below .cache/hosts, with the project's packages behind it. It is no part of
`make test`, which needs no network; the nightly workflow runs it.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOSTS = {"mkdocs": "mkdocs", "properdocs": "properdocs", "mkdocs-ng": "mkdocs"}
"""The command of each host, by its name; requirements/host-NAME.txt locks those that aren't the project's own."""


def environment_of(host: str) -> Path:
    """Return the environment of a host, which is made unless it is there."""
    own = Path(sys.executable).parents[1]
    requirement = ROOT / "requirements" / f"host-{host}.txt"
    if not requirement.is_file():
        return own
    home = ROOT / ".cache" / "hosts" / f"{host}-{hashlib.sha256(requirement.read_bytes()).hexdigest()[:12]}"
    if not (home / "ready").is_file():
        os.environ.setdefault("UV_SYSTEM_CERTS", "1")  # as scripts/setup does
        (uv,) = (ROOT / ".cache").glob("uv-*/bin/uv")
        subprocess.run([uv, "venv", "--quiet", "--clear", "--python", sys.executable, home], check=True)
        install: list[str | Path] = [
            uv,
            "pip",
            "install",
            "--quiet",
            "--require-hashes",
            "--python",
            home / "bin" / "python",
        ]
        subprocess.run([*install, "-r", requirement], check=True)
        # The project's packages come after the host's own, so that a module of both is the host's.
        version = f"python{sys.version_info.major}.{sys.version_info.minor}"
        behind = own / "lib" / version / "site-packages"
        line = f"import site; site.addsitedir({str(behind)!r})\n"
        (home / "lib" / version / "site-packages" / "zz-project.pth").write_text(line, "utf-8")
        (home / "ready").touch()
    return home


def tree_of(folder: Path) -> dict[str, str]:
    """Return the hash of every file below a folder, by its path."""
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def main() -> int:
    """Compare all hosts with the build itself; return 0 if every file is the same."""
    different = 0
    with tempfile.TemporaryDirectory(prefix="hosts-") as scratch:
        out = Path(scratch)
        subprocess.run(
            [Path(sys.executable).with_name("innerpersona"), "build", "--out", out / "build"],
            cwd=ROOT,
            check=True,
        )
        expected = tree_of(out / "build")
        for host, command in HOSTS.items():
            program = environment_of(host) / "bin" / command
            quiet = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
            build: list[str | Path] = [program, "build", "--quiet", "--site-dir", out / host]
            subprocess.run(build, cwd=ROOT, check=True, env=quiet)
            version = subprocess.run(
                [program, "--version"], capture_output=True, text=True, check=True
            ).stdout.split(" from")[0]
            found = tree_of(out / host)
            paths = {path for path in expected.keys() | found.keys() if expected.get(path) != found.get(path)}
            print(
                f"{host} ({version.strip()}): {len(found)} files, {len(paths)} of them not as the build makes them"
            )
            for path in sorted(paths)[:10]:
                print(f"  {path}")
            different += len(paths)
    return min(different, 1)


if __name__ == "__main__":
    sys.exit(main())
