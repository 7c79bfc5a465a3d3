"""Two people at one cut: what they did to different lines holds together, and over the same line one of them chooses."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from tests.pages.house import House
from tests.pages.looking import ready, shot, unsaved


def _dropped(house: House, name: str, number: int) -> dict[str, Any]:
    text = house.line(name, number)["text"].lower().translate(str.maketrans("", "", ",.:"))
    return {"line": {"text": text}, "dropped": True}


def _made(house: House, name: str) -> dict[str, Any]:
    return {each["line"]["text"].split()[0]: each for each in house.get(name, "/decisions")["made"]}


def test_what_two_did_to_different_lines_holds_together(house: House, page: Page) -> None:
    page.goto(house.drop("together"))
    ready(page)
    page.locator("#line-2 .pick").click()
    page.keyboard.press("2")
    house.decide("together", _dropped(house, "together", 3))
    page.get_by_role("button", name="Save and make the cut").click()
    expect(page.get_by_text("Saved. Only what changed is made again.")).to_be_visible()
    made = _made(house, "together")
    assert made["now"]["dropped"]
    assert made["take"]["pin"]


def test_over_the_same_line_the_person_chooses(house: House, page: Page) -> None:
    page.goto(house.drop("against"))
    ready(page)
    page.locator("#line-2 .pick").click()
    page.keyboard.press("2")
    revision = house.revision("against") + 1
    house.decide("against", _dropped(house, "against", 2))
    page.keyboard.press("s")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("Yours: uses take 2")
    expect(dialog).to_contain_text("Theirs: dropped")
    shot(page, "conflict")
    dialog.get_by_role("button", name="Not now").click()
    unsaved(page, 1)
    assert _made(house, "against")["take"]["dropped"]
    house.done("against", revision)
    page.reload()
    ready(page)
    page.locator("#line-2 .pick").click()
    expect(page.locator("#line-2 .pending")).to_contain_text("uses take 2")
    page.keyboard.press("s")
    expect(dialog).to_contain_text("Theirs: dropped")
    dialog.get_by_label("Yours").check()
    dialog.get_by_role("button", name="Save these").click()
    expect(page.get_by_text("Saved. Only what changed is made again.")).to_be_visible()
    assert _made(house, "against")["take"]["pin"]
