"""The oldest browsers that a quiz takes are the same wherever they are named."""

import json
import re
from pathlib import Path

NAMES = {"chrome": "Chrome", "edge": "Edge", "firefox": "Firefox", "safari": "Safari"}


def test_documents_texts_and_linter_name_the_same_browsers(root: Path) -> None:
    queries = json.loads((root / "package.json").read_text("utf-8"))["browserslist"]
    oldest = dict(query.split(" >= ") for query in queries)
    assert set(oldest) == {*NAMES, "ios_saf"} and oldest["ios_saf"] == oldest["safari"]
    assert oldest["chrome"] == oldest["edge"]
    said = f"Chrome or Edge {oldest['chrome']}, Firefox {oldest['firefox']}, Safari {oldest['safari']}, or anything newer"
    for name in ("README.md", "docs/about/privacy.md", "overrides/texts/en/quiz.toml"):
        text = re.sub(r"\s+", " ", (root / name).read_text("utf-8"))
        assert said in text, name


def test_make_check_holds_the_browser_code_to_them(root: Path) -> None:
    check = (root / "Makefile").read_text("utf-8").partition("\ncheck:")[2].partition("\n\n")[0]
    assert "eslint overrides" in check and "node_modules/.bin/tsc" in check
