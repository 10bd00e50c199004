"""What a file may hold that stands for one person: a code, a link with one, sheets of answers, or a whole side."""

import json
import re
from typing import Any

_LINK = re.compile(r"#c=([A-Za-z0-9._-]+)")


def side_of(text: str) -> dict[str, Any]:
    """Return the side of a comparison that a file's text stands for, to be checked by the api.

    A list is taken as sheets of answers, an object with "instrument" as one sheet, any other object as a side of its
    own ({"sheets" or "code", "name", "guesses"}), and any other text as a code, or as a link that holds one.

    ValueError for what looks like JSON and is none, or is nested too deeply.
    """
    body = text.strip()
    if not body.startswith(("{", "[")):
        found = _LINK.search(body)
        return {"code": found[1] if found else body}
    try:
        value = json.loads(body)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    if isinstance(value, list):
        return {"sheets": value}
    return {"sheets": [value]} if "instrument" in value else value
