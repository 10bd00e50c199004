"""A site whose build takes no time, for tests of everything around it.

Its `innerpersona_site.cli build` refuses a page that says FAULT as the check does and one that says BREAK as a broken
build does, waits as many seconds as docs/slow.txt says, writes every page as it is, and the names of the variables that
reached it.
"""

from pathlib import Path

BUILD = """
import os
import sys
import time
from pathlib import Path

assert sys.argv[1:3] == ["build", "--out"] and sys.argv[4] == "--publish"
site = Path(sys.argv[3])
docs = Path("docs")
bad = [file for file in sorted(docs.glob("*.md")) if "FAULT" in file.read_text()]
for file in bad:
    print(f"{file}:1:1: error[stub]: It says FAULT.")
if bad:
    sys.exit(1)
site.mkdir()
if (docs / "slow.txt").exists():
    time.sleep(float((docs / "slow.txt").read_text()))
for file in sorted(docs.glob("*.md")):
    if "BREAK" in file.read_text():
        print(f"{file.absolute()} breaks the build.")
        sys.exit(1)
    page = site / (file.stem if file.stem != "index" else "") / "index.html"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(file.read_text())
(site / "variables.txt").write_text("\\n".join(sorted(os.environ)))
if (docs / "engine.txt").exists():
    engine = site / "assets" / "engine" / (docs / "engine.txt").read_text()
    engine.mkdir(parents=True)
    (engine / "worker.mjs").write_text("// " + engine.name)
"""

SET_UP = """
import hashlib
import sys
from pathlib import Path

digest = hashlib.sha256()
for name in ("requirements/dev.txt", "pyproject.toml", "quiz/pyproject.toml"):
    digest.update(Path(name).read_bytes())
if "unobtainable" in Path("requirements/dev.txt").read_text():
    sys.exit("There is no such package.")
python = Path(".venv/bin/python")
python.parent.mkdir(parents=True)
python.write_text(f'#!/bin/sh\\nexec {sys.executable} "$@"\\n')
python.chmod(0o755)
Path(".venv/set-up.sha256").write_text(digest.hexdigest())
"""

FILES = {
    "docs/index.md": "first",
    "requirements/dev.txt": "one==1\n",
    "pyproject.toml": "",
    "quiz/pyproject.toml": "",
    "scripts/setup/__main__.py": SET_UP,
    "scripts/innerpersona_site/__init__.py": "",
    "scripts/innerpersona_site/cli.py": BUILD,
}


def write_stub_site(folder: Path) -> None:
    """Write the site into a folder."""
    for name, text in FILES.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
