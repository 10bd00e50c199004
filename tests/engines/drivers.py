"""Firefox by Puppeteer over WebDriver BiDi, WebKitGTK by Selenium: the little that the tests ask of either."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any, Protocol

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

TIMEOUT_S = 60


class DriverError(RuntimeError):
    """The browser, or a script in its page, has refused what was asked."""


class Driver(Protocol):
    """One browser that shows one tab at a time."""

    name: str

    def version(self) -> str:
        """Return the browser's version."""

    def device(self) -> None:
        """Begin with nothing stored, as on another device; a tab is opened next."""

    def tab(self) -> None:
        """Open a tab and close the one before."""

    def open(self, url: str) -> None:
        """Load an address in the tab."""

    def run(self, script: str, argument: object = None) -> Any:
        """Return what a JavaScript function makes of the argument, once it is settled; DriverError if it throws."""

    def press(self, key: str) -> None:
        """Press a key where the focus is."""

    def click(self, selector: str) -> None:
        """Click an element as a pointer does."""

    def back(self) -> None:
        """Go back as by the browser's button."""

    def close(self) -> None:
        """End the browser."""


class Firefox:
    """Firefox, through a process of Node's that takes a request a line."""

    name = "firefox"

    def __init__(self, root: Path) -> None:
        found = shutil.which("firefox-esr") or shutil.which("firefox")
        assert found, (
            "no Firefox is known: run the tests with `make test-engines`, which finds or installs one"
        )
        script = Path(__file__).with_name("firefox.mjs")
        self._process = subprocess.Popen(
            ["node", str(script), found], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root
        )

    def _ask(self, act: str, **given: object) -> Any:
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps({"act": act, **given}) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        if "error" in answer:
            raise DriverError(answer["error"])
        return answer["value"]

    def version(self) -> str:
        return str(self._ask("version"))

    def device(self) -> None:
        self._ask("device")

    def tab(self) -> None:
        self._ask("tab")

    def open(self, url: str) -> None:
        self._ask("open", url=url)

    def run(self, script: str, argument: object = None) -> Any:
        return self._ask("run", script=script, argument=argument)

    def press(self, key: str) -> None:
        self._ask("press", key=key)

    def click(self, selector: str) -> None:
        self._ask("click", selector=selector)

    def back(self) -> None:
        self._ask("back")

    def close(self) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(TIMEOUT_S)


class WebKit:
    """WebKitGTK's MiniBrowser, through its own driver; it needs a display."""

    name = "webkit"

    def __init__(self) -> None:
        self._browser: webdriver.WebKitGTK | None = None

    def version(self) -> str:
        self.device()
        return f"webkitgtk/{self._started.capabilities['browserVersion']}"

    @property
    def _started(self) -> webdriver.WebKitGTK:
        assert self._browser, "a device comes first"
        return self._browser

    def device(self) -> None:
        # A session begins with nothing stored, and ends with its browser.
        self.close()
        options = Options()
        options.binary_location = str(next(Path("/usr/lib").glob("*/webkit2gtk-4*/MiniBrowser")))
        options.add_argument("--automation")
        environment = os.environ | {"WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}
        service = Service(shutil.which("WebKitWebDriver"), env=environment)
        self._browser = webdriver.WebKitGTK(options=options, service=service)
        self._browser.set_script_timeout(TIMEOUT_S)
        self._browser.set_page_load_timeout(TIMEOUT_S)

    def tab(self) -> None:
        before = self._started.window_handles
        self._started.switch_to.new_window("tab")
        own = self._started.current_window_handle
        for handle in before:
            self._started.switch_to.window(handle)
            self._started.close()
        self._started.switch_to.window(own)

    def open(self, url: str) -> None:
        self._started.get(url)

    def run(self, script: str, argument: object = None) -> Any:
        wrapped = f"""const done = arguments[arguments.length - 1];
            Promise.resolve(arguments[0]).then({script}).then(
              value => done({{ value }}), error => done({{ error: String(error) }}))"""
        try:
            answer = self._started.execute_async_script(wrapped, argument)
        except WebDriverException as fault:
            raise DriverError(str(fault)) from fault
        if "error" in answer:
            raise DriverError(answer["error"])
        return answer.get("value")

    def press(self, key: str) -> None:
        self._started.switch_to.active_element.send_keys(key)

    def click(self, selector: str) -> None:
        self._started.find_element(By.CSS_SELECTOR, selector).click()

    def back(self) -> None:
        self._started.back()

    def close(self) -> None:
        if self._browser:
            self._browser.quit()
            self._browser = None
