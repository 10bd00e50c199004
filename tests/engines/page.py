"""What the browser tests' own steps ask of a Playwright page, done by a driver: so that they can be taken here too."""

from __future__ import annotations

import re
import time
from typing import Any

from tests.engines.drivers import Driver

_FUNCTION = re.compile(r"\s*(?:async\s+)?(?:\([^()]*\)|\w+)\s*=>")
_FIND = """const find = (selector) => [...document.querySelectorAll(selector.replaceAll(':visible', ''))]
    .find((one) => !selector.endsWith(':visible') || one.checkVisibility());"""
_FILL = """element.focus(); element.value = given; for (const kind of ['input', 'change'])
    element.dispatchEvent(new Event(kind, { bubbles: true }));"""
DEFAULT_MS = 30_000


class EnginePage:
    """A tab, with the methods of playwright.sync_api.Page that the steps use."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver
        self.keyboard = self

    def goto(self, url: str) -> None:
        self._driver.open(url)

    def evaluate(self, script: str, argument: object = None) -> Any:
        function = script if _FUNCTION.match(script) else f"() => ({script})"
        return self._driver.run(function, argument)

    def press(self, key: str) -> None:
        self._driver.press(key)

    def wait_for_timeout(self, milliseconds: float) -> None:
        time.sleep(milliseconds / 1000)

    def wait_for_selector(self, selector: str, timeout: float = DEFAULT_MS) -> None:
        self._until(
            f"({{ selector }}) => {{ {_FIND} return !!find(selector)?.checkVisibility(); }}",
            selector,
            timeout,
        )

    def click(self, selector: str) -> None:
        # A driver has no names for what is visible: the element is marked for it.
        mark = """document.querySelectorAll('[data-driven]').forEach((one) => delete one.dataset.driven);
            element.dataset.driven = ''; element.scrollIntoView({ block: 'center', behavior: 'instant' });"""
        self._on(selector, mark)
        self._driver.click("[data-driven]")

    def fill(self, selector: str, text: str) -> None:
        self._on(selector, _FILL, text)

    def check(self, selector: str) -> None:
        self._on(selector, "if (!element.checked) element.click();")

    def inner_text(self, selector: str) -> str:
        return str(self._on(selector, "return element.innerText;"))

    def text_content(self, selector: str) -> str:
        return str(self._on(selector, "return element.textContent;"))

    def input_value(self, selector: str) -> str:
        return str(self._on(selector, "return element.value;"))

    def get_attribute(self, selector: str, name: str) -> Any:
        return self._on(selector, "return element.getAttribute(given);", name)

    def locator(self, selector: str) -> Located:
        return Located(self, selector)

    def _on(self, selector: str, act: str, given: object = None) -> Any:
        there = f"({{ selector }}) => {{ {_FIND} return !!find(selector); }}"
        self._until(there, selector, DEFAULT_MS)
        script = f"({{ selector, given }}) => {{ {_FIND} const element = find(selector); {act} }}"
        return self._driver.run(script, {"selector": selector, "given": given})

    def _until(self, script: str, selector: str, timeout: float) -> None:
        end = time.monotonic() + timeout / 1000
        while time.monotonic() < end:
            if self._driver.run(script, {"selector": selector}):
                return
            time.sleep(0.05)
        raise AssertionError(f"{selector} never came")


class Located:
    """What a selector finds."""

    def __init__(self, page: EnginePage, selector: str) -> None:
        self._page, self._selector = page, selector
        self.first = self

    def focus(self) -> None:
        self._page._on(self._selector, "element.focus();")

    def scroll_into_view_if_needed(self) -> None:
        self._page._on(self._selector, "element.scrollIntoView({ block: 'center', behavior: 'instant' });")

    def count(self) -> int:
        return int(
            self._page.evaluate("selector => document.querySelectorAll(selector).length", self._selector)
        )
