"""The modules that a page names ahead: all that its entry imports, and only that."""

from pathlib import Path

import pytest

from innerpersona_site.output.preloads import addresses
from innerpersona_site.sources import Theme


def test_every_module_below_an_entry_is_named_once(tmp_path: Path) -> None:
    folder = tmp_path / "assets" / "quiz"
    (folder / "exchange").mkdir(parents=True)
    (folder / "exchange" / "main.mjs").write_text(
        "import { a } from './view.mjs';\nimport {\n  b,\n} from '../store.mjs';\nexport * from './view.mjs';\n"
    )
    (folder / "exchange" / "view.mjs").write_text(
        "/** @typedef {import('./typed.mjs').T} T */\nimport './main.mjs';\n"
    )
    (folder / "store.mjs").write_text("const later = () => import('./later.mjs');\n")
    assert addresses("assets/quiz/exchange/main.mjs", Theme((tmp_path,))) == [
        "assets/quiz/exchange/view.mjs",
        "assets/quiz/store.mjs",
    ]


def test_a_module_that_is_not_there_is_named(tmp_path: Path) -> None:
    (tmp_path / "main.mjs").write_text("import './gone.mjs';\n")
    with pytest.raises(FileNotFoundError, match=r"gone\.mjs"):
        addresses("main.mjs", Theme((tmp_path,)))


def test_texts_are_named_though_the_build_is_yet_to_emit_them(tmp_path: Path) -> None:
    (tmp_path / "main.mjs").write_text("import texts from './texts.mjs';\n")
    assert addresses("main.mjs", Theme((tmp_path,))) == ["texts.mjs"]
