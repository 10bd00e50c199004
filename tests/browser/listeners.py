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


@contextlib.contextmanager
def answering_names(address: tuple[str, int] = ("127.0.0.1", 53)) -> Iterator[list[str]]:
    """Answer every question for a name with "there is none", and note the names that were asked for.

    Port 53 is that of /etc/resolv.conf; a program in a network of its own may listen there.
    """
    asked: list[str] = []
    ended = threading.Event()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as door:
        door.bind(address)
        door.settimeout(0.1)  # a thread that waits would keep the port when the door is closed

        def answer() -> None:
            while not ended.is_set():
                with contextlib.suppress(TimeoutError):
                    question, asker = door.recvfrom(4096)
                    name, end = _name_asked(question)
                    asked.append(name.lower())
                    # The same question back: an answer, recursion available, NXDOMAIN (RFC 1035, 4.1.1).
                    counts = b"\x00\x01\x00\x00\x00\x00\x00\x00"
                    door.sendto(question[:2] + b"\x81\x83" + counts + question[12 : end + 4], asker)

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        yield asked
        ended.set()
        thread.join()


def _name_asked(question: bytes) -> tuple[str, int]:
    """Return the name in a DNS message's question, and where it ends."""
    labels, place = [], 12
    while length := question[place]:
        labels.append(question[place + 1 : place + 1 + length].decode("ascii", "replace"))
        place += length + 1
    return ".".join(labels), place + 1
