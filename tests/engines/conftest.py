"""Firefox and WebKit, each with the built site; `make test-engines` runs these tests, which need both."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from innerpersona_site.static_server import StaticServer
from tests.browser.probing import probing

WANTED = bool(os.environ.get("INNERPERSONA_ENGINES"))
collect_ignore_glob = [] if WANTED else ["*.py"]

if WANTED:
    from tests.engines.drivers import Driver, Firefox, WebKit


@pytest.fixture(scope="session", params=["firefox", "webkit"])
def driver(request: pytest.FixtureRequest, root: Path) -> "Iterator[Driver]":
    """One of the browsers."""
    instance: Driver = Firefox(root) if request.param == "firefox" else WebKit()
    yield instance
    instance.close()


@pytest.fixture(scope="session")
def server(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[StaticServer]:
    """The built site, with the files beside it that the channels need."""
    folder = tmp_path_factory.mktemp("probed") / "site"
    shutil.copytree(site, folder)
    with probing(folder) as instance:
        yield instance
