"""The site as it is, with its engine, pushed to a server while somebody reads it."""

import datetime
import hashlib
import json
import re
import sys
from pathlib import Path

import pytest
from many_articles import lend_engine

from innerpersona_site.engine import EngineBundle
from tests.publish.checkout import copy_checkout
from tests.publish.people import Reader, Server, Writer

ARTICLE = "articles/secure-attachment"
LATER = datetime.datetime(2100, 1, 1, tzinfo=datetime.UTC)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for this module's server and writers, who begin with the same push: it takes long."""
    return tmp_path_factory.mktemp("publishing")


@pytest.fixture(scope="module")
def server(root: Path, folder: Path, engine: EngineBundle) -> Server:
    """A new site whose builds find what this checkout has fetched and built."""
    site = Server(folder / "server", "--python", sys.executable)
    lend_engine(root, site.root)
    return site


@pytest.fixture(scope="module")
def first_writer(root: Path, folder: Path, server: Server) -> Writer:
    """A writer who has published the whole site."""
    author = Writer(folder / "writer", server)
    copy_checkout(root, author.folder)
    settings = author.folder / "site.toml"
    settings.write_text(
        settings.read_text("utf-8").replace("https://innerpersona.example/", "https://site.test/"), "utf-8"
    )
    author.commit("Begin")
    pushed = author.push()
    assert pushed.returncode == 0, pushed.stdout
    return author


@pytest.fixture
def writer(first_writer: Writer) -> Writer:
    """That writer, with all that has been published since."""
    first_writer.git("fetch", "-q", "origin")
    first_writer.git("reset", "-q", "--hard", "origin/main")
    return first_writer


def _write(writer: Writer, slug: str, *, title: str, **front: str) -> None:
    """Write a new article, made from one that is there."""
    text = (writer.folder / "docs" / f"{ARTICLE}.md").read_text(encoding="utf-8")
    text = re.sub(r"^updated: .*\n", "", text, count=1, flags=re.M)
    for name, value in {"title": title, **front}.items():
        text = re.sub(rf"^{name}: .*$", f"{name}: {value}", text, count=1, flags=re.M)
    (writer.folder / "docs" / "articles" / f"{slug}.md").write_text(text, encoding="utf-8")


def _page(server: Server, slug: str) -> Path:
    return server.root / "current" / "articles" / slug / "index.html"


def test_the_quiz_that_is_served_has_its_engine_whole(server: Server, writer: Writer) -> None:
    page = (server.root / "current/quiz/attachment/index.html").read_text(encoding="utf-8")
    (manifest,) = re.findall(
        r'<script type="application/json" id="ip-engine-manifest"[^>]*>(.+?)</script>', page
    )
    described = json.loads(manifest)
    folder = server.root / "current/assets/engine" / described["hash"]
    assert len(described["files"]) > 3
    for file in described["files"]:
        assert hashlib.sha256((folder / file["name"]).read_bytes()).hexdigest() == file["sha256"]


def test_a_good_article_a_broken_one_and_two_at_once(tmp_path: Path, server: Server, writer: Writer) -> None:
    with Reader(server, f"/{ARTICLE}/"):
        _write(writer, "good", title="What does a good article look like?")
        writer.commit("Write a good article")
        pushed = writer.push()
        assert pushed.returncode == 0, pushed.stdout
        assert "What does a good article look like?" in _page(server, "good").read_text(encoding="utf-8")

        live = server.live
        _write(writer, "broken", title="What does a broken article look like?", section="relationship")
        (writer.folder / "docs/about/help.md").open("a", encoding="utf-8").write("\n[away](nowhere.md)\n")
        writer.commit("Write a broken article")
        pushed = writer.push()
        assert pushed.returncode != 0
        assert re.search(r"docs/articles/broken\.md:\d+:\d+: error\[\S+\]: .*relationship", pushed.stdout)
        assert re.search(r"docs/about/help\.md:\d+:\d+: error\[link-missing\]: .*nowhere\.md", pushed.stdout)
        assert (server.live, server.main) == (live, live)
        assert not _page(server, "broken").exists()
        writer.git("reset", "-q", "--hard", "origin/main")

        other = Writer(tmp_path / "other", server)
        _write(writer, "by-one", title="What does one writer say?")
        writer.commit("Write by one")
        _write(other, "by-another", title="What does another writer say?")
        other.commit("Write by another")
        running = [writer.start_push(), other.start_push()]
        outputs = [process.communicate(timeout=600)[0] for process in running]
        late = [process.returncode for process in running].index(1)
        assert running[1 - late].returncode == 0, outputs
        assert "`git pull --rebase` and push again" in outputs[late]
        (writer, other)[late].git("pull", "-q", "--rebase", "origin", "main")
        pushed = (writer, other)[late].push()
        assert pushed.returncode == 0, pushed.stdout
        assert _page(server, "by-one").is_file() and _page(server, "by-another").is_file()


def test_an_article_whose_day_has_come_appears_with_the_daily_rebuild(server: Server, writer: Writer) -> None:
    _write(writer, "scheduled", title="What will be true later?", date=LATER.date().isoformat())
    writer.commit("Write ahead")
    pushed = writer.push()
    assert pushed.returncode == 0, pushed.stdout
    assert not _page(server, "scheduled").exists()
    with Reader(server, f"/{ARTICLE}/"):
        rebuilt = server.run("rebuild", SOURCE_DATE_EPOCH=str(int(LATER.timestamp())))
        assert rebuilt.returncode == 0, rebuilt.stderr
    assert _page(server, "scheduled").is_file()
