"""What `make bench` says of the engine, keeps on record and draws."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from types import SimpleNamespace
from urllib.request import Request, urlopen

import pytest
import slow_networks
from engine_trend import Row, draw, record, table


def _entry(engine: str, share: float) -> dict[str, object]:
    return {"day": "2026-11-30", "engine": engine, "bytes": share, "start": share / 2}


def test_the_table_has_both_figures_their_ratio_and_the_goal() -> None:
    text = table([Row("bytes", 2_309_672, 5_050_000, 0.485, 0.457), Row("seconds", 50, 100, None, 0.5)])
    assert re.search(r"bytes +2,309,672 +5,050,000 +0\.46 +\(at most 0\.4[89]\)", text)
    assert text.splitlines()[-1].endswith("0.50")


def test_an_engine_is_on_record_once_and_the_newest_is_the_last(tmp_path: Path) -> None:
    file = tmp_path / "engine.json"
    record(file, _entry("one", 0.6))
    record(file, _entry("two", 0.5))
    entries = record(file, _entry("one", 0.4))
    assert [(one["engine"], one["bytes"]) for one in entries] == [("two", 0.5), ("one", 0.4)]
    assert json.loads(file.read_text("utf-8")) == entries


def test_the_plot_has_a_point_an_entry_and_line_and_says_the_last_figures() -> None:
    for count in (1, 2, 30):
        root = ET.fromstring(draw([_entry(str(n), 0.6 - n / 100) for n in range(count)]))
        circles = root.findall("{http://www.w3.org/2000/svg}circle")
        assert len(circles) == 2 * count
        last = 0.6 - (count - 1) / 100
        assert f"{last * 100:.0f} % bytes" in "".join(root.itertext())


def test_the_record_in_readme_is_what_its_plot_shows(root: Path) -> None:
    images = root / ".github" / "images"
    entries = json.loads((images / "engine.json").read_text("utf-8"))
    assert draw(entries) == (images / "engine.svg").read_text("utf-8")
    assert ".github/images/engine.svg" in (root / "README.md").read_text("utf-8")


def test_a_slow_host_sends_all_of_a_file_piece_by_piece_and_compresses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = bytes(range(256)) * 40
    (tmp_path / "file.wasm").write_bytes(data)
    (tmp_path / "file.wasm.gz").write_bytes(b"packed")
    waits: list[float] = []
    stopped = SimpleNamespace(monotonic=lambda: 0.0, sleep=waits.append)
    monkeypatch.setattr(slow_networks, "time", stopped)
    with slow_networks.serving_slowly(tmp_path, slow_networks.Network("slow", 10_000, 0.4, ())) as server:
        request = Request(f"{server.url}file.wasm", headers={"Accept-Encoding": "gzip, br"})
        with urlopen(request) as response:
            assert response.read() == data
    assert waits[0] == 0.4
    assert waits[1:] == pytest.approx([0.8192, 1.024])
