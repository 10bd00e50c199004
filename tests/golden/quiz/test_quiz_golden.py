"""Fixed sheets and pairs give, byte for byte, the responses that were read and found right."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

HERE = Path(__file__).parent


def _regenerate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("quiz_regenerate", HERE / "regenerate.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


REGENERATE = _regenerate()


SOURCES = [*REGENERATE.SHEETS, *REGENERATE.PAIRS]


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_responses_are_the_expected_ones(source: Path) -> None:
    for name, text in REGENERATE.expected(source).items():
        golden = (HERE / "expected" / name).read_bytes()
        assert text.encode("utf-8") == golden, f"{name} differs: see regenerate.py"


def test_no_expected_file_is_left_over() -> None:
    known = {name for source in SOURCES for name in REGENERATE.expected(source)}
    assert {path.name for path in (HERE / "expected").iterdir()} == known and len(known) >= 15
