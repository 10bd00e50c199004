"""Which script modules a page's entry imports: a page that names them all has the browser fetch them at once.

Without the names the browser learns of each only from the one that imports it, one journey to the server after the other.
"""

from __future__ import annotations

import posixpath
import re

from innerpersona_site.content.texts import MODULE
from innerpersona_site.sources import Theme

_IMPORT = re.compile(r"""^(?:import|export)\b[^'"]*['"](\.{1,2}/[\w./-]+\.mjs)['"]""", re.M)


def addresses(entry: str, theme: Theme) -> list[str]:
    """Return what a module imports, and what that imports in turn: each once, in alphabetical order, without the entry.

    Imports are those at the top of a module. One by `import()` is meant to wait.

    Args:
        entry: its address below the site's root, such as `assets/quiz/main.mjs`; those that are returned are alike.
        theme: stands for the site's root.

    Raises:
        FileNotFoundError: naming a module that another imports and that isn't there.
    """
    found: set[str] = set()
    waiting = [entry]
    while waiting:
        path = waiting.pop()
        for name in _IMPORT.findall(theme.file(path).read_text("utf-8")):
            module = posixpath.normpath(posixpath.join(posixpath.dirname(path), name))
            if module not in found:
                found.add(module)
                # Texts are emitted by the build, and import nothing.
                waiting += [module] if posixpath.basename(module) != MODULE else []
    return sorted(found - {entry})
