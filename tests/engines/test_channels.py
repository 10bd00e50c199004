"""The channels of tests/browser/channels.py in Firefox and in WebKit: what each has open before the seal, and after it.

What was found is recorded in channels.json, from which the table in SECURITY.md is made; a channel that is open after the
seal and not recorded fails the test. INNERPERSONA_RECORD=1 records anew.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from innerpersona_site.static_server import StaticServer
from tests.browser import channels
from tests.browser.listeners import answering_names, listening_for_connections, listening_for_datagrams
from tests.engines.drivers import Driver, DriverError

RECORD = Path(__file__).with_name("channels.json")
SETTLE_S = 2.0
"""Long enough for every open channel to reach this machine's own server many times over."""
SHORT_S = 0.7


def _bare(driver: Driver, server: StaticServer, seal: bool) -> None:
    driver.tab()
    driver.open(f"{server.url}bare.html")
    for _ in range(200):
        if driver.run("() => document.title") == "Ready":
            break
        time.sleep(0.05)
    assert driver.run("() => document.title") == "Ready"
    if seal:
        driver.run("() => { seal(); }")


def _attempt(driver: Driver, script: str, argument: object) -> None:
    """Run one attempt; what it throws is the browser's business, whether it got out is the server's."""
    with contextlib.suppress(DriverError):
        driver.run(
            f"""argument => Promise.race([Promise.resolve(argument).then({script}),
                new Promise(resolve => setTimeout(resolve, 300))]).then(() => {{}}, () => {{}})""",
            argument,
        )


def _asked(server: StaticServer, attempts: Mapping[str, str]) -> set[str]:
    asked = {path.partition("?")[0] for path in server.paths}
    return {name for name in attempts if f"/probe/{name}" in asked}


def _of_a_page(driver: Driver, server: StaticServer, seal: bool) -> set[str]:
    _bare(driver, server, seal)
    server.paths.clear()
    for script in channels.IN_A_PAGE.values():
        _attempt(driver, script, f"{server.url}probe/")
    time.sleep(SETTLE_S)
    return _asked(server, channels.IN_A_PAGE)


def _of_a_worker(driver: Driver, server: StaticServer, seal: bool) -> set[str]:
    _bare(driver, server, seal)
    server.paths.clear()
    attempts = ", ".join(f"'{name}': {script}" for name, script in channels.IN_ANY_SCOPE.items())
    source = f"""const attempts = {{ {attempts} }};
        onmessage = async ({{ data: [name, base] }}) => {{
          try {{ await attempts[name](base); }} catch {{}}
          postMessage(name);
        }};"""
    driver.run(f"() => {{ window.kept = workerOf({json.dumps(source)}); }}")
    for name in channels.IN_ANY_SCOPE:
        tell = f"base => new Promise(resolve => {{ kept.onmessage = resolve; kept.postMessage(['{name}', base]); }})"
        _attempt(driver, tell, f"{server.url}probe/")
    time.sleep(SETTLE_S)
    return _asked(server, channels.IN_ANY_SCOPE)


def _each(
    attempts: Mapping[str, str],
    seal: bool,
    driver: Driver,
    server: StaticServer,
    gets_out: Callable[[str], bool],
) -> set[str]:
    """Try each channel from a page of its own."""
    found = set()
    for name, script in attempts.items():
        _bare(driver, server, seal)
        if gets_out(script):
            found.add(name)
    return found


def _leaving(driver: Driver, server: StaticServer, seal: bool) -> set[str]:
    def leaves(script: str) -> bool:
        server.paths.clear()
        _attempt(driver, script, f"{server.url}probe/")
        time.sleep(SHORT_S)
        return any("probe/" in path or "location-query" in path for path in server.paths)

    return _each(channels.LEAVING, seal, driver, server, leaves)


def _connecting(driver: Driver, server: StaticServer, seal: bool) -> set[str]:
    def connects(script: str) -> bool:
        with listening_for_connections() as listener:
            _attempt(driver, script, f"http://127.0.0.1:{listener.port}/")
            time.sleep(SHORT_S)
            return bool(listener.arrivals)

    return _each(channels.CONNECTING, seal, driver, server, connects)


def _webrtc(driver: Driver, server: StaticServer, seal: bool) -> set[str]:
    def sends(script: str) -> bool:
        with listening_for_datagrams() as listener:
            _attempt(driver, script, listener.port)
            time.sleep(SHORT_S)
            return bool(listener.arrivals)

    return _each(channels.WEBRTC, seal, driver, server, sends)


def _looked_up(driver: Driver, server: StaticServer, seal: bool) -> set[str]:
    with answering_names() as asked:
        for name, script in channels.LOOKING_UP.items():
            _bare(driver, server, seal)
            _attempt(driver, script, f"http://{name}.{'after' if seal else 'before'}.probe.example/")
            time.sleep(SHORT_S)
        return {name for name in channels.LOOKING_UP if any(one.startswith(f"{name}.") for one in asked)}


def _other_tabs(driver: Driver, server: StaticServer, seal: bool) -> set[str]:
    # A frame of the bare page, made before it seals itself, hears what another tab of the site would.
    _bare(driver, server, False)
    listen = """url => new Promise(resolve => { const frame = document.createElement('iframe'); frame.src = url;
        frame.onload = () => { window.hearing = frame.contentWindow; resolve(); }; document.body.append(frame); })"""
    driver.run(listen, f"{server.url}hearing.html")
    if seal:
        driver.run("() => { seal(); }")
    for script in channels.TO_OTHER_TABS.values():
        _attempt(driver, script, None)
    source = ";".join(f"try {{ ({script})(); }} catch {{}}" for script in channels.TO_OTHER_TABS.values())
    driver.run(f"() => {{ window.kept = workerOf({json.dumps(source if not seal else '')}); }}")
    time.sleep(SHORT_S)
    return set(driver.run("() => hearing.heard"))


def _later_pages(driver: Driver, server: StaticServer, seal: bool) -> set[str]:
    found = set()
    for name, (script, place) in channels.TO_LATER_PAGES.items():
        _bare(driver, server, seal)
        _attempt(driver, script, None)
        driver.run("() => { setTimeout(() => history.go(0)); }")
        time.sleep(SHORT_S)
        if "probe" in str(driver.run(f"() => {place}")):
            found.add(name)
        driver.run("() => { document.cookie = 'probe=; max-age=0'; }") if not seal else None
    return found


type Try = Callable[[Driver, StaticServer, bool], set[str]]
GROUPS: dict[str, tuple[Try, frozenset[str]]] = {
    "page": (_of_a_page, frozenset(channels.IN_A_PAGE)),
    "worker": (_of_a_worker, frozenset(channels.IN_ANY_SCOPE)),
    "leaving": (_leaving, frozenset(channels.LEAVING)),
    "connecting": (_connecting, frozenset(channels.CONNECTING)),
    "looking up": (_looked_up, frozenset(channels.LOOKING_UP)),
    "webrtc": (_webrtc, frozenset(channels.WEBRTC)),
    "other tabs": (_other_tabs, frozenset(channels.TO_OTHER_TABS)),
    "later pages": (_later_pages, frozenset(channels.TO_LATER_PAGES)),
}


@pytest.fixture(scope="module")
def device(driver: Driver) -> Iterator[Driver]:
    """A browser that has nothing stored."""
    driver.device()
    yield driver


@pytest.mark.parametrize("group", GROUPS)
def test_what_is_open_after_the_seal_is_what_is_recorded(
    device: Driver, server: StaticServer, group: str
) -> None:
    attempt, tried = GROUPS[group]
    before, after = attempt(device, server, False), attempt(device, server, True)
    print(
        f"{device.name}, {group}: {len(tried)} tried, {len(before)} open before, {len(after)} after: {sorted(after)}"
    )
    record = json.loads(RECORD.read_text("utf-8")) if RECORD.exists() else {}
    found = {"not there": sorted(tried - before), "open": sorted(after)}
    if os.environ.get("INNERPERSONA_RECORD"):
        record.setdefault(device.name, {})[group] = found
        RECORD.write_text(json.dumps(record, indent=2, sort_keys=True) + "\n", "utf-8")
    recorded = record[device.name][group]
    assert sorted(after - set(recorded["open"])) == []
    assert sorted(tried - before - set(recorded["not there"])) == []
