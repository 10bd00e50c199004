"""GitHub Pages: the workflow's own commands, run here, and the folder that it would publish."""

import os
import subprocess
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from innerpersona_site.integrity import verify_folder
from tests.publish.checkout import copy_checkout

NARROWED = (
    "tests/published/test_published_site.py"
    " tests/browser/test_page.py::test_a_link_to_a_question_unfolds_its_answer -q"
)
"""Tests that the commands run when this test runs them: all of them would run this test again."""

OURS = ("INNERPERSONA_", "PYTHONPATH", "PYTEST_", "MAKE", "MFLAGS")
"""What the variables begin with that this test run was given, and a run on GitHub is not."""

ACTIONS = {"actions/checkout", "actions/upload-pages-artifact"}
"""What the job that builds takes from others; checking out is a copy here, and what is uploaded is looked at."""


@pytest.fixture
def steps(root: Path) -> list[dict[str, Any]]:
    """The steps of the job that builds the site."""
    text = (root / ".github" / "workflows" / "publish.yml").read_text(encoding="utf-8")
    steps: list[dict[str, Any]] = YAML(typ="safe").load(text)["jobs"]["build"]["steps"]
    assert {step["uses"].split("@")[0] for step in steps if "uses" in step} == ACTIONS
    assert steps[-1]["uses"].startswith("actions/upload-pages-artifact@")
    return steps


@pytest.fixture
def clone(root: Path, tmp_path: Path) -> Path:
    """The checkout's files as a fresh clone has them, without anything that was installed or built in it."""
    copy_checkout(root, tmp_path / "clone")
    settings = tmp_path / "clone" / "site.toml"
    settings.write_text(
        settings.read_text("utf-8").replace("https://innerpersona.example/", "https://site.test/"), "utf-8"
    )
    return tmp_path / "clone"


def _run_until_upload(
    steps: list[dict[str, Any]], folder: Path, **environment: str
) -> tuple[Path | None, str]:
    """Run the job's commands as GitHub does, each in a shell, none after one that fails.

    Returns:
        The folder that is uploaded, or None, and what the commands wrote.
    """
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(OURS)}
    output = ""
    for step in steps:
        if "run" in step:
            done = subprocess.run(
                ["bash", "-e", "-c", step["run"]],
                cwd=folder,
                env=inherited | environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )
            output += done.stdout
            if done.returncode:
                return None, output
        elif "path" in step.get("with", {}):
            return folder / str(step["with"]["path"]), output
    return None, output


def test_the_workflow_tests_the_folder_that_it_uploads(
    root: Path, clone: Path, steps: list[dict[str, Any]]
) -> None:
    (clone / ".cache").symlink_to(root / ".cache")  # what was fetched is not fetched anew
    uploaded, output = _run_until_upload(steps, clone, ARGS=NARROWED)
    assert uploaded == clone / "site", output
    assert " passed" in output and " failed" not in output
    assert verify_folder(uploaded).faults == (), "a test changed what is published"
    page = (uploaded / "articles/secure-attachment/index.html").read_text(encoding="utf-8")
    assert "Content-Security-Policy" in page
    (engine,) = (uploaded / "assets/engine").iterdir()
    assert (engine / "manifest.json").is_file()


@pytest.mark.parametrize("failing", ["check", "site", "test"])
def test_nothing_is_uploaded_after_a_command_that_fails(
    clone: Path, steps: list[dict[str, Any]], tmp_path: Path, failing: str
) -> None:
    make = tmp_path / "bin" / "make"
    make.parent.mkdir()
    make.write_text(f'#!/bin/sh\necho "$1" >> {tmp_path}/asked\n[ "$1" != "$FAILING" ]\n', encoding="utf-8")
    make.chmod(0o755)
    path = f"{make.parent}{os.pathsep}{os.environ['PATH']}"
    assert _run_until_upload(steps, clone, PATH=path, FAILING=failing)[0] is None
    asked = (tmp_path / "asked").read_text(encoding="utf-8").split()
    assert asked == ["check", "site", "test"][: len(asked)]
    assert asked[-1] == failing
    assert _run_until_upload(steps, clone, PATH=path, FAILING="nothing")[0] == clone / "site"
