"""`make audit`: are known vulnerabilities in what is locked? pip-audit and npm audit ask; where they can't, it is said.

Exits with 1 where a vulnerability was found. What could not be asked is no finding, and is named.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[1]
LOCKS: Final = ("dev.txt", "bench.txt", "peers.txt", "audit.txt", "uv.txt", "node.txt")


def main() -> int:
    """Ask about every lock; return 1 where something was found."""
    found = [
        *(_python(ROOT / "requirements" / name) for name in LOCKS),
        *(
            _npm(lock.parent)
            for lock in (ROOT / "package-lock.json", ROOT / "scripts/bench/package-lock.json")
        ),
    ]
    return 1 if any(found) else 0


def _python(lock: Path) -> bool:
    tool = ROOT / ".cache" / "audit" / "bin" / "pip-audit"
    command = [str(tool), "--requirement", str(lock), "--no-deps", "--disable-pip", "--format", "json"]
    answer, why = _asked([*command, "--progress-spinner", "off", "--timeout", "30"])
    if answer is None:
        return _not_asked(lock, why)
    packages = answer["dependencies"]
    faults = [
        f"{package['name']} {package['version']}: {fault['id']}, mended in {fault['fix_versions'] or 'none yet'}"
        for package in packages
        for fault in package.get("vulns", ())
    ]
    return _told(lock, len(packages), faults)


def _npm(folder: Path) -> bool:
    lock = folder / "package-lock.json"
    beside = Path(sys.executable).with_name("npm")
    npm = str(beside) if beside.exists() else "npm"
    answer, why = _asked([npm, "audit", "--json", "--package-lock-only"], folder)
    if answer is None or "vulnerabilities" not in answer:
        return _not_asked(lock, why or str((answer or {}).get("message") or "no answer"))
    faults = [f"{name}: {fault['severity']}" for name, fault in answer["vulnerabilities"].items()]
    return _told(lock, answer["metadata"]["dependencies"]["total"], faults)


def _asked(command: Sequence[str], folder: Path = ROOT) -> tuple[dict[str, Any] | None, str]:
    """Run a program that prints JSON; return that, or the last line of what it complains of."""
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=300)
    except (OSError, subprocess.TimeoutExpired) as fault:
        return None, str(fault)
    try:
        return json.loads(done.stdout), ""
    except ValueError:
        return None, (done.stderr.strip().splitlines() or ["no answer"])[-1]


def _not_asked(lock: Path, why: str) -> bool:
    print(
        f"{lock.relative_to(ROOT)}: NOT AUDITED, the network or the registry does not allow it ({why[:200]})"
    )
    return False


def _told(lock: Path, packages: int, faults: Sequence[str]) -> bool:
    print(f"{lock.relative_to(ROOT)}: {packages} packages, {len(faults)} with known vulnerabilities")
    for fault in faults:
        print(f"  {fault}")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
