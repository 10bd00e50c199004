"""Compiled templates in the build's cache: to compile them takes as long as to render a hundred pages."""

from __future__ import annotations

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from innerpersona_site.cache import Shelf


class CompiledTemplates(BytecodeCache):
    """Stores what Jinja compiles, by the name and the path of each template.

    Jinja stores a hash of the template's text and the versions of Python and of its format beside it, and compiles anew
    where they differ.
    """

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    def load_bytecode(self, bucket: Bucket) -> None:
        """Put into a bucket what was stored of its template."""
        if stored := self._shelf.get(bucket.key):
            bucket.bytecode_from_string(stored)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Store what is in a bucket."""
        self._shelf[bucket.key] = bucket.bytecode_to_string()
