"""The steps in their order, and the folder in which what they made is kept."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from innerpersona_site.engine.errors import EngineError
from innerpersona_site.engine.runtime import PIN, Runtime, fetch_tools, node_command
from innerpersona_site.engine.shrink.docstrings import emptied
from innerpersona_site.engine.shrink.exports import imported_names, pruned
from innerpersona_site.engine.shrink.position import fixed
from innerpersona_site.engine.shrink.wasm import Malformed

SCRIPT: Final = "pyodide.asm.js"
MODULE: Final = "pyodide.asm.wasm"
SHRUNK: Final = (SCRIPT, MODULE)
"""The files of the runtime that are made smaller."""

FEATURES: Final = (
    "bulk-memory",
    "exception-handling",
    "multivalue",
    "mutable-globals",
    "nontrapping-float-to-int",
    "reference-types",
    "sign-ext",
)
"""What the module uses beyond the first version of WebAssembly: the optimiser may use it and nothing newer."""

PASSES: Final = (
    "simplify-globals",
    "remove-unused-module-elements",
    "precompute",
    "optimize-instructions",
    "remove-unused-brs",
    "vacuum",
)
"""Of the optimiser: constants are added up, what nothing reaches goes, code is shortened on the spot. `-Oz` takes
five times as long for half a percent."""

KEPT: Final = 3
"""Shrunk runtimes that are kept in the cache."""

_HERE: Final = Path(__file__).parent


def shrunk_runtime(runtime: Runtime, cache: Path, report: Callable[[str], None]) -> Path:
    """Give the folder with the runtime's shrunk files, from the cache where this code has made them of this runtime
    before.

    Args:
        runtime: as npm ships it.
        cache: a folder that survives builds; kept in `cache/shrunk/`.
        report: called with a line of progress before anything that takes long.

    Raises:
        EngineError: naming the step that does not know this runtime.
    """
    directory = cache / "shrunk" / _key()
    if _is_sound(directory):
        os.utime(directory)
        return directory
    tools = fetch_tools(cache, report)
    report("Making the runtime smaller (half a minute, once) …")
    directory.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=directory.parent) as scratch:
        made = Path(scratch) / "made"
        made.mkdir()
        _shrink(runtime, tools, made)
        (made / "files.json").write_text(json.dumps(_hashes(made)), "utf-8")
        shutil.rmtree(directory, ignore_errors=True)
        made.rename(directory)
    others = [folder for folder in directory.parent.iterdir() if folder.is_dir() and folder != directory]
    for folder in sorted(others, key=lambda folder: folder.stat().st_mtime, reverse=True)[KEPT - 1 :]:
        shutil.rmtree(folder, ignore_errors=True)
    return directory


def _shrink(runtime: Runtime, tools: dict[str, Path], target: Path) -> None:
    script = (runtime.directory / SCRIPT).read_text("utf-8")
    loader = (runtime.directory / "pyodide.mjs").read_text("utf-8")
    module = (runtime.directory / MODULE).read_bytes()

    def sweep(imports: Iterable[str]) -> dict[str, Any]:
        given = json.dumps({"script": script, "loader": loader, "imports": list(imports)})
        return dict(json.loads(_run("sweep", [tools["acorn"]], given.encode())))

    step = "sweep"
    try:
        swept = sweep(imported_names(module))
        step = "position"
        module, pointers = fixed(module, script)
        step = "docstrings"
        module = emptied(module, pointers)
        step = "exports"
        module = pruned(module, swept["exports"])
        step = "optimise"
        module = _optimised(module, tools["binaryen"], target)
        step = "sweep"
        swept = sweep(imported_names(module))
        step = "minify"
        small = _run("minify", [tools["terser"]], swept["script"].encode())
    except (Malformed, LookupError, ValueError) as error:
        raise _unknown(step, runtime, str(error)) from error
    except subprocess.CalledProcessError as error:
        raise _unknown(step, runtime, _reason(error.stderr)) from error
    (target / MODULE).write_bytes(module)
    (target / SCRIPT).write_bytes(small)


def _unknown(step: str, runtime: Runtime, reason: str) -> EngineError:
    name = f"{runtime.pin.package} {runtime.pin.version}"
    return EngineError(
        f"The step “{step}” that makes the runtime smaller doesn't know {name}: {reason}.",
        "See what has changed in it, and then the step, in engine/shrink/; "
        f"“Moving to the next Pyodide” in ARCHITECTURE.md says how ({PIN.name}).",
    )


def _reason(stderr: bytes) -> str:
    lines = [line.strip() for line in stderr.decode("utf-8", "replace").splitlines() if line.strip()]
    errors = (line for line in lines if re.match(r"\w*Error\b", line))
    return next(errors, (lines or ["no reason given"])[-1])[:200]


def _run(script: str, arguments: list[Path], given: bytes) -> bytes:
    command = [node_command(), str(_HERE / f"{script}.mjs"), *(str(path.resolve()) for path in arguments)]
    return subprocess.run(command, input=given, capture_output=True, check=True).stdout


def _optimised(module: bytes, optimiser: Path, scratch: Path) -> bytes:
    """Have binaryen add up what is constant by now, and leave out what nothing reaches."""
    before, after = scratch / "before.wasm", scratch / "after.wasm"
    before.write_bytes(module)
    options = [*(f"--enable-{name}" for name in FEATURES), *(f"--{name}" for name in PASSES)]
    # The stack that Node gives itself is too small for how deep expressions of this module are nested.
    command = [node_command(), "--stack-size=8000", str(optimiser), str(before), "-o", str(after), *options]
    subprocess.run(command, capture_output=True, check=True)
    made = after.read_bytes()
    before.unlink()
    after.unlink()
    return made


def _key() -> str:
    """Hash what the files are made from: the pins of runtime and tools, and the steps."""
    digest = hashlib.sha256(PIN.read_bytes())
    for file in sorted(_HERE.iterdir()):
        if file.suffix in (".py", ".mjs"):
            digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def _hashes(directory: Path) -> dict[str, str]:
    return {name: hashlib.sha256((directory / name).read_bytes()).hexdigest() for name in SHRUNK}


def _is_sound(directory: Path) -> bool:
    """Say whether the files are there as they were made."""
    try:
        return bool(json.loads((directory / "files.json").read_text("utf-8")) == _hashes(directory))
    except (OSError, ValueError):
        return False
