"""Sets up everything that the Makefile's commands need; `python3 scripts/setup [EXTRA …]`, on Python 3.11 or newer.

It uses the standard library alone, because it runs before anything is installed, and does nothing twice.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from environment import make_environment, provide_audit, provide_bench_packages, provide_peers
from problem import Problem
from tools import (
    provide_browser,
    provide_engines,
    provide_node,
    provide_node_packages,
    provide_sandbox,
    provide_servers,
)

ROOT = Path(__file__).resolve().parents[2]


def main(wanted: list[str]) -> int:
    """Set up the environment, and what else is named.

    Args:
        wanted: of `node-packages`, `browser`, `sandbox`, `servers`, `engines`, `audit-packages`,
            `bench-packages`, `peers`.

    Returns:
        The exit code: 0, or 1 after one sentence on what is wrong and what to do.
    """
    if sys.version_info < (3, 11):
        print("Python 3.11 or newer is needed; this is", sys.version.split()[0], file=sys.stderr)
        return 1
    try:
        make_environment(ROOT)
        provide_node(ROOT)
        if "node-packages" in wanted:
            provide_node_packages(ROOT)
        if "browser" in wanted:
            provide_browser(ROOT)
        if "sandbox" in wanted:
            provide_sandbox()
        if "servers" in wanted:
            provide_servers()
        if "engines" in wanted:
            provide_engines(ROOT)
        if "audit-packages" in wanted:
            provide_audit(ROOT)
        if "bench-packages" in wanted:
            provide_bench_packages(ROOT)
            provide_node_packages(ROOT, ROOT / "scripts" / "bench")
        if "peers" in wanted:
            provide_node_packages(ROOT, provide_peers(ROOT))
    except Problem as problem:
        print(f"\n{problem}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
