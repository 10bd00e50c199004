"""MkDocs as the host: the same files as the build makes, and no setting that is passed over in silence."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import TODAY, Site
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort

CONFIG = "site_name: Test\ntheme:\n  name: null\n  custom_dir: overrides\nplugins:\n  - innerpersona"


def content(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()
    }


def host(site: Site, settings: str = "") -> Path:
    """Build through MkDocs and return the folder."""
    file = site.root / "mkdocs.yml"
    file.write_text(CONFIG + (":\n" if settings.startswith(" ") else "\n") + settings, "utf-8")
    config = load_config(str(file), site_dir=str(site.root / "hosted"))
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    return site.root / "hosted"


@pytest.fixture(autouse=True)
def day(monkeypatch: pytest.MonkeyPatch) -> None:
    """MkDocs has no setting for the day, so it is the environment's."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str((TODAY.toordinal() - 719163) * 86400))


def test_it_makes_the_same_files(site: Site) -> None:
    site.build()
    assert content(host(site)) == content(site.root / "site") != {}


def test_an_error_in_the_content_stops_it_with_its_place(site: Site) -> None:
    site.docs["index.md"] += "\n[Gone](gone.md)\n"
    site.write()
    with pytest.raises(Abort, match=r"docs/index\.md:\d+:\d+: error\[link-missing\]"):
        host(site)


@pytest.mark.parametrize(
    "settings",
    [
        "nav:\n  - index.md\n",
        "markdown_extensions:\n  - footnotes\n",
        "site_url: https://elsewhere.example/\n",
        "extra:\n  tagline: Other\n",
    ],
)
def test_a_setting_that_would_have_no_effect_is_refused_with_where_it_belongs(
    site: Site, settings: str
) -> None:
    site.write()
    name = settings.partition(":")[0]
    with pytest.raises(Abort, match=rf'mkdocs\.yml sets "{name}", which has no effect .*site\.toml'):
        host(site, settings)


def test_outputs_can_be_left_out_and_unknown_ones_are_refused(site: Site) -> None:
    site.write()
    assert not (host(site, "      without: [engine, search]\n") / "pagefind").exists()
    with pytest.raises(Abort, match='no output "serach" to leave out'):
        host(site, "      without: [serach]\n")
