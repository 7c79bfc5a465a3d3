"""What a stranger writes into names, scripts and titles is read as text, and breaks no page."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.pages.footage import SPOKEN
from tests.pages.house import House
from tests.pages.looking import fits, ready, shot

NAME = "<img src=x onerror=\"window.hit='name'\"> & \u202etxt.exe"
LONG = "W" * 400
LINES = f"""\
</script><script>window.hit='line'</script> {LONG}
"><svg onload="window.hit='svg'"> שלום עולם \u202e reversed
{{{{7*7}}}} ${{window.hit='template'}} javascript:window.hit='link'
"""


def test_hostile_words_are_words(house: House, page: Page) -> None:
    page.goto(house.drop(NAME, script=SPOKEN + LINES))
    ready(page)
    expect(page.locator("#line-4")).to_contain_text("<script>window.hit='line'</script>")
    fits(page)
    for line in ("#line-4", "#line-5", "#line-6"):
        page.locator(f"{line} .pick").click()
        fits(page)
    page.locator("#line-4 .pick").click()
    page.locator("textarea:visible").fill("</textarea><script>window.hit='caption'</script>")
    page.keyboard.press("Escape")
    expect(page.locator("#line-4 .pending")).to_contain_text("</textarea><script>")
    shot(page, "hostile")
    page.set_viewport_size({"width": 390, "height": 844})
    fits(page)
    page.goto(house.url)
    expect(page.locator("#jobs")).to_contain_text("<img src=x onerror=")
    fits(page)
    shot(page, "hostile-jobs")
    assert page.evaluate("window.hit") is None
