"""The package as a whole: who imports whom, what a start costs, and that it runs from a zip of bytecode."""

import ast
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
from innerpersona_quiz import api

PACKAGE = Path(innerpersona_quiz.__file__).parent
NAME = "innerpersona_quiz"
LAYERS = (
    ("", "resources", "errors", "faults", "model"),
    ("instrument_rules", "calibration_file"),
    ("load",),
    ("scoring",),
    ("profile", "change"),
    ("articles", "remarks", "sheet"),
    ("history", "side", "score", "research", "share", "commitment"),
    ("request",),
    ("report", "calibration", "text_output"),
    ("api", "arguments", "validation"),
    ("__main__",),
)
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
REQUEST = json.dumps({"api": 1, "op": "document", "instrument": "attachment", "answers": {"anx01": 3}})


def room(module: str) -> str:
    """Return the part of the package that a dotted module name belongs to."""
    return module.removeprefix(NAME).lstrip(".").split(".")[0]


def imports() -> dict[str, set[str]]:
    """Return, for each module of the package, every module that it imports anywhere in its code."""
    found: dict[str, set[str]] = {}
    for path in PACKAGE.rglob("*.py"):
        dotted = ".".join((NAME, *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")
        names = found.setdefault(dotted, set())
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                names |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                assert node.level == 0, f"{path} imports relatively"
                names |= {node.module or ""}
                if node.module == NAME:
                    names |= {f"{NAME}.{alias.name}" for alias in node.names if alias.name != "__version__"}
    return found


def test_the_layers_only_look_down() -> None:
    for module, imported in imports().items():
        for name in imported:
            if name.split(".")[0] == NAME and room(name) != room(module):
                assert RANK[room(name)] < RANK[room(module)], f"{module} imports {name}"


def test_every_module_has_a_layer() -> None:
    assert {room(module) for module in imports()} == set(RANK)


def test_only_the_report_knows_jinja_and_nobody_the_browser() -> None:
    allowed = {
        "jinja2": {"report"},
        "segno": {"report"},
        "argparse": {"__main__", "arguments"},
        "numpy": {"calibration"},
    }
    outside = {name.split(".")[0] for names in imports().values() for name in names} - {NAME}
    assert outside <= set(sys.stdlib_module_names) | {"jinja2", "segno", "numpy"}
    assert not outside & {"js", "pyodide", "innerpersona_site"}
    for module, imported in imports().items():
        for name in imported:
            rooms = allowed.get(name.split(".")[0])
            assert rooms is None or room(module) in rooms, f"{module} imports {name}"


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


def test_importing_the_door_leaves_the_heavy_modules_alone() -> None:
    loaded = run("import innerpersona_quiz.api; print(*sys.modules)", PACKAGE.parent).split()
    heavy = {
        "jinja2",
        "segno",
        "argparse",
        "tomllib",
        "datetime",
        "zipfile",
        "tempfile",
        "pathlib",
        "importlib.resources",
        "numpy",
    }
    assert "innerpersona_quiz.api" in loaded
    assert not heavy & set(loaded)
    lazy = {"innerpersona_quiz.report", "innerpersona_quiz.share", "innerpersona_quiz.commitment"}
    assert not lazy & set(loaded)


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
    code = f"from innerpersona_quiz import api; print(api.__file__); print(api.handle({REQUEST!r}), end='')"
    place, _, response = run(code, archive, *libraries).partition("\n")
    assert place.startswith(str(archive)) and place.endswith(".pyc")
    assert response == api.handle(REQUEST)
