"""Sending footage: it is told what is still coming, and who was cut off goes on where it stopped."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.pages.house import House
from tests.pages.looking import shot

MIB = 1024**2


def test_the_list_says_which_file_is_still_uploading(house: House, page: Page) -> None:
    house.client.post("/v1/drops", json={"owner": "local", "name": "slowly"}).raise_for_status()
    words = {"path": "b002.mov", "size": 50 * MIB}
    house.client.post("/v1/drops/local/slowly/uploads", json=words).raise_for_status()
    page.goto(house.url)
    row = page.locator("#jobs li", has_text="slowly")
    expect(row).to_contain_text("waiting: b002.mov is still uploading")
    shot(page, "still-uploading")


def test_a_folder_that_was_cut_off_goes_on_where_it_stopped(house: House, context: BrowserContext, tmp_path: Path) -> None:
    folder = tmp_path / "cut off"
    (folder / "day 1").mkdir(parents=True)
    (folder / "day 1" / "notes.bin").write_bytes(bytes(20 * MIB))
    (folder / ".DS_Store").write_bytes(b"not theirs")
    first = context.new_page()
    sent: list[int] = []
    first.route("**/uploads/*", lambda route: _one_piece(route, sent))
    _send(house, first, folder)
    expect(first.locator("#on-their-way")).to_contain_text("8.4 MB of 21.0 MB")
    first.close()
    second = context.new_page()
    second.on("request", lambda request: _noted(request.headers, sent))
    _send(house, second, folder)
    expect(second.get_by_text("All of cut off is sent")).to_be_visible()
    assert sent == [0, 8 * MIB, 16 * MIB]
    arrived = house.inbox / "cut off"
    assert [file.relative_to(arrived).as_posix() for file in arrived.rglob("*") if file.is_file()] == ["day 1/notes.bin"]
    assert (arrived / "day 1" / "notes.bin").stat().st_size == 20 * MIB


def _send(house: House, page: Page, folder: Path) -> None:
    page.goto(house.url)
    page.set_input_files("#pick-folder", folder)
    page.get_by_role("button", name="Send and make the cut").click()


def _one_piece(route: Route, sent: list[int]) -> None:
    """The first one arrives; on the way of all others the line breaks."""
    if sent:
        route.abort()
    else:
        _noted(route.request.headers, sent)
        route.continue_()


def _noted(headers: dict[str, str], sent: list[int]) -> None:
    if "upload-offset" in headers:
        sent.append(int(headers["upload-offset"]))
