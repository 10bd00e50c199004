"""Instruments, scoring and reports.

The browser's one door is `innerpersona_quiz.wire.handle`; the command line's is
`innerpersona_quiz.cli`. Importing this package imports nothing else, so that a page that only needs an
instrument pays for no template engine.
"""

__version__ = "0.1.0"

API_VERSION = 1
"""Of requests and responses; a request of another version is refused."""
