"""Imports the library from one table instead of file by file from a zip archive, which takes longer for each module.

The table, `library.bin` in the archive of the standard library, is what marshal wrote of a dictionary: dotted name to
(whether it is a package, the marshalled code). engine/table.py writes it.
"""

# Nothing can be imported here but what is in the interpreter itself: the rest comes from the table.
import marshal
import sys
from _frozen_importlib import ModuleSpec

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType
    from zipimport import zipimporter

TABLE = "library.bin"

type Table = dict[str, tuple[bool, bytes]]


class TableImporter:
    """Finder and loader (PEP 451) of the modules in the table."""

    def __init__(self, table: Table, origin: str) -> None:
        self._table = table
        self._origin = origin

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        """Find a module of the table."""
        if name not in self._table:
            return None
        is_package, _ = self._table[name]
        origin = f"{self._origin}/{name}"
        # Loaders are protocols in the import system, and an abstract class, not there yet, in its stubs.
        return ModuleSpec(name, self, origin=origin, is_package=is_package)  # type: ignore[arg-type]

    def create_module(self, spec: ModuleSpec) -> None:
        """Have the import system make the module as it always does."""

    def exec_module(self, module: "ModuleType") -> None:
        """Run the module's code."""
        _, code = self._table[module.__name__]
        exec(marshal.loads(code), module.__dict__)


def install(beside: "zipimporter") -> None:
    """Look in the table before the archives on sys.path, but after what is in the interpreter itself.

    Args:
        beside: the loader of a module in the archive that holds the table.
    """
    path = f"{beside.archive}/{TABLE}"
    sys.meta_path.insert(-1, TableImporter(marshal.loads(beside.get_data(path)), path))
