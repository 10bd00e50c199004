"""The error that a request can meet: typed, and told in a sentence that says what to do."""


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
    """Return text from a request made fit for a message: short, printable, without lone surrogates."""
    cut = text if len(text) <= longest else text[:longest] + "…"
    return "".join(char if char.isprintable() else "\ufffd" for char in cut)
