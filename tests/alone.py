"""Runs a program in a network of its own: it reaches nothing outside, and asks this machine's port 53 for names.

`python -m tests.alone PROGRAM …`. What the program starts may listen on port 53; see `listeners.answering_names`.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

RESOLVER = Path(__file__).parent / "fixtures" / "resolv.conf"
# Resolvers ask nobody where a machine has no address but 127.0.0.1, and browsers call it offline without a route.
_CONNECTED = (
    'PATH="$PATH:/usr/sbin" && ip address add 10.9.9.9/32 dev lo && ip route add default dev lo && exec "$@"'
)


def alone(program: list[str]) -> list[str]:
    """Return the command, with Bubblewrap before it."""
    network = ["--unshare-net", "--unshare-user", "--uid", "0", "--gid", "0"]
    for capability in ("CAP_NET_BIND_SERVICE", "CAP_NET_ADMIN"):
        network += ["--cap-add", capability]
    # Where it is a link, the file that it leads to is what resolvers read.
    names = ["--ro-bind", str(RESOLVER), str(Path("/etc/resolv.conf").resolve())]
    return [
        "bwrap",
        "--dev-bind",
        "/",
        "/",
        *network,
        *names,
        "--die-with-parent",
        "sh",
        "-c",
        _CONNECTED,
        "sh",
        *program,
    ]


if __name__ == "__main__":
    command = alone(sys.argv[1:])
    os.execvp(command[0], command)
