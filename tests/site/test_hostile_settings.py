"""Whatever the texts of site.toml hold is text wherever the build emits it: in pages, feeds, data, the manifest."""

from __future__ import annotations

import json
import shutil
import tomllib
from pathlib import Path

import lxml.etree
import lxml.html
import pytest

from innerpersona_site.build import Options, build
from innerpersona_site.sources import Site
from tests.fixtures.questionnaires import added

HOSTILE = "</title></script></style>\"'<hostile a=b onload=c>&amp;{{ 7*7 }}{% x %}]]>--><!--${1}`;\\ $uri }"
DATA = "//script[@type='application/ld+json' or @type='application/json' or @type='importmap']"


def _quoted(text: str) -> str:
    return json.dumps(f"{text} {HOSTILE}")


@pytest.fixture(scope="module")
def hostile(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A built site each text of whose settings is hostile."""
    folder = tmp_path_factory.mktemp("hostile") / "site"
    shutil.copytree(root / "tests" / "fixtures" / "site", folder)
    for name in ("overrides", "quiz"):
        (folder / name).symlink_to(root / name)
    (folder / "instruments").symlink_to(root / "tests" / "fixtures" / "instruments")
    file = folder / "site.toml"
    table = tomllib.loads(file.read_text("utf-8"))
    lines = []
    for line in file.read_text("utf-8").split("\n"):
        key, sign, value = line.partition(" = ")
        if sign and key in {*table["sections"], *table["topics"], "name", "title", "description"}:
            line = f"{key} = {_quoted(tomllib.loads(f'x = {value}')['x'])}"
        lines.append(line)
    more = f'licence = {{ name = {_quoted("L")}, url = "https://l.test/?a=b&c=%22" }}\ntagline = {_quoted("T")}\n'
    file.write_text(more + "\n".join(lines), "utf-8")
    with added():
        build(Site(folder), folder / "out", Options(without=frozenset(("engine", "search", "cards"))))
    return folder / "out"


def test_hostile_settings_are_text_in_every_file(hostile: Path) -> None:
    pages = 0
    for file in hostile.rglob("*"):
        if file.suffix == ".html":
            pages += 1
            page = lxml.html.fromstring(file.read_text("utf-8"))
            assert not page.xpath("//hostile | //*[@onload]"), file
            assert [str(meta) for meta in page.xpath("//meta/@content") if "default-src" in meta] != []
            for policy in page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content"):
                assert "hostile" not in policy, file
            for data in page.xpath(DATA):
                json.loads(data.text)
        elif file.suffix in (".xml", ".svg"):
            tree = lxml.etree.fromstring(file.read_bytes())
            assert not tree.xpath("//*[local-name()='hostile']"), file
        elif file.suffix in (".json", ".webmanifest"):
            json.loads(file.read_text("utf-8"))
        elif file.suffix in (".js", ".mjs", ".css"):
            assert "hostile" not in file.read_text("utf-8"), file
    assert pages >= 10


def test_hostile_names_come_out_as_they_were_written(hostile: Path) -> None:
    name = f"Habits {HOSTILE}"
    manifest = json.loads((hostile / "manifest.webmanifest").read_text("utf-8"))
    feed = json.loads((hostile / "feed.json").read_text("utf-8"))
    atom = lxml.etree.fromstring((hostile / "feed.xml").read_bytes())
    page = lxml.html.fromstring((hostile / "index.html").read_text("utf-8"))
    assert manifest["name"] == feed["title"] == name
    assert name in [element.text for element in atom.iter() if isinstance(element.tag, str)]
    assert name in page.findtext(".//title")
    assert HOSTILE in page.xpath("string(//header)")
