"""Writes the engine's module list anew: what Python imports when the untrimmed engine serves the tests' requests.

Run it with `make engine-modules` after a change of the runtime, of a dependency, or of what the scoring package imports.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from innerpersona_site.engine.archive import read_archive, write_archive
from innerpersona_site.engine.bytecode import compile_members
from innerpersona_site.engine.modules import LIST, dependency_files
from innerpersona_site.engine.runtime import fetch_runtime
from innerpersona_site.engine.table import own_modules, tabulate
from innerpersona_site.engine.wheel import build_wheel

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from tests.engine.requests import every_kind_of_request

ROOT = Path(__file__).resolve().parents[2]
HEADER = """\
# What the browser's Python imports, in any request: `make engine-modules` writes this list, a test holds it to be right.
# The standard library's own modules, Pyodide's, and the dependencies' of the scoring package.
"""


def main() -> None:
    """Write the list."""
    runtime = fetch_runtime(ROOT / ".cache", print)
    with TemporaryDirectory() as scratch:
        bundle = Path(scratch)
        shutil.copytree(runtime.directory, bundle, dirs_exist_ok=True)
        library = read_archive(runtime.directory / "python_stdlib.zip") | dependency_files()
        everything = compile_members(library | own_modules(), lean=False)
        write_archive(bundle / "python_stdlib.zip", tabulate(everything))
        name, members = build_wheel()
        write_archive(bundle / name, members)
        done = subprocess.run(
            ["node", str(ROOT / "tests" / "engine" / "run_engine.mjs"), str(bundle)],
            input=json.dumps(every_kind_of_request()),
            capture_output=True,
            text=True,
            check=True,
        )
    # Modules that are frozen into the interpreter are not read from an archive.
    imported = [
        name for name, origin in json.loads(done.stdout)["modules"].items() if origin.startswith("/lib/")
    ]
    have = {path.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for path in library}
    LIST.write_text(HEADER + "\n".join(name for name in imported if name in have) + "\n", encoding="utf-8")
    print(f"{LIST.relative_to(ROOT)}: {sum(name in have for name in imported)} modules")


if __name__ == "__main__":
    main()
