"""From a folder to a download by keys alone: no pointer is ever used."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.pages.house import FIRST, House, lay
from tests.pages.looking import ready, shot, unsaved, until

PLAYER = "document.getElementById('player')"


def test_from_a_folder_to_a_download_by_keys_alone(house: House, page: Page, tmp_path: Path) -> None:
    folder = tmp_path / "by keys"
    folder.mkdir()
    lay(house.inbox / FIRST, folder)
    _sent(house, page, folder)
    ready(page)
    _it_plays(page)
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
    _downloaded(page)
    made = {each["line"]["text"].split()[0]: each for each in house.get("by keys", "/decisions")["made"]}
    assert made["take"]["pin"]
    assert made["now"]["dropped"]
    assert made["welcome"]["caption"] == "Welcome!"
    assert made["welcome"]["later"] == "3/100"


def _it_plays(page: Page) -> None:
    """J, K and L as on a cutting desk."""
    page.keyboard.press("k")
    until(page, f"!{PLAYER}.paused && {PLAYER}.currentTime > 0.2")
    page.keyboard.press("l")
    until(page, f"{PLAYER}.playbackRate === 1.5")
    page.keyboard.press("k")
    until(page, f"{PLAYER}.paused")
    page.evaluate(f"{PLAYER}.currentTime = 5")
    page.keyboard.press("j")
    until(page, f"Math.abs({PLAYER}.currentTime - 4) < 0.05")
    page.keyboard.press("l")
    until(page, f"!{PLAYER}.paused && {PLAYER}.playbackRate === 1 && {PLAYER}.currentTime > 4.1")
    page.keyboard.press("Space")
    until(page, f"{PLAYER}.paused")


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
    page.evaluate(f"{PLAYER}.pause()")
    page.keyboard.press("2")
    expect(page.locator("#line-2 .pending")).to_have_text("Not saved yet: uses take 2")
    unsaved(page, 1)
    page.keyboard.press("z")
    expect(page.locator("#line-2 .pending")).to_have_count(0)
    page.keyboard.press("2")
    page.keyboard.press("1")
    expect(page.locator("#line-2 .pending")).to_have_count(0)
    for nothing in "3456789":
        page.keyboard.press(nothing)
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


def _sent(house: House, page: Page, folder: Path) -> None:
    """Chosen, sent, watched and opened."""
    page.goto(house.url)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    _tabbed_to(page, page.locator("#pick-folder"))
    with page.expect_file_chooser() as choosing:
        page.keyboard.press("Enter")
    choosing.value.set_files(folder)
    expect(page.get_by_label("Name")).to_have_value(folder.name)
    _tabbed_to(page, page.get_by_role("button", name="Send and make the cut"))
    shot(page, "keys-sending")
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"All of {folder.name} is sent")).to_be_visible()
    house.done(folder.name)
    page.reload()
    _tabbed_to(page, page.get_by_role("link", name=folder.name, exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=folder.name)).to_be_visible()


def _tabbed_to(page: Page, wanted: Locator) -> None:
    """Whatever stands before it is passed over."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if wanted.evaluate("(each) => each === document.activeElement"):
            return
    expect(wanted).to_be_focused()


def _downloaded(page: Page) -> None:
    _tabbed_to(page, page.get_by_role("link", name="cut.mp4"))
    with page.expect_download() as coming:
        page.keyboard.press("Enter")
    assert coming.value.suggested_filename == "cut.mp4"


def test_single_keys_can_be_turned_off(house: House, page: Page) -> None:
    """Whoever speaks to their machine has words typed as keys."""
    page.goto(house.page(FIRST))
    ready(page)
    page.keyboard.press("?")
    page.get_by_label("Single keys do nothing").check()
    page.keyboard.press("Escape")
    page.locator("#line-2 .pick").click()
    for key in "d2cas":
        page.keyboard.press(key)
    expect(page.locator(".pending")).to_have_count(0)
    page.reload()
    ready(page)
    page.keyboard.press("d")
    expect(page.locator(".pending")).to_have_count(0)
