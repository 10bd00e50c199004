"""What reports must know of the site that they are shown on."""

from functools import cache

from innerpersona_quiz.resources import parse_toml, read_text


def has_page(address: str) -> bool:
    """Say whether the site has a page that a text links to, by its address below the home page, `#part` included."""
    return address.partition("#")[0] not in _missing()


@cache
def _missing() -> frozenset[str]:
    return frozenset(parse_toml(read_text("site.toml"))["missing"])
