"""What is not Python: Node and npm, the npm packages, a browser for the tests."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

from environment import NETWORK, apt_install, provide_engine_packages
from problem import Problem, run

OLDEST_NODE = 20
"""The oldest major version that runs the browser runtime and the tests' own runner."""


def provide_node(root: Path) -> None:
    """Put `node` and `npm` beside the environment's Python if the machine has none that will do.

    Raises:
        Problem: with what to do.
    """
    if (root / ".venv" / "bin" / "npm").exists() or (shutil.which("npm") and _node_major() >= OLDEST_NODE):
        return
    print("Fetching Node, which this machine lacks …", flush=True)
    (uv,) = (root / ".cache").glob("uv-*/bin/uv")
    lock = str(root / "requirements" / "node.txt")
    target = ["--python", str(root / ".venv" / "bin" / "python")]
    run(
        [str(uv), "pip", "install", *target, "--require-hashes", "-r", lock],
        f"Node could not be installed. {NETWORK}",
    )


def _node_major() -> int:
    try:
        done = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False)
        return int(done.stdout.lstrip("v").split(".")[0])
    except (OSError, ValueError):
        return 0


def provide_node_packages(root: Path, folder: Path | None = None) -> None:
    """Install the packages that a folder's package-lock.json names if they have changed.

    Args:
        root: the checkout.
        folder: the folder; the checkout itself (the type checker, the formatter) where none is given.

    Raises:
        Problem: with what to do.
    """
    folder = folder or root
    stamp = folder / "node_modules" / "set-up.sha256"
    wanted = hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    print("Installing the locked npm packages …", flush=True)
    beside = root / ".venv" / "bin"
    npm = str(beside / "npm") if (beside / "npm").exists() else "npm"
    path = {"PATH": f"{beside}{os.pathsep}{os.environ.get('PATH', '')}"}
    run(
        [npm, "ci", "--loglevel=error"],
        f"npm packages could not be installed. {NETWORK}",
        folder,
        os.environ | path,
    )
    stamp.write_text(wanted)


def provide_sandbox() -> None:
    """Make sure of Bubblewrap, in which the publisher runs what is pushed.

    Raises:
        Problem: with how to get it.
    """
    how = "Install bubblewrap (on Debian or Ubuntu: apt install bubblewrap) and run the command again."
    if not shutil.which("bwrap") and os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Bubblewrap for the tests of publishing …", flush=True)
        apt_install(["bubblewrap"], how)
    if not shutil.which("bwrap"):
        raise Problem(f"The tests of publishing need Bubblewrap, and this machine has none. {how}")


def provide_servers() -> None:
    """Make sure of the web servers that `make test-servers` asks, and of the program that puts load on them.

    Raises:
        Problem: with how to get them.
    """
    programs = ("nginx", "caddy", "wrk")
    packages = ["nginx-light", "libnginx-mod-http-brotli-static", "caddy", "wrk"]
    how = f"Install them (on Debian: apt install {' '.join(packages)}) and run the command again."
    if not all(map(shutil.which, programs)) and os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing nginx, Caddy and wrk for the tests of web servers …", flush=True)
        apt_install(packages, how)
    missing = [program for program in programs if not shutil.which(program)]
    if missing:
        raise Problem(f"The tests of web servers need {', '.join(missing)}, which this machine lacks. {how}")


def provide_engines(root: Path) -> None:
    """Make sure of what `make test-engines` runs: Firefox, WebKitGTK, what drives them, a display, a sandbox.

    Raises:
        Problem: with how to get them.
    """
    packages = ["firefox-esr", "webkit2gtk-driver", "xvfb", "bubblewrap"]
    how = f"Install them (on Debian: apt install {' '.join(packages)}) and run the command again."
    if _engines_missing() and os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Firefox and WebKitGTK for their tests …", flush=True)
        apt_install(packages, how)
    if missing := _engines_missing():
        raise Problem(
            f"The tests in other browsers need {', '.join(missing)}, which this machine lacks. {how}"
        )
    provide_engine_packages(root)
    provide_node_packages(root, root / "tests" / "engines")


def _engines_missing() -> list[str]:
    firefox = shutil.which("firefox-esr") or shutil.which("firefox")
    programs = ("WebKitWebDriver", "xvfb-run", "bwrap")
    return [*([] if firefox else ["firefox"]), *(name for name in programs if not shutil.which(name))]


def provide_browser(root: Path) -> None:
    """Find a Chromium for the tests and note where it is in `.cache/chromium`: CHROMIUM, the PATH, else Debian's.

    Raises:
        Problem: with how to get one.
    """
    named = os.environ.get("CHROMIUM")
    if named and not shutil.which(named):
        raise Problem(
            f"CHROMIUM names {named}, which can't be run. Point it at a Chromium or Chrome, or unset it."
        )
    found = named or next(
        filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
    )
    how = "Install Chromium or Chrome, or set CHROMIUM to the path of one, and run the command again."
    if not found and os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Chromium for the browser tests …", flush=True)
        # The second is the first without a window, which most tests use for its speed.
        # The typefaces stand in for those that a visitor's machine has: reports are measured in pages.
        apt_install(["chromium", "chromium-headless-shell", "fonts-liberation"], how)
        found = shutil.which("chromium")
    if not found:
        raise Problem(f"The browser tests need a Chromium, and this machine has none. {how}")
    (root / ".cache").mkdir(exist_ok=True)
    (root / ".cache" / "chromium").write_text(str(Path(shutil.which(found) or found).absolute()))
