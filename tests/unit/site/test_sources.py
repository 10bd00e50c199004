"""What a site is made from: every file of its folders, by content."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from innerpersona_site import sources
from innerpersona_site.lint.runner import shown_path
from innerpersona_site.sources import SourceError, scan, signatures


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    (folder / "images").mkdir(parents=True)
    (folder / "index.md").write_text("Home", "utf-8")
    (folder / "images" / "ring.svg").write_text("<svg/>", "utf-8")
    (folder / ".hidden").write_text("not for readers", "utf-8")
    return folder


def test_files_are_found_by_their_paths_and_hidden_ones_left_out(docs: Path) -> None:
    assert list(scan(docs, {})) == ["images/ring.svg", "index.md"]


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert scan(tmp_path / "none", {}) == {}


def test_the_same_content_has_the_same_digest_wherever_it_is(docs: Path) -> None:
    (docs / "copy.md").write_text("Home", "utf-8")
    found = scan(docs, {})
    assert found["copy.md"].digest == found["index.md"].digest != found["images/ring.svg"].digest


def test_a_large_file_is_read_again_only_where_it_was_touched(
    docs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    film = docs / "film.mp4"
    film.write_bytes(b"a" * (sources.SMALL + 1))
    first = scan(docs, {})
    known = signatures(first.values())
    assert list(known) == [str(film)]
    assert (
        scan(docs, {str(film): (first["film.mp4"].signature, "as recorded")})["film.mp4"].digest
        == "as recorded"
    )
    film.write_bytes(b"b" * (sources.SMALL + 1))
    os.utime(film, ns=(1, 1))
    assert scan(docs, known)["film.mp4"].digest != first["film.mp4"].digest


def test_a_link_out_of_the_folder_is_refused_and_one_inside_is_not(docs: Path, tmp_path: Path) -> None:
    (docs / "again.svg").symlink_to(docs / "images" / "ring.svg")
    assert "again.svg" in scan(docs, {})
    (tmp_path / "secret.txt").write_text("private", "utf-8")
    (docs / "secret.txt").symlink_to(tmp_path / "secret.txt")
    with pytest.raises(SourceError, match=r"secret\.txt is a symbolic link that leads out of"):
        scan(docs, {})


def test_a_name_that_is_no_utf8_is_shown_as_text() -> None:
    assert shown_path(Path(os.fsdecode(b"docs/\xff\xfe.md")), Path()) == "docs/\\xff\\xfe.md"
