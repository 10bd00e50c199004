"""What every kind of test may need: the project's folder, its engine, and the site as it would be published."""

import fcntl
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import hypothesis
import pytest

from innerpersona_site.build import build
from innerpersona_site.engine import EngineBundle, build_engine
from innerpersona_site.sources import Site
from tests.fixtures.questionnaires import added, exactly
from tests.sampling import LONG, left_out

# The same examples in every run: what fails for one person fails for all. To look further: --hypothesis-profile=default
hypothesis.settings.register_profile("repeatable", derandomize=True, deadline=None)
hypothesis.settings.load_profile("repeatable")

# For the calibration's tests, as the command line has it: read when numpy is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

ROOT = Path(__file__).resolve().parents[1]


def pytest_xdist_auto_num_workers() -> int:
    """Run one process more than there are processors: a test in a browser spends some of its time waiting."""
    return (os.process_cpu_count() or 1) + 1


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the variants that only long runs try."""
    if not LONG and (spared := left_out(items)):
        config.hook.pytest_deselected(items=spared)
        items[:] = [item for item in items if item not in set(spared)]


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that all processes of this run share: the tests run on every processor."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@contextmanager
def _one_at_a_time(folder: Path, what: str) -> Iterator[None]:
    with (folder / f"{what}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def engine(root: Path, shared: Path) -> EngineBundle:
    """The engine that the site ships."""
    with _one_at_a_time(shared, "engine"), exactly():
        return build_engine(root, print)


@pytest.fixture(scope="session")
def fixture_engine(root: Path, shared: Path) -> EngineBundle:
    """The engine of a site that adds the fixture questionnaires."""
    with _one_at_a_time(shared, "engine"), added():
        return build_engine(root, print)


@pytest.fixture(scope="session")
def site(root: Path, shared: Path, engine: EngineBundle) -> Iterator[Path]:
    """The whole site: the folder that INNERPERSONA_SITE names, which is left as it is, else built as `make site` does."""
    if built := os.environ.get("INNERPERSONA_SITE"):
        folder = root / built
        assert (folder / "index.html").is_file(), f"{folder} is no built site; run `make site` first"
        before = _digest(folder)
        yield folder
        assert _digest(folder) == before, "a test has changed the site that is to be published"
        return
    folder, finished = shared / "site", shared / "site.finished"
    with _one_at_a_time(shared, "site"):
        if not finished.exists():
            with exactly():
                build(Site(root), folder)
            finished.touch()
    yield folder


@pytest.fixture(scope="session")
def fixture_site(root: Path, shared: Path, fixture_engine: EngineBundle) -> Path:
    """A built site whose quiz pages have two questionnaires of third parties, with the theme of the project.

    It lies in the folder of a host that its address names.
    """
    sources, finished = shared / "fixture-site", shared / "fixture-site.finished"
    with _one_at_a_time(shared, "fixture-site"):
        if not finished.exists():
            shutil.copytree(root / "tests" / "fixtures" / "site", sources)
            (sources / ".cache").mkdir()
            for name in ("runtime", "compressed", "engine"):
                (sources / ".cache" / name).symlink_to(root / ".cache" / name)
            for name in ("overrides", "quiz"):
                (sources / name).symlink_to(root / name)
            (sources / "instruments").symlink_to(root / "tests" / "fixtures" / "instruments")
            with added():  # a build leaves its questionnaires known
                (sources / "host/a").mkdir(parents=True)
                build(Site(sources), sources / "host/a/b")
            finished.touch()
    return sources / "host/a/b"


def _digest(folder: Path) -> str:
    digest = hashlib.sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(f"{file.relative_to(folder)}\0{hashlib.sha256(file.read_bytes()).hexdigest()}".encode())
    return digest.hexdigest()
