"""Write the expected responses anew: python tests/golden/quiz/regenerate.py, then read the diff.

Each sheet in sheets/ is a request without its operation, each pair in pairs/ one for the report of two people;
expected/ holds what the package makes of them.
"""

import json
from pathlib import Path
from typing import Any

from innerpersona_quiz import wire

HERE = Path(__file__).parent
SHEETS = sorted((HERE / "sheets").glob("*.json"))
PAIRS = sorted((HERE / "pairs").glob("*.json"))


def expected(source: Path) -> dict[str, str]:
    """Return the file names and texts that belong to a sheet or a pair."""
    request = json.loads(source.read_text(encoding="utf-8"))
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
    return {
        f"{name}.score.json": score + "\n",
        f"{name}.report.html": json.loads(response("report"))["result"]["html"],
        f"{name}.document.html": json.loads(response("document"))["result"]["html"],
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
