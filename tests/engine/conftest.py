"""Running the shipped engine outside a browser."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from innerpersona_site.engine import EngineBundle
from tests.fixtures.questionnaires import added

type Outcome = dict[str, Any]


type Runner = Callable[[list[str]], Outcome]
"""Passes requests to an engine in Node; see run_engine.mjs for what it gives."""


@pytest.fixture(scope="session")
def run_engine(engine: EngineBundle) -> Runner:
    """What passes requests to the engine that the site ships."""
    return partial(_run, engine)


@pytest.fixture(scope="session")
def run_fixture_engine(fixture_engine: EngineBundle) -> Runner:
    """What passes requests to the engine of a site that adds the fixture questionnaires."""
    return partial(_run, fixture_engine)


def _run(engine: EngineBundle, requests: list[str]) -> Outcome:
    beside = Path(sys.executable).with_name("node")
    node = str(beside) if beside.exists() else shutil.which("node")
    assert node, (
        "there is no node: run the tests with `make test`, which brings one where the machine has none"
    )
    done = subprocess.run(
        [node, str(Path(__file__).with_name("run_engine.mjs")), str(engine.directory)],
        input=json.dumps(requests),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    outcome: Outcome = json.loads(done.stdout)
    return outcome


@pytest.fixture(scope="session")
def exercised(run_engine: Runner) -> Outcome:
    """What the engine gave for every kind of request."""
    from tests.engine.requests import every_kind_of_request

    return run_engine(every_kind_of_request())


@pytest.fixture(scope="session")
def exercised_with_fixtures(run_fixture_engine: Runner) -> Outcome:
    """What the engine with the fixture questionnaires gave for every kind of request on all of its questionnaires."""
    from tests.engine.requests import every_kind_of_request

    with added():
        return run_fixture_engine(every_kind_of_request())
