"""Write the expected responses anew: python tests/golden/quiz/regenerate.py, then read the diff.

Each sheet in sheets/ is a request without its operation, each pair in pairs/ one for the report of two people;
expected/ holds what the package makes of them.
"""

import json
import sys
from pathlib import Path
from typing import Any

from innerpersona_quiz import wire

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[2]))
from tests.fixtures.questionnaires import IDS, added  # noqa: E402  # found by the line above

SHEETS = sorted((HERE / "sheets").glob("*.json"))
PAIRS = sorted((HERE / "pairs").glob("*.json"))


def expected(source: Path) -> dict[str, str]:
    """Return the file names and texts that belong to a sheet or a pair."""
    text = source.read_text(encoding="utf-8")
    request = json.loads(text)
    fixtures = [id for id in IDS if f'"{id}"' in text]
    if not fixtures:
        return _expected(source, request)
    with added(*fixtures):
        return _expected(source, request)


def _expected(source: Path, request: dict[str, Any]) -> dict[str, str]:
    return _of_a_pair(source.stem, request) if source in PAIRS else _of_a_sheet(source.stem, request)


def _of_a_pair(name: str, request: dict[str, Any]) -> dict[str, str]:
    def result(op: str, fields: dict[str, Any]) -> Any:
        return json.loads(wire.handle(json.dumps({"op": op, **fields})))["result"]

    texts = {f"{name}.pair.html": result("compare", request)["html"]}
    for side in ("a", "b"):
        fields = {"api": 1, "sheets": request[side]["sheets"], "name": request[side].get("name")}
        shared = result("share", fields)
        holds = json.dumps(shared["holds"], indent=1, sort_keys=True, ensure_ascii=False)
        texts[f"{name}.{side}.code.txt"] = f"{shared['code']}\n{holds}\n"
    return texts


def _of_a_sheet(name: str, request: dict[str, Any]) -> dict[str, str]:
    def response(op: str) -> str:
        return wire.handle(json.dumps({"op": op, **request}))

    score = json.dumps(json.loads(response("score")), indent=1, sort_keys=True, ensure_ascii=False)
    head, opening, rest = json.loads(response("document"))["result"]["html"].partition("<style>")
    styles, closing, body = rest.partition("</style>")
    return {
        f"{name}.score.json": score + "\n",
        f"{name}.report.html": json.loads(response("report"))["result"]["html"],
        f"{name}.document.html": head + opening + closing + body,
        "document.css": styles,  # the same in every document, so expected once
    }


def main() -> None:
    """Write the expected files of every sheet and every pair."""
    folder = HERE / "expected"
    folder.mkdir(exist_ok=True)
    for source in (*SHEETS, *PAIRS):
        for name, text in expected(source).items():
            (folder / name).write_bytes(text.encode("utf-8"))


if __name__ == "__main__":
    main()
