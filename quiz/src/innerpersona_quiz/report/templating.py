"""Templates as Python, for an engine that has no parser of templates: `python -m innerpersona_quiz.report.templating`.

Writes JSON to the standard output: path in the package to source. The modules belong to the Jinja2 that made them, so
they are made for a browser's wheel, which brings that very version, and are in no other.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from innerpersona_quiz.report.rendering import COMPILED, compiled_name, environment
from innerpersona_quiz.resources import package_folder, read_text

SUFFIX = ".j2"


def compiled_templates() -> dict[str, str]:
    """Compile every template of the package: path of a module in the package to its source."""
    modules = {f"{COMPILED}/__init__.py": ""}
    for path, name in _templates():
        module = f"{COMPILED}/{compiled_name(name)}.py"
        assert module not in modules, f"{path} has the name of another template"
        modules[module] = environment().compile(read_text(path), name, path, raw=True, defer_init=True)
    return modules


def _templates() -> Iterator[tuple[str, str]]:
    """Give the path of each template in the package, and the name by which `render` knows it."""
    package = Path(package_folder())
    for file in sorted(package.rglob(f"*{SUFFIX}")):
        path = file.relative_to(package).as_posix()
        yield path, path.removeprefix("kinds/").removeprefix("report/templates/")


if __name__ == "__main__":
    json.dump(compiled_templates(), sys.stdout)
