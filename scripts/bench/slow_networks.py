"""How long the engine takes to be there over slow networks, beside the runtime as npm ships it.

The server itself is slow, so that all of a page's requests share the pace, whoever makes them.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Final

from innerpersona_site.static_server import CODINGS, Codings, RecordingHandler, StaticServer

PIECE: Final = 8192
"""Bytes that are sent at once: what a request that is given up has on its way."""


LATE: Final = 0.5
"""Seconds of the pace that are made up for where the machine wakes a sender late."""


@dataclass(frozen=True, slots=True)
class Network:
    """A pace and a host.

    Attributes:
        name: what the table calls it.
        bytes_per_second: of all requests together.
        latency: seconds before a request is answered.
        codings: what the host compresses with.
    """

    name: str
    bytes_per_second: int
    latency: float
    codings: Codings


NETWORKS: Final = (
    Network("seconds to ready at 400 kbit/s and 400 ms", 50_000, 0.4, CODINGS),
    Network("the same at 50 kB/s, from a host that compresses nothing", 50_000, 0.0, ()),
)


class PacedHandler(RecordingHandler):
    """Sends a site's files no faster than its server allows."""

    def send_head(self) -> BytesIO | BinaryIO | None:
        """Answer after the server's latency."""
        assert isinstance(self.server, PacedServer)
        time.sleep(self.server.network.latency)
        return super().send_head()

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """Send in pieces, each when it is its turn among those of all requests."""
        assert isinstance(self.server, PacedServer)
        while piece := source.read(PIECE):
            self.server.wait_for(len(piece))
            outputfile.write(piece)


class PacedServer(StaticServer):
    """A server with the pace of a network."""

    def __init__(self, directory: Path, network: Network) -> None:
        super().__init__(directory, codings=network.codings)
        self.RequestHandlerClass = partial(PacedHandler, directory=str(directory))
        self.network = network
        self._turn = threading.Lock()
        self._free = 0.0

    def wait_for(self, size: int) -> None:
        """Wait until so many bytes may be sent."""
        with self._turn:
            self._free = max(self._free, time.monotonic() - LATE) + size / self.network.bytes_per_second
            until = self._free
        time.sleep(max(0.0, until - time.monotonic()))


@contextmanager
def serving_slowly(directory: Path, network: Network) -> Iterator[PacedServer]:
    """Serve a folder over the network until the block ends."""
    server = PacedServer(directory, network)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
