"""What axe-core finds, by day and by night: nothing serious on any page."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.pages.house import FIRST, House
from tests.pages.looking import ready, shot

AXE = Path(str(files("axe_playwright_python"))) / "axe.min.js"
MOVING = """[...document.querySelectorAll('body *')].filter((each) => {
    const style = getComputedStyle(each);
    const still = style.transitionDuration === '0s' && style.animationName === 'none' && style.scrollBehavior === 'auto';
    return each.checkVisibility() && !still;
}).map((each) => each.outerHTML.slice(0, 80))"""
"""What moves by itself, though whoever looks asked that nothing does."""
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


def _conflict(page: Page) -> list[str]:
    """Two people settled something about the same line."""
    nothing = dict.fromkeys(("pin", "earlier", "later", "move", "caption"))
    said: dict[str, object] = {**nothing, "line": {"text": "a line", "occurrence": 0}, "dropped": False, "pictures": []}
    mine, theirs = said | {"dropped": True}, said | {"caption": "Other words"}
    both = [{"key": "a", "mine": mine, "theirs": theirs}, {"key": "b", "mine": theirs, "theirs": mine}]
    page.evaluate("(both) => import('/static/conflict.js').then((it) => { it.chosen(both, new Map()); })", both)
    expect(page.get_by_role("dialog")).to_contain_text("Other words")
    return faults(page)


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
        page.goto(f"{house.url}/search?words=paper")
        expect(page.locator("mark").first).to_be_visible()
        found["search"] = faults(page)
        shot(page, f"search-{scheme}")
        page.goto(f"{house.url}/search?words=xyzzy")
        found["nothing found"] = faults(page)
        page.goto(house.page(FIRST))
        ready(page)
        page.locator("#line-2 .pick").click()
        page.keyboard.press("2")
        shot(page, f"review-{scheme}")
        found["review"] = faults(page)
        assert page.evaluate(MOVING) == []
        page.keyboard.press("?")
        shot(page, f"keys-{scheme}")
        found["keys"] = faults(page)
        page.keyboard.press("Escape")
        page.locator("#more-files summary").click()
        found["more files"] = faults(page)
        found["conflict"] = _conflict(page)
        shot(page, f"conflict-{scheme}")
        assert not {name: each for name, each in found.items() if each}
    finally:
        context.close()
