"""The engine: Python, its standard library and the scoring package, made ready for the visitor's browser.

fetch the runtime -> trim its standard library -> build the wheel -> compile both -> bundle under a content hash
"""

from innerpersona_site.engine.bundle import EngineBundle, build_engine
from innerpersona_site.engine.errors import EngineError

__all__ = ["EngineBundle", "EngineError", "build_engine"]
