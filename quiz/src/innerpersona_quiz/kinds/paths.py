"""Paths of texts, for the kinds to say which they need."""

from collections.abc import Iterator, Sequence


def under(*parts: str | Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield every path that takes one name from each part; a text stands for itself."""
    first, *rest = [(part,) if isinstance(part, str) else tuple(part) for part in parts]
    for name in first:
        if rest:
            yield from ((name, *more) for more in under(*rest))
        else:
            yield (name,)


def leads(ids: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the texts for what comes first and last among these."""
    yield from under("lead", "named", ids)
    yield from under("lead", ("open", "some", "none"))
    yield from under("tries", "low", ids)
    yield ("tries", "open")
