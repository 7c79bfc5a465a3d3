"""A browser, and a home to look at with it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing
from shutil import which

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.pages.house import House, common

WITHIN_MS = 60_000
NAMES = ("chromium", "chromium-browser", "google-chrome")
expect.set_options(timeout=WITHIN_MS)


@pytest.fixture(scope="session")
def chromium() -> str:
    """Where the browser is. A machine without one skips these tests; CI must have it."""
    found = next(filter(None, map(which, NAMES)), None)
    if found is None and os.environ.get("CI") == "true":
        pytest.fail("Chromium is not here: apt-get install chromium")
    if found is None:
        pytest.skip("THE PAGES ARE NOT TESTED: Chromium is not here. apt-get install chromium")
    return found


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as player:
        inside = [] if os.geteuid() else ["--no-sandbox"]  # Chromium has none for root
        browser = player.chromium.launch(executable_path=chromium, args=[*inside, "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def house(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The home of this test run. Its jobs are called as no other test calls its own."""
    base = tmp_path_factory.getbasetemp()
    with closing(common(base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base)) as house:
        yield house


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Somebody's own browser: nothing of another test is in it."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    context.set_default_timeout(WITHIN_MS)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page on which no script may fail and no policy may be broken."""
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if "Content Security Policy" in message.text else None)
    yield page
    assert not faults
