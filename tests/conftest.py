"""What every kind of test may need: the project's folder, its engine, and the site as it would be published."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from innerpersona_site.engine import EngineBundle, build_engine

# The same examples in every run: what fails for one person fails for all. To look further: --hypothesis-profile=default
hypothesis.settings.register_profile("repeatable", derandomize=True, deadline=None)
hypothesis.settings.load_profile("repeatable")

# For the calibration's tests, as the command line has it: read when numpy is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def engine(root: Path) -> EngineBundle:
    """The engine that the site ships."""
    return build_engine(root, print)


@pytest.fixture(scope="session")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The whole site: the folder that INNERPERSONA_SITE names, which is left as it is, else built as `make site` does."""
    if built := os.environ.get("INNERPERSONA_SITE"):
        folder = root / built
        assert (folder / "index.html").is_file(), f"{folder} is no built site; run `make site` first"
        before = _digest(folder)
        yield folder
        assert _digest(folder) == before, "a test has changed the site that is to be published"
        return
    folder = tmp_path_factory.mktemp("site")
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(folder))
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    yield folder


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(f"{file.relative_to(folder)}\0{hashlib.sha256(file.read_bytes()).hexdigest()}".encode())
    return digest.hexdigest()
