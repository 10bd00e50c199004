"""What `make bench-peers` gives the other generators, and how it tells what they took."""

from __future__ import annotations

import json
import re
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from build_plot import BOTTOM, TOP, apart, draw
from build_times import Record, Times, described
from many_articles import copy_with_articles
from measured_command import Taken, peak_memory, run
from peer_corpus import articles, plain_markdown

from innerpersona_site.content.citations import CITATION, MENTION

TIMES = Times(cold=12.5, changed=1.25, unchanged=0.5, processor=20.0, memory=250_000_000, runs=5)


@pytest.fixture(scope="module")
def bodies(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The articles as peers get them, with some that were added to them."""
    copy = tmp_path_factory.mktemp("corpus") / "copy"
    copy_with_articles(root, copy, 40)
    return {one.slug: one.body for one in articles(copy / "docs" / "articles")}


def test_no_syntax_of_ours_is_left(bodies: dict[str, str]) -> None:
    assert len(bodies) == 40
    for slug, body in bodies.items():
        assert not re.search(r"^ *///", body, re.M), slug
        assert not re.search(r"^ {4}[\w-]+: ", body, re.M), slug
        assert not CITATION.search(body), slug
        assert not MENTION.search(body), slug
        assert "{:" not in body, slug
        assert not re.search(r"\]\((?!https?:|/|#)", body), slug


def test_what_people_read_is_left(root: Path, bodies: dict[str, str]) -> None:
    source = (root / "docs" / "articles" / "secure-attachment.md").read_text("utf-8")
    body = bodies["secure-attachment"]
    for question in re.findall(r"^//// question \| (.+)$", source, re.M):
        assert f"### {question}\n" in body
    for heading in re.findall(r"^## .+$", source, re.M):
        assert heading in body
    assert len(body) > 0.75 * len(re.sub(r" ?\[-?@[^\]]*\]", "", source))


def test_blocks_options_and_links_are_made_plain() -> None:
    body = """Text [@one2020work; @two2021work, p. 3], and [that](other.md#part).

/// quiz
    instrument: values
///

/// faq
//// question | Why?
Because [-@one2020work] of ![a map](../images/map.svg) and [us](../about/help.md).
////
///

## Part
{: #part }
"""
    assert plain_markdown(body) == (
        "Text, and [that](/articles/other/#part).\n\n### Why?\n\n"
        "Because of ![a map](/images/map.svg) and [us](/about/help/).\n\n## Part\n"
    )


def test_the_table_has_a_line_for_each_generator() -> None:
    table = described(1000, {"Hugo": TIMES, "InnerPersona, everything": TIMES})
    heading, columns, *rows = table.strip().splitlines()
    assert "1,000 articles" in heading
    assert len(rows) == 2
    assert all(len(row) == len(columns) for row in rows)
    assert rows[0].split() == ["Hugo", "12.50", "20.00", "1.25", "0.50", "250", "5"]


def test_the_plot_has_a_named_line_for_each_generator_inside_its_frame() -> None:
    measured = {
        size: {
            name: Times(size * factor, size * factor / 10, 1, 1, 1, 1)
            for name, factor in (("Hugo", 0.002), ("Pelican", 0.0021), ("InnerPersona, everything", 0.01))
        }
        for size in (33, 100, 1000)
    }
    measured[100]["innerpersona check"] = TIMES
    plot = draw(measured)
    root = ET.fromstring(plot)
    svg = "{http://www.w3.org/2000/svg}"
    lines = root.findall(f"{svg}polyline")
    assert [line.get("class") for line in lines] == ["peer", "peer", "ours"] * 2
    points = [point.split(",") for line in lines for point in (line.get("points") or "").split()]
    assert len(points) == 18
    assert all(TOP <= float(height) <= BOTTOM for _, height in points)
    names = [text for text in root.findall(f"{svg}text") if text.get("class") in ("peer", "ours")]
    assert [name.text for name in names] == ["Hugo", "Pelican", "InnerPersona, everything"] * 2
    assert "prefers-color-scheme: dark" in plot
    assert "check" not in plot


def test_names_of_lines_that_end_together_are_moved_apart() -> None:
    moved = apart([100.0, 101.0, 300.0, 99.0], 15)
    assert sorted(moved) == [99.0, 114.0, 129.0, 300.0]
    assert moved.index(99.0) == 3
    assert max(apart([BOTTOM - 1.0, float(BOTTOM)], 15)) <= BOTTOM


def test_memory_counts_the_processes_below_a_command(tmp_path: Path) -> None:
    below = "import time; kept = bytearray(60_000_000); time.sleep(1)"
    above = f"import subprocess, sys; kept = bytearray(60_000_000); subprocess.run([sys.executable, '-c', {below!r}])"
    peak = peak_memory([sys.executable, "-c", above], tmp_path, {})
    assert 120_000_000 < peak < 250_000_000


def test_a_command_that_fails_is_told_with_what_it_said(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="no such page"):
        run([sys.executable, "-c", "raise SystemExit('no such page')"], tmp_path, {})


def test_measurements_in_pieces_add_up_until_our_code_changes(tmp_path: Path) -> None:
    file = tmp_path / "record.json"
    one = Taken(4.0, 6.0), Taken(1.0, 1.0), Taken(0.5, 0.5)
    Record(file, anew=False).add(20, "Hugo", one)
    record = Record(file, anew=False)
    record.add(20, "Hugo", (Taken(8.0, 10.0), *one[1:]))
    record.add(20, "InnerPersona, everything", one)
    record.remember_memory(20, "Hugo", 100)
    times = Record(file, anew=False).times(20)
    assert times["Hugo"] == Times(6.0, 1.0, 0.5, 8.0, 100, 2)
    stored = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps(stored | {"code": "other code"}), "utf-8")
    assert list(Record(file, anew=False).times(20)) == ["Hugo"]
    assert Record(file, anew=True).sizes == []
