"""How many bytes of browser code a quiz page loads, without the engine."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import brotli
import lightningcss

from innerpersona_site.content.texts import BROWSER_MODULES, MODULE, read_texts
from innerpersona_site.output.preloads import addresses
from innerpersona_site.output.theme import minified
from innerpersona_site.sources import Site


@dataclass(frozen=True, slots=True)
class BrowserCode:
    """File name to (bytes, bytes with brotli), for the modules and the styles of the quiz."""

    files: dict[str, tuple[int, int]]

    @property
    def compressed(self) -> int:
        """Bytes with brotli, all files."""
        return sum(compressed for _, compressed in self.files.values())


def measure(root: Path) -> BrowserCode:
    """Compress each file as it is published: the modules and the styles. The worker is the engine's."""
    theme = Site(root).theme
    entry = "assets/quiz/main.mjs"
    modules = ["assets/quiz/when-painted.mjs", entry, *addresses(entry, theme)]
    sources = [theme.file(path) for path in modules]
    assets = root / "overrides" / "assets"
    sources += [assets / "stylesheets" / name for name in ("quiz.css", "after.css")]
    sources.append(root / "quiz" / "src" / "innerpersona_quiz" / "report" / "report.css")
    texts = read_texts(theme.folders, "en").browser_modules()[BROWSER_MODULES["quiz"]].encode()
    contents = {path.name: texts if path.name == MODULE else _published(path) for path in sources}
    return BrowserCode({name: (len(data), len(brotli.compress(data))) for name, data in contents.items()})


def _published(path: Path) -> bytes:
    if path.suffix != ".css":
        return minified(path.read_bytes())
    return str(lightningcss.process_stylesheet(path.read_text("utf-8"), minify=True)).encode()
