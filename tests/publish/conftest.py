"""A server that is pushed to, and a writer who has pushed a stub site to it."""

import sys
from pathlib import Path

import pytest

from tests.publish.people import Server, Writer
from tests.publish.stub_site import write_stub_site


@pytest.fixture
def server(tmp_path: Path) -> Server:
    """A new site, to which nothing has been pushed; every push is built by this Python."""
    return Server(tmp_path / "server", "--python", sys.executable)


@pytest.fixture
def writer(tmp_path: Path, server: Server) -> Writer:
    """A writer whose stub site is live, with "first" on its page."""
    author = Writer(tmp_path / "writer", server)
    write_stub_site(author.folder)
    author.commit("Begin")
    pushed = author.push()
    assert pushed.returncode == 0, pushed.stdout
    return author
