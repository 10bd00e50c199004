"""Stylesheets joined for a page."""

from __future__ import annotations

from pathlib import Path

import pytest

from innerpersona_site.output.stylesheets import Stylesheets
from innerpersona_site.output.tree import OutputError, OutputTree


@pytest.fixture
def folders(tmp_path: Path) -> list[Path]:
    sheets = {
        "first/one.css": "/* why */\n.a {\n  color: #ff0000;\n}\n",
        "first/two.css": ".b { background: url(../fonts/x.woff2) }",
        "second/two.css": ".never { color: red }",
        "second/three.css": ".c { margin: 0 }",
        "second/broken.css": "} .a { color: red }",
    }
    for path, text in sheets.items():
        file = tmp_path / path
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8")
    return [tmp_path / "first", tmp_path / "second"]


def test_sheets_are_joined_in_their_order_each_once_and_minified(folders: list[Path], tmp_path: Path) -> None:
    sheets = Stylesheets(folders)
    path = sheets.join("three one two one")
    tree = OutputTree(tmp_path / "site", {})
    sheets.emit(tree)
    text = tree.read(path).decode()
    assert text == ".c{margin:0}.a{color:red}.b{background:url(../fonts/x.woff2)}"


def test_the_name_changes_with_what_is_in_it_alone(folders: list[Path]) -> None:
    first = Stylesheets(folders).join("one two")
    assert Stylesheets(folders).join(" one  two ") == first
    (folders[0] / "one.css").write_text(".a { color: blue }", "utf-8")
    assert Stylesheets(folders).join("one two") != first


def test_a_missing_or_broken_sheet_is_named(folders: list[Path]) -> None:
    with pytest.raises(OutputError, match=r"there is no four\.css"):
        Stylesheets(folders).join("one four")
    with pytest.raises(OutputError, match=r"broken\.css can't be read as CSS"):
        Stylesheets(folders).join("broken")


def test_a_sheet_that_was_minified_before_is_taken_from_there_until_it_changes(folders: list[Path]) -> None:
    kept: dict[str, bytes] = {}
    path = Stylesheets(folders, minified=kept).join("one")
    assert list(kept.values()) == [b".a{color:red}"]
    assert Stylesheets(folders, minified=kept).join("one") == path
    kept[next(iter(kept))] = b".kept{}"
    assert Stylesheets(folders, minified=kept).join("one") != path
    (folders[0] / "one.css").write_text(".a { color: blue }", "utf-8")
    Stylesheets(folders, minified=kept).join("one")
    assert list(kept.values()) == [b".kept{}", b".a{color:#00f}"]
