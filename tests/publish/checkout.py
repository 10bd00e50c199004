"""A copy of this checkout as a fresh clone would have it."""

import shutil
import subprocess
from pathlib import Path


def copy_checkout(root: Path, folder: Path) -> None:
    """Copy what is tracked, or would be, into a folder; nothing that was installed or built."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout
    for name in filter(None, names.split("\0")):
        # A file may have been deleted and not yet committed; a link is one of this machine's, such as .venv.
        if (root / name).is_file() and not (root / name).is_symlink():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / name, folder / name)
