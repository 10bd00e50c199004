"""Running the shipped engine outside a browser."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from innerpersona_site.engine import EngineBundle

type Outcome = dict[str, Any]


@pytest.fixture(scope="session")
def run_engine(engine: EngineBundle) -> Callable[[list[str]], Outcome]:
    """A function that passes requests to the shipped engine in Node; see run_engine.mjs for what it gives."""
    beside = Path(sys.executable).with_name("node")
    node = str(beside) if beside.exists() else shutil.which("node")
    assert node, (
        "there is no node: run the tests with `make test`, which brings one where the machine has none"
    )

    def run(requests: list[str]) -> Outcome:
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

    return run


@pytest.fixture(scope="session")
def exercised(run_engine: Callable[[list[str]], Outcome]) -> Outcome:
    """What the engine gave for every kind of request."""
    from tests.engine.requests import every_kind_of_request

    return run_engine(every_kind_of_request())
