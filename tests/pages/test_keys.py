"""All of a review by keys alone: no pointer is ever used."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.pages.house import House
from tests.pages.looking import ready, shot, unsaved, until


def test_a_review_by_keys_alone(house: House, page: Page) -> None:
    page.goto(house.drop("by keys"))
    ready(page)
    _it_begins_at_what_is_missing(page)
    _take_2_of_line_2(page)
    _line_3_is_moved_up_and_back(page)
    _line_3_is_dropped_brought_back_and_dropped(page)
    _a_caption(page)
    _later(page)
    revision = house.revision("by keys") + 1
    page.keyboard.press("s")
    expect(page.get_by_role("button", name=f"Approve revision {revision}")).to_be_enabled()
    ready(page)
    page.keyboard.press("a")
    expect(page.get_by_role("button", name=f"Approved, revision {revision}")).to_be_visible()
    made = {each["line"]["text"].split()[0]: each for each in house.get("by keys", "/decisions")["made"]}
    assert made["take"]["pin"]
    assert made["now"]["dropped"]
    assert made["welcome"]["caption"] == "Welcome!"
    assert made["welcome"]["later"] == "3/100"


def _it_begins_at_what_is_missing(page: Page) -> None:
    expect(page.locator("#line-4")).to_have_class("line missing looked-at")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#line-3 .pick")).to_be_focused()
    page.keyboard.press("n")
    expect(page.locator("#line-4 .pick")).to_be_focused()


def _take_2_of_line_2(page: Page) -> None:
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Shift+2")
    until(page, "document.getElementById('now-what').textContent === 'Take 2 of line 2'")
    page.keyboard.press("2")
    expect(page.locator("#line-2 .pending")).to_have_text("Not saved yet: uses take 2")
    unsaved(page, 1)
    page.keyboard.press("z")
    expect(page.locator("#line-2 .pending")).to_have_count(0)
    page.keyboard.press("2")


def _line_3_is_moved_up_and_back(page: Page) -> None:
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Alt+ArrowUp")
    expect(page.locator("#lines > li").nth(1)).to_have_id("line-3")
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("#lines > li").nth(2)).to_have_id("line-3")
    unsaved(page, 1)


def _line_3_is_dropped_brought_back_and_dropped(page: Page) -> None:
    page.keyboard.press("d")
    expect(page.locator("#line-3 .pending")).to_have_text("Not saved yet: dropped")
    page.keyboard.press("d")
    expect(page.locator("#line-3 .pending")).to_have_count(0)
    page.keyboard.press("d")
    unsaved(page, 2)


def _a_caption(page: Page) -> None:
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("c")
    expect(page.locator("textarea:visible")).to_be_focused()
    page.keyboard.press("Control+a")
    page.keyboard.type("Welcome!")
    page.keyboard.press("Escape")
    expect(page.locator("#line-1 .pending")).to_have_text("Not saved yet: caption “Welcome!”")


def _later(page: Page) -> None:
    """The edges are sliders."""
    expect(page.locator("#line-1 .pick")).to_be_focused()
    page.keyboard.press("t")
    expect(page.get_by_role("slider", name="Where it begins")).to_be_focused()
    page.keyboard.press("Tab")
    edge = page.get_by_role("slider", name="Where it ends")
    expect(edge).to_be_focused()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(edge).to_have_attribute("aria-valuetext", "0.03 s later")
    expect(page.locator("#line-1 .pending")).to_contain_text("ends 0.03 s later")
    shot(page, "keys")
