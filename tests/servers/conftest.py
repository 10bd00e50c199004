"""Real web servers with the generated settings; `make test-servers` runs these tests, which need nginx, Caddy and wrk."""

import os
import shutil
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from innerpersona_site.build import Report
from innerpersona_site.output.tree import Changes
from innerpersona_site.release import finish_release
from innerpersona_site.servers import SERVERS, Server

collect_ignore_glob = [] if os.environ.get("INNERPERSONA_SERVERS") else ["test_*.py"]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


@pytest.fixture(scope="session")
def release(root: Path, site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as a release, behind the link that servers follow."""
    place = tmp_path_factory.mktemp("place")
    shutil.copytree(site, place / "releases/one", copy_function=os.link)
    finish_release(root, place / "releases/one", Report(0, 0, Changes(0, 0, 0)), place / "summary.json")
    (place / "current").symlink_to("releases/one")
    for folder in (place, *place.parents):
        if folder.is_relative_to(Path("/tmp")) and folder != Path("/tmp"):
            folder.chmod(0o755)
    return place / "current"


def _nginx(folder: Path, settings: str) -> list[str]:
    (folder / "site.conf").write_text(settings, "utf-8")
    (folder / "nginx.conf").write_text(
        "load_module /usr/lib/nginx/modules/ngx_http_brotli_static_module.so;\n"
        f"daemon off; pid {folder}/pid; worker_processes 2; error_log {folder}/error.log;\n"
        "events { worker_connections 1024; }\n"
        f"http {{ include /etc/nginx/mime.types; access_log off; sendfile on; include {folder}/site.conf; }}\n",
        "utf-8",
    )
    return ["nginx", "-c", str(folder / "nginx.conf"), "-e", str(folder / "error.log")]


def _caddy(folder: Path, settings: str) -> list[str]:
    (folder / "Caddyfile").write_text("{\n    admin off\n    auto_https off\n}\n" + settings, "utf-8")
    return ["caddy", "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]


LOGS: dict[str, Path] = {}
"""The log of each server, by its address."""
PROGRAMS = {"nginx": _nginx, "caddy": _caddy}


@pytest.fixture(
    scope="session", params=[(kind, base) for kind in SERVERS for base in ("/", "/a/b/")], ids=str
)
def address(
    request: pytest.FixtureRequest, release: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of the site at a server of each kind, at the root of its host and below a folder."""
    kind, base = request.param
    folder = tmp_path_factory.mktemp(kind)
    folder.chmod(0o755)
    listen = f"127.0.0.1:{free_port()}"
    settings = SERVERS[kind](Server(release, f"https://site.example{base}", listen, folder / "site.log"))
    process = subprocess.Popen(
        PROGRAMS[kind](folder, settings),
        stdout=(folder / "out").open("wb"),
        stderr=subprocess.STDOUT,
        env={**os.environ, "HOME": str(folder), "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder)},
    )
    found = f"http://{listen}{base}"
    LOGS[found] = folder / "site.log"
    try:
        _wait_for(found, process, folder)
        yield found
    finally:
        process.terminate()
        process.wait()


def _wait_for(address: str, process: subprocess.Popen[bytes], folder: Path) -> None:
    while True:
        assert process.poll() is None, (folder / "out").read_text("utf-8", "replace")
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
