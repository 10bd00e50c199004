"""Which script modules a page's entry imports: a page that names them all has the browser fetch them at once.

Without the names the browser learns of each only from the one that imports it, one journey to the server after the other.
"""

from __future__ import annotations

import re
from pathlib import Path

from innerpersona_site.content.texts import MODULE

_IMPORT = re.compile(r"""^(?:import|export)\b[^'"]*['"](\.{1,2}/[\w./-]+\.mjs)['"]""", re.M)


def addresses(entry: str, theme: Path) -> list[str]:
    """Return the addresses of what an entry imports, below the site's root as its own is.

    Args:
        entry: such as `assets/quiz/main.mjs`.
        theme: the folder that stands for the site's root.
    """
    return [path.relative_to(theme.resolve()).as_posix() for path in imported(theme / entry)]


def imported(entry: Path) -> list[Path]:
    """Return what a module imports, and what that imports in turn: each once, in alphabetical order, without the entry.

    Imports are those at the top of a module. One by `import()` is meant to wait.

    Raises:
        FileNotFoundError: naming a module that another imports and that isn't there.
    """
    found: set[Path] = set()
    waiting = [entry.resolve()]
    while waiting:
        path = waiting.pop()
        for name in _IMPORT.findall(path.read_text("utf-8")):
            module = (path.parent / name).resolve()
            if module not in found:
                found.add(module)
                # Texts are emitted by the build, and import nothing.
                waiting += [module] if module.name != MODULE else []
    return sorted(found - {entry.resolve()})
