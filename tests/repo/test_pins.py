"""What must agree across files, so that no bump is made by half."""

import json
import re
import tomllib
from pathlib import Path

import pytest

from innerpersona_site.engine import EngineBundle


def _tracked_text(root: Path, *suffixes: str) -> list[Path]:
    skipped = {
        ".git",
        ".venv",
        ".cache",
        "node_modules",
        "site",
        ".mypy_cache",
        ".ruff_cache",
        ".pytest_cache",
    }
    return [
        path
        for path in root.rglob("*")
        if path.is_file() and not skipped & set(path.relative_to(root).parts) and path.suffix in suffixes
    ]


def test_the_environment_has_the_python_of_the_runtime(root: Path, engine: EngineBundle) -> None:
    set_up = (root / "scripts" / "setup" / "environment.py").read_text(encoding="utf-8")
    (version,) = re.findall(r'^PYTHON = "([\d.]+)"$', set_up, re.M)
    assert version == json.loads(engine.manifest_json)["python"]
    for name in ("pyproject.toml", "quiz/pyproject.toml"):
        project = tomllib.loads((root / name).read_text(encoding="utf-8"))["project"]
        assert project["requires-python"] == f">={version}"


@pytest.mark.parametrize("name", ["dev", "bench", "peers", "host-properdocs", "host-mkdocs-ng", "uv", "node"])
def test_every_locked_requirement_has_a_version_and_hashes(root: Path, name: str) -> None:
    text = (root / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    requirements = re.split(r"\n(?=[A-Za-z])", "\n".join(re.findall(r"^(?!\s*#).+$", text, re.M)))
    assert requirements
    for requirement in requirements:
        assert re.match(r"[\w.\[\]-]+==\S+", requirement), requirement
        assert "--hash=sha256:" in requirement, requirement


@pytest.mark.parametrize("folder", [".", "scripts/bench", "scripts/bench/eleventy"])
def test_npm_packages_are_locked_with_integrity(root: Path, folder: str) -> None:
    lock = json.loads((root / folder / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages
    assert all(
        entry["integrity"].startswith("sha512-") and "resolved" not in entry for entry in packages.values()
    )


def test_readme_and_ci_name_the_commands_that_the_makefile_has(root: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (root / "Makefile").read_text(encoding="utf-8"), re.M))
    for file in ("README.md", "CONTRIBUTING.md", ".ci/run"):
        named = set(re.findall(r"(?:^|`)make ([a-z-]+)", (root / file).read_text(encoding="utf-8"), re.M))
        assert named, file
        assert named <= targets, (file, named - targets)
