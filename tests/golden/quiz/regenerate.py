"""Write the expected responses anew: python tests/golden/quiz/regenerate.py, then read the diff.

Each sheet in sheets/ is a request without its operation; expected/ holds what the package makes of it.
"""

import json
from pathlib import Path

from innerpersona_quiz import api

HERE = Path(__file__).parent
SHEETS = sorted((HERE / "sheets").glob("*.json"))


def expected(sheet: Path) -> dict[str, str]:
    """Return the file names and texts that belong to a sheet."""
    request = json.loads(sheet.read_text(encoding="utf-8"))

    def response(op: str) -> str:
        return api.handle(json.dumps({"op": op, **request}))

    score = json.dumps(json.loads(response("score")), indent=1, sort_keys=True, ensure_ascii=False)
    return {
        f"{sheet.stem}.score.json": score + "\n",
        f"{sheet.stem}.report.html": json.loads(response("report"))["result"]["html"],
        f"{sheet.stem}.document.html": json.loads(response("document"))["result"]["html"],
    }


def main() -> None:
    """Write the expected file of every sheet."""
    folder = HERE / "expected"
    folder.mkdir(exist_ok=True)
    for sheet in SHEETS:
        for name, text in expected(sheet).items():
            (folder / name).write_bytes(text.encode("utf-8"))


if __name__ == "__main__":
    main()
