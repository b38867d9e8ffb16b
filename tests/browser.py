"""A real browser for tests: Chromium of the machine, without a window."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser; skips the test where there is none."""
    path = next(filter(None, map(shutil.which, _NAMES)), None)
    if path is None:
        pytest.skip("no Chromium on this machine: apt-get install chromium")
    # Tests run as root in containers, where Chromium's own sandbox cannot be had.
    arguments = ["--no-sandbox", "--enable-precise-memory-info", "--js-flags=--expose-gc"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


class Tab:
    """A page in a context of its own, and whatever it should not do: ``faults``."""

    def __init__(self, browser: Browser, url: str = "", **context: Any) -> None:
        self.faults: list[str] = []
        self.context = browser.new_context(**context)
        self.page: Page = self.context.new_page()
        self._home = url
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        self.page.on("dialog", lambda dialog: self.faults.append(f"dialog: {dialog.message}"))
        self.page.on("request", self._request)
        self.page.on("requestfailed", self._failed)
        self.page.on("popup", lambda popup: self.faults.append(f"popup: {popup.url}"))

    def open(self, path: str) -> Page:
        """The page at a path below the home address, loaded."""
        self.page.goto(f"{self._home}{path}", wait_until="load")
        return self.page

    def close(self) -> None:
        self.context.close()

    def _console(self, message: ConsoleMessage) -> None:
        self.faults.append(f"console: {message.text} {message.location}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith(self._home):
            self.faults.append(f"request: {request.url}")

    def _failed(self, request: Request) -> None:
        # What a page still asks for when it is left is aborted.
        if "ERR_ABORTED" not in str(request.failure):
            self.faults.append(f"failed: {request.url}")
