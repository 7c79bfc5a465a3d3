"""From a folder on somebody's disk to a cut that they approved and downloaded, all in a browser."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.pages.house import FIRST, House, lay
from tests.pages.looking import ready, shot, until


def test_a_folder_becomes_an_approved_cut(house: House, page: Page, tmp_path: Path) -> None:
    folder = tmp_path / "paper boat"
    folder.mkdir()
    lay(house.inbox / FIRST, folder)
    page.goto(house.url)
    _upload(page, folder)
    _watch(page, folder.name)
    page.get_by_role("link", name="paper boat").click()
    ready(page)
    _play(page)
    taken = _swap_a_take(house, page, folder.name)
    _drop_a_line(page)
    revision = house.revision(folder.name) + 1
    page.get_by_role("button", name="Save and make the cut").click()
    expect(page.get_by_role("button", name=f"Approve revision {revision}")).to_be_enabled()
    assert house.line(folder.name, 2)["pieces"][0]["clip"] == taken["clip"]
    assert house.line(folder.name, 3)["status"] == "dropped"
    _approve(house, page, folder.name, revision)
    _download(page, tmp_path)


def _upload(page: Page, folder: Path) -> None:
    page.set_input_files("#pick-folder", folder)
    expect(page.get_by_label("Name")).to_have_value(folder.name)
    shot(page, "upload")
    page.get_by_role("button", name="Send and make the cut").click()
    expect(page.get_by_text("All of paper boat is sent")).to_be_visible()


def _watch(page: Page, name: str) -> None:
    row = page.locator("#jobs li", has_text=name)
    expect(row.locator("progress")).to_be_visible()
    shot(page, "at-work")
    expect(row.locator(".badge.done")).to_be_visible()
    shot(page, "jobs")


def _play(page: Page) -> None:
    page.locator("#line-2 .text [data-t]").first.click()
    expect(page.locator("#line-2 .said-now")).not_to_have_count(0)
    expect(page.locator("#line-2.now")).to_be_visible()
    until(page, "document.getElementById('player').currentTime > 2.6")
    shot(page, "playing")
    page.evaluate("document.getElementById('player').pause()")


def _swap_a_take(house: House, page: Page, name: str) -> dict[str, int]:
    other: dict[str, int] = house.line(name, 2)["alternates"][0]["pieces"][0]
    page.locator("#line-2 .pick").click()
    expect(page.locator("#detail-2 .difference ins")).to_have_text("and (said again later)")
    page.get_by_role("button", name="Take 2: use it").click()
    expect(page.locator("#line-2 .pending")).to_contain_text("uses take 2")
    return other


def _drop_a_line(page: Page) -> None:
    page.locator("#line-3 .pick").click()
    page.get_by_role("button", name="Drop this line").click()
    expect(page.get_by_text("2 lines are changed and not saved yet.")).to_be_visible()
    shot(page, "unsaved")


def _approve(house: House, page: Page, name: str, revision: int) -> None:
    page.get_by_role("button", name=f"Approve revision {revision}").click()
    expect(page.get_by_role("button", name=f"Approved, revision {revision}")).to_be_disabled()
    assert house.get(name)["approved"] == revision
    shot(page, "approved")


def _download(page: Page, folder: Path) -> None:
    with page.expect_download() as coming:
        page.get_by_role("link", name="cut.mp4").click()
    coming.value.save_as(folder / "got.mp4")
    assert b"ftyp" in (folder / "got.mp4").read_bytes()[:16]
