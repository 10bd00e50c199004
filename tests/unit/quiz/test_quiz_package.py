"""The package as a whole: what a start costs, and that it runs from a zip of bytecode."""

import compileall
import json
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import jinja2
import markupsafe

import innerpersona_quiz
from innerpersona_quiz import wire

PACKAGE = Path(innerpersona_quiz.__file__).parent
NAME = "innerpersona_quiz"
REQUEST = json.dumps({"api": 1, "op": "document", "instrument": "attachment", "answers": {"anx01": 3}})


def test_the_version_is_that_of_the_distribution() -> None:
    project = tomllib.loads((PACKAGE.parents[1] / "pyproject.toml").read_text(encoding="utf-8"))
    assert innerpersona_quiz.__version__ == project["project"]["version"]


def run(code: str, *paths: Path | str) -> str:
    """Run code in a fresh interpreter that sees the standard library and these paths only."""
    setup = f"import sys; sys.path[:0] = {[str(path) for path in paths]!r}\n"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", setup + code], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_importing_the_door_imports_nothing_else() -> None:
    loaded = run("import innerpersona_quiz.wire; print(*sys.modules)", PACKAGE.parent).split()
    ours = {name for name in loaded if name.startswith(NAME)}
    assert ours == {NAME, f"{NAME}.wire", f"{NAME}.errors"}
    heavy = {
        "jinja2",
        "segno",
        "argparse",
        "dataclasses",
        "tomllib",
        "datetime",
        "pathlib",
        "tempfile",
        "numpy",
    }
    assert not heavy & set(loaded)


def test_it_runs_from_a_zip_that_holds_bytecode_and_data_only(tmp_path: Path) -> None:
    folder = tmp_path / "code" / NAME
    for path in PACKAGE.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            target = folder / path.relative_to(PACKAGE)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    assert compileall.compile_dir(folder, quiet=1, legacy=True)
    archive = tmp_path / "engine.zip"
    with zipfile.ZipFile(archive, "w") as bundle:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix != ".py" and "__pycache__" not in path.parts:
                bundle.write(path, path.relative_to(folder.parent))
    libraries = {Path(module.__file__ or "").parents[1] for module in (jinja2, markupsafe)}
    code = (
        f"from innerpersona_quiz import wire; print(wire.__file__); print(wire.handle({REQUEST!r}), end='')"
    )
    place, _, response = run(code, archive, *libraries).partition("\n")
    assert place.startswith(str(archive)) and place.endswith(".pyc")
    assert response == wire.handle(REQUEST)
