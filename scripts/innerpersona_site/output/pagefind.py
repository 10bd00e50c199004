"""Pagefind as a service: a process that takes pages and gives back the files of an index, all through pipes."""

from __future__ import annotations

import base64
import contextlib
import json
import os
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final, Self

from pagefind_bin import get_executable

CHUNK_SIZE: Final = "PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE"
"""Pagefind's variable for how many places of words a piece of the index holds, about a byte each."""


class SearchError(RuntimeError):
    """The search index could not be made; the text holds what Pagefind said."""


class Pagefind:
    """One process, on one processor, that makes any number of indexes in turn.

    It speaks JSON in Base64 with a comma behind each message, and answers in the order in which it was asked.
    See https://pagefind.app/docs/node-api/: the package for Node.js speaks to the same service.

    Args:
        language: the language of all pages, as a subtag such as "en".
        exclude: selectors of elements whose text is not indexed.
        chunk_size: see `CHUNK_SIZE`.
    """

    def __init__(self, language: str, exclude: Sequence[str], chunk_size: int) -> None:
        self._config = {"force_language": language, "exclude_selectors": list(exclude)}
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 (open as long as the process; a pipe would fill)
        self._process = subprocess.Popen(
            [str(get_executable()), "--service"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            # Away from any pagefind.toml, which would take part.
            cwd=Path(get_executable()).parent,
            env=os.environ | {CHUNK_SIZE: str(chunk_size), "RAYON_NUM_THREADS": "1"},
        )
        self._indexes = 0
        self._asked = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        with contextlib.suppress(OSError):
            self._pipes[0].close()
        self._process.kill()
        self._process.wait()
        self._pipes[1].close()
        self._said.close()

    def index(self, pages: Iterable[tuple[str, str]]) -> dict[str, bytes]:
        """Return the files of an index, by path below its folder.

        Args:
            pages: (address from the site's root, HTML) of each, in the order in which Pagefind is to number them.

        Raises:
            SearchError: if Pagefind fails.
        """
        number, self._indexes = self._indexes, self._indexes + 1
        messages: list[dict[str, object]] = [{"type": "NewIndex", "config": self._config}]
        messages += [
            {"type": "AddFile", "index_id": number, "url": url, "file_contents": html} for url, html in pages
        ]
        messages += [{"type": kind, "index_id": number} for kind in ("GetFiles", "DeleteIndex")]
        self._send(messages)
        files: list[dict[str, str]] = []
        for _ in messages:
            payload = self._receive()
            if payload["type"] == "Error":
                raise self._error(str(payload["message"]))
            files += payload.get("files", [])
        return {file["path"]: base64.b64decode(file["content"]) for file in files}

    @property
    def _pipes(self) -> tuple[Any, Any]:
        return self._process.stdin, self._process.stdout

    def _send(self, messages: Iterable[dict[str, object]]) -> None:
        # Pagefind reads all that comes before it has answered, so that neither side waits for the other to read.
        try:
            for payload in messages:
                self._asked += 1
                message = json.dumps({"message_id": self._asked, "payload": payload})
                self._pipes[0].write(base64.b64encode(message.encode()) + b",")
            self._pipes[0].flush()
        except OSError as fault:
            raise self._error(str(fault)) from fault

    def _receive(self) -> dict[str, Any]:
        answer = bytearray()
        while not answer.endswith(b","):
            # As far as the buffer goes, up to the first comma: Base64 has none.
            buffered = self._pipes[1].peek()
            end = buffered.find(b",") + 1
            if not buffered:
                raise self._error("")
            answer += self._pipes[1].read(end or len(buffered))
        payload: dict[str, Any] = json.loads(base64.b64decode(answer[:-1]))["payload"]
        return payload

    def _error(self, message: str) -> SearchError:
        self._process.kill()
        self._process.wait()
        self._said.seek(0)
        said = self._said.read().decode("utf-8", "replace").strip()
        return SearchError(f"The search index could not be made. Pagefind said: {said or message}".strip())
