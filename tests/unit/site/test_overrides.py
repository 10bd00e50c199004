"""An owner's templates, styles and texts before the packaged ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from innerpersona_site import sources
from innerpersona_site.content.texts import read_texts
from innerpersona_site.lint.overrides import check_overrides
from innerpersona_site.output.stylesheets import Stylesheets
from innerpersona_site.sources import Site, Theme, packaged_theme, read_inputs

OWN = {
    "partials/footer.html": "Ours. {% include 'partials/imprint.html' %}",
    "partials/imprint.html": "Imprint",
    "assets/stylesheets/home.css": ".ip-home { color: red; }",
    "texts/en/pages.toml": '[home]\nread = "Begin reading"\n',
}


@pytest.fixture
def site(tmp_path: Path) -> Site:
    files = {f"overrides/{path}": text for path, text in OWN.items()} | {"site.toml": "", "docs/index.md": ""}
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    return Site(tmp_path)


def found(site: Site) -> list[str]:
    return [fault.message for fault in check_overrides(site.theme, lambda file: file.name)]


def test_a_file_of_the_owner_takes_the_place_of_the_packaged_one(site: Site) -> None:
    theme = read_inputs(site, {}).theme
    assert theme["partials/footer.html"].file == site.root / "overrides/partials/footer.html"
    assert theme["partials/header.html"].file == packaged_theme() / "partials/header.html"
    assert site.theme.file("partials/footer.html").read_text("utf-8") == OWN["partials/footer.html"]
    sheets = Stylesheets([folder / "assets/stylesheets" for folder in site.theme.folders])
    assert sheets.join("home") != Stylesheets([packaged_theme() / "assets/stylesheets"]).join("home")


def test_a_text_of_the_owner_takes_the_place_of_one_and_leaves_the_others(site: Site) -> None:
    texts, shipped = read_texts(site.theme.folders, "en"), read_texts([packaged_theme()], "en")
    assert texts.text("pages.home.read") == "Begin reading"
    assert texts.text("pages.home.quiz") == shipped.text("pages.home.quiz")


def test_what_replaces_something_or_is_used_is_left_alone(site: Site) -> None:
    assert found(site) == []


def test_what_replaces_nothing_is_named(site: Site) -> None:
    own = site.root / "overrides"
    (own / "partials/footer.html").rename(own / "partials/foter.html")
    (own / "texts/en/pages.toml").write_text('[home]\nraed = "Begin"\n', "utf-8")
    assert found(site) == [
        'this replaces nothing: the theme has no partials/foter.html (did you mean "partials/footer.html"?)',
        'this replaces nothing: there is no text "home.raed" (did you mean "home.read"?)',
    ]


def test_a_checkout_has_its_theme_once(root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert Site(root).theme == Theme((packaged_theme(),)) == Theme((root / "overrides",))
    monkeypatch.setattr(sources, "__file__", str(tmp_path / "sources.py"))
    (tmp_path / "theme").mkdir()
    assert packaged_theme() == tmp_path / "theme"
