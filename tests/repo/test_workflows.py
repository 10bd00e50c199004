"""The hosted workflows: nothing that moves is run, and nothing may do more than it must."""

import re
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML


@pytest.fixture(params=["ci", "nightly", "publish"])
def workflow(request: pytest.FixtureRequest, root: Path) -> tuple[str, Any]:
    """A workflow's text and what it says."""
    text = (root / ".github" / "workflows" / f"{request.param}.yml").read_text(encoding="utf-8")
    return text, YAML(typ="safe").load(text)


def test_every_action_is_pinned_by_a_full_hash_with_its_version_beside_it(workflow: tuple[str, Any]) -> None:
    uses = re.findall(r"^\s*(?:- )?uses: (.+)$", workflow[0], re.M)
    assert uses
    for action in uses:
        assert re.fullmatch(r"actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action), action


def test_permissions_are_named_and_small(workflow: tuple[str, Any]) -> None:
    _, content = workflow
    assert content["permissions"] in ({}, {"contents": "read"})
    for name, job in content["jobs"].items():
        allowed = {"pages": "write", "id-token": "write"} if name == "deploy" else {"contents": "read"}
        assert job.get("permissions", {"contents": "read"}) == allowed, name


def test_no_checkout_leaves_credentials_behind(workflow: tuple[str, Any]) -> None:
    for job in workflow[1]["jobs"].values():
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False


def test_what_is_published_is_built_again_each_day_and_one_release_at_a_time(root: Path) -> None:
    text = (root / ".github" / "workflows" / "publish.yml").read_text(encoding="utf-8")
    content = YAML(typ="safe").load(text)
    assert content["jobs"]["deploy"]["needs"] == "build"
    assert content["concurrency"] == {"group": "publish", "cancel-in-progress": False}
    (schedule,) = content["on"]["schedule"]
    assert re.fullmatch(r"\d+ \d+ \* \* \*", schedule["cron"])
