"""The error that a request can meet: typed, and told in a sentence that says what to do."""

import re

IGNORABLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Unicode's property Default_Ignorable_Code_Point, which Python does not have: what is shown as nothing. Some are letters
and marks by their category. A test compares it with the browser's own."""


class RequestError(Exception):
    """A request that cannot be served.

    `code` is for programs, `field` names the place in the request (None for the request as a whole),
    `message` is a sentence or two for people: what is wrong and what to do.
    """

    def __init__(self, code: str, field: str | None, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.field = field
        self.message = message


def shown(text: str, longest: int = 60) -> str:
    """Return text from a request made fit for a message: short and visible, without lone surrogates."""
    cut = text if len(text) <= longest else text[:longest] + "…"
    return "".join(char if char.isprintable() and not IGNORABLE.match(char) else "\ufffd" for char in cut)
