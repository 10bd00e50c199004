"""Makes the runtime small and quick to start, in steps that change nothing of what it does.

    sweep (script) -> position -> docstrings -> exports -> optimise (module) -> sweep again -> minify (script)

Each step is a module of this package; it says what it changes and why that is safe, and refuses a runtime that it
doesn't know. The module is swept of what no export reaches, after which it imports less, and the script is swept of
that in turn.
"""

from innerpersona_site.engine.shrink.steps import SHRUNK, shrunk_runtime

__all__ = ["SHRUNK", "shrunk_runtime"]
