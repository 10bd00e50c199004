"""What nginx and Caddy write into a log for statistics: a network, and nobody in it; GoAccess reads it."""

import json
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from tests.servers.conftest import LOGS

SECRET = "somebody-s-name"
BROWSER = "Mozilla/5.0 (X11; Rare Browser 17.3)"


def _lines(file: Path) -> list[str]:
    """Return the lines about this test's request: a server writes them after it has answered."""
    while True:
        found = [line for line in file.read_text("utf-8").splitlines() if "/articles/nowhere" in line]
        if found:
            return found
        time.sleep(0.05)


def test_a_request_is_logged_without_its_reader(address: str) -> None:
    headers = {"User-Agent": BROWSER, "Referer": f"https://search.example/?q={SECRET}"}
    request = urllib.request.Request(f"{address}articles/nowhere?q={SECRET}", headers=headers)
    with pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(request, timeout=30)
    for line in _lines(LOGS[address]):
        assert "127.0.0.0" in line and "127.0.0.1" not in line.replace(address.split("/")[2], "")
        assert SECRET not in line and "Rare Browser" not in line and "404" in line
    if shutil.which("goaccess"):
        kind = "CADDY" if _lines(LOGS[address])[0].startswith("{") else "COMBINED"
        done = subprocess.run(
            [
                "goaccess",
                str(LOGS[address]),
                f"--log-format={kind}",
                "--no-ip-validation",
                "-o",
                "json",
                "--no-global-config",
            ],
            capture_output=True,
            text=True,
            check=True,
        )
        report = json.loads(done.stdout)
        assert report["general"]["failed_requests"] == 0 and report["general"]["valid_requests"] > 0
