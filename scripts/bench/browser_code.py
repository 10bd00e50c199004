"""How many bytes of browser code a quiz page loads, without the engine."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import brotli


@dataclass(frozen=True, slots=True)
class BrowserCode:
    """File name to (bytes, bytes with brotli), for the modules and the styles of the quiz."""

    files: dict[str, tuple[int, int]]

    @property
    def compressed(self) -> int:
        """Bytes with brotli, all files."""
        return sum(compressed for _, compressed in self.files.values())


_IMPORT = re.compile(r"""^(?:import|export)\b[^'"]*['"](\./[\w-]+\.mjs)['"]""", re.M)


def measure(root: Path) -> BrowserCode:
    """Compress each file as a web server would: what main.mjs imports, and the styles. The worker is the engine's."""
    assets = root / "overrides" / "assets"
    sources = _imported(assets / "quiz" / "main.mjs")
    sources += [assets / "stylesheets" / name for name in ("quiz.css", "after.css")]
    sources.append(root / "quiz" / "src" / "innerpersona_quiz" / "report" / "report.css")
    contents = {path.name: path.read_bytes() for path in sources}
    return BrowserCode({name: (len(data), len(brotli.compress(data))) for name, data in contents.items()})


def _imported(entry: Path) -> list[Path]:
    """Return a module and all that it imports, each once, in alphabetical order."""
    found: set[Path] = set()
    waiting = [entry]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting += [path.parent / name for name in _IMPORT.findall(path.read_text("utf-8"))]
    return sorted(found)
