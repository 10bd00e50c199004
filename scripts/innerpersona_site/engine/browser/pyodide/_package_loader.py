"""What Pyodide asks of its loader of packages while it starts. The engine comes whole and installs none."""

from site import getsitepackages


class Folder:
    """A folder, by its path: JavaScript asks for it as text."""

    def __init__(self, path: str) -> None:
        self._path = path

    def __str__(self) -> str:
        return self._path


SITE_PACKAGES = Folder(getsitepackages()[0])
DSO_DIR = Folder("/usr/lib")


def init_loaded_packages() -> None:
    """Note the packages that are there: none."""
