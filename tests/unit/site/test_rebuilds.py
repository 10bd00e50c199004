"""Which pages a preview makes anew."""

from __future__ import annotations

import os
from pathlib import Path

from innerpersona_site.plugin.rebuilds import Rebuilds, digest, stamp


def build(rebuilds: Rebuilds, site: Path, made_from: dict[str, str]) -> set[str]:
    """Build as MkDocs would, and return what was written."""
    rebuilds.begin(site, made_from)
    missing = {path for path in made_from if not (site / path).exists()}
    for path in missing:
        (site / path).write_text(made_from[path])
    return missing


def test_only_what_is_made_from_something_else_is_made_anew(tmp_path: Path) -> None:
    rebuilds = Rebuilds()
    assert build(rebuilds, tmp_path, {"a": "1", "b": "1"}) == {"a", "b"}
    rebuilds.finish()
    assert build(rebuilds, tmp_path, {"a": "1", "b": "2"}) == {"b"}
    rebuilds.finish()
    assert build(rebuilds, tmp_path, {"a": "1", "b": "2"}) == set()


def test_what_is_there_no_more_is_deleted(tmp_path: Path) -> None:
    rebuilds = Rebuilds()
    build(rebuilds, tmp_path, {"a": "1", "b": "1"})
    rebuilds.finish()
    build(rebuilds, tmp_path, {"a": "1"})
    assert not (tmp_path / "b").exists()


def test_after_a_build_that_failed_nothing_counts_as_made(tmp_path: Path) -> None:
    rebuilds = Rebuilds()
    build(rebuilds, tmp_path, {"a": "1", "b": "1"})
    rebuilds.finish()
    build(rebuilds, tmp_path, {"a": "1", "b": "2"})
    assert build(rebuilds, tmp_path, {"a": "1", "b": "2"}) == {"a", "b"}


def test_a_stamp_tells_names_times_and_sizes(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_text("one")
    os.utime(file, ns=(1, 1))
    first = stamp([tmp_path])
    assert stamp([tmp_path]) == first
    os.utime(file, ns=(2, 2))
    later = stamp([tmp_path])
    (tmp_path / "b.html").write_text("")
    assert stamp([file]) == later
    assert len({first, later, stamp([tmp_path])}) == 3


def test_inputs_that_differ_have_digests_that_differ() -> None:
    assert len({digest("a", "b"), digest("ab"), digest("a"), digest(("a",)), digest("a", None)}) == 5
