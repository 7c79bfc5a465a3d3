"""The box on every page finds what was said, and leads to where it plays."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.pages.house import FIRST, House
from tests.pages.looking import ready, shot, until


def test_what_was_said_is_found_and_plays_there(house: House, page: Page) -> None:
    house.done(FIRST)
    page.goto(house.url)
    page.get_by_role("searchbox").fill('"sheet of paper"')
    page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_be_visible()
    shot(page, "found")
    page.locator(f".hit a.play[href^='/jobs/local/{FIRST}?']").first.click()
    ready(page)
    until(page, "document.getElementById('player').currentTime > 1")
    expect(page.locator(".looked-at")).to_contain_text("sheet of paper")
