"""What axe-core finds, by day and by night: nothing serious on any page."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from tests.pages.house import FIRST, House
from tests.pages.looking import ready, shot

AXE = Path(str(files("axe_playwright_python"))) / "axe.min.js"
SERIOUS = {"serious", "critical"}


def faults(page: Page) -> list[str]:
    """What is wrong with it; run beside the page's own policy, which lets no other script in."""
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run({ resultTypes: ['violations'] })")["violations"]
    return [
        f"{each['id']}: {each['help']}: {node['html'][:160]}"
        for each in found
        if each["impact"] in SERIOUS
        for node in each["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_serious_is_found(house: House, browser: Browser, scheme: Literal["light", "dark"]) -> None:
    house.done(FIRST)
    context = browser.new_context(viewport={"width": 1280, "height": 1000}, color_scheme=scheme, reduced_motion="reduce")
    try:
        page = context.new_page()
        found = {}
        for name, path in {"jobs": "/", "sign-in": "/sign-in", "nowhere": "/jobs/local/nowhere"}.items():
            page.goto(house.url + path)
            found[name] = faults(page)
        page.goto(house.page(FIRST))
        ready(page)
        page.locator("#line-2 .pick").click()
        page.keyboard.press("2")
        shot(page, f"review-{scheme}")
        found["review"] = faults(page)
        page.keyboard.press("?")
        shot(page, f"keys-{scheme}")
        found["keys"] = faults(page)
        assert not {name: each for name, each in found.items() if each}
    finally:
        context.close()
