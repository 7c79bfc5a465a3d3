"""By pointer: edges are dragged in the waveform, lines by their numbers; what was dragged outlives the page."""

from __future__ import annotations

from re import compile as pattern

from playwright.sync_api import Page, expect

from tests.pages.house import FIRST, House
from tests.pages.looking import ready, shot, unsaved


def test_an_edge_and_a_line_are_dragged_and_still_there_after_a_reload(house: House, page: Page) -> None:
    page.goto(house.done(FIRST))
    ready(page)
    page.locator("#line-2 .pick").click()
    expect(page.locator(".strip .sound:visible")).to_have_attribute("points", pattern(r"[0-9.]+,[0-9.]+ "))
    _dragged_by(page, "Where it begins", -20)
    expect(page.locator("#line-2 .pending")).to_contain_text("earlier")
    page.locator("#line-1 .pick").drag_to(page.locator("#line-3"))
    expect(page.locator("#lines > li").nth(1)).to_have_id("line-1")
    expect(page.locator("#line-1 .pending")).to_contain_text("moved after line 2")
    expect(page.locator("#line-2 > h3")).to_have_text("A paper boat")
    expect(page.locator("#line-1 > h3")).to_have_count(0)
    unsaved(page, 2)
    shot(page, "dragged")
    page.reload()
    ready(page)
    expect(page.locator("#line-2 .pending")).to_contain_text("earlier")
    expect(page.locator("#line-1 .pending")).to_contain_text("moved after line 2")
    unsaved(page, 2)


def _dragged_by(page: Page, name: str, pixels: int) -> None:
    edge = page.get_by_role("slider", name=name)
    edge.scroll_into_view_if_needed()
    box = edge.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + pixels, y, steps=4)
    page.mouse.up()
