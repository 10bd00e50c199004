"""Listeners for what no web server's log shows: a bare connection, a datagram."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass
class Listener:
    """A port of this machine, and how often something has come to it."""

    port: int
    arrivals: list[object] = field(default_factory=list)


@contextlib.contextmanager
def listening_for_connections() -> Iterator[Listener]:
    """Accept TCP connections and count them; the first byte is not waited for."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        listener = Listener(door.getsockname()[1])
        kept: list[socket.socket] = []  # a connection that is dropped at once would be tried again

        def accept() -> None:
            with contextlib.suppress(OSError):
                while True:
                    connection, address = door.accept()
                    kept.append(connection)
                    listener.arrivals.append(address)

        threading.Thread(target=accept, daemon=True).start()
        yield listener
        for connection in kept:
            connection.close()


@contextlib.contextmanager
def listening_for_datagrams() -> Iterator[Listener]:
    """Receive UDP datagrams and count them."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as door:
        door.bind(("127.0.0.1", 0))
        listener = Listener(door.getsockname()[1])

        def receive() -> None:
            with contextlib.suppress(OSError):
                while True:
                    listener.arrivals.append(door.recvfrom(2048)[1])

        threading.Thread(target=receive, daemon=True).start()
        yield listener
