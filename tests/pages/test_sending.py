"""Sending footage: it is told what is still coming, and who was cut off goes on where it stopped."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.pages.house import House
from tests.pages.looking import dropped, shot

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
    folder = _folder(tmp_path, "cut off")
    first = context.new_page()
    sent: list[int] = []
    first.route("**/uploads/*", lambda route: _one_piece(route, sent))
    first.goto(house.url)
    first.set_input_files("#pick-folder", folder)
    _send(first)
    expect(first.locator("#on-their-way")).to_contain_text("8.4 MB of 21.0 MB")
    first.close()
    second = context.new_page()
    second.on("request", lambda request: _noted(request.headers, sent))
    second.goto(house.url)
    second.set_input_files("#pick-folder", folder)
    _send(second)
    expect(second.get_by_text("All of cut off is sent")).to_be_visible()
    assert sent == [0, 0, 8 * MIB, 16 * MIB]
    _arrived(house, "cut off")


def test_a_folder_that_is_dragged_onto_the_page_is_sent_and_goes_on_after_a_reload(
    house: House, page: Page, tmp_path: Path
) -> None:
    folder = _folder(tmp_path, "dragged in")
    sent: list[int] = []
    page.goto(house.url)
    page.route("**/uploads/*", lambda route: _one_piece(route, sent))
    dropped(page, "#zone", folder)
    expect(page.get_by_label("Name")).to_have_value("dragged in")
    expect(page.locator("#on-their-way li")).to_have_count(2)
    _send(page)
    expect(page.locator("#on-their-way")).to_contain_text("8.4 MB of 21.0 MB")
    shot(page, "sending")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    page.unroute_all(behavior="ignoreErrors")
    page.on("request", lambda request: _noted(request.headers, sent))
    dropped(page, "#zone", folder)
    _send(page)
    expect(page.get_by_text("All of dragged in is sent")).to_be_visible()
    assert sent == [0, 0, 8 * MIB, 16 * MIB]
    _arrived(house, "dragged in")


def _folder(place: Path, name: str) -> Path:
    """With a folder in it, a small file and a large one in that, and what its system put there."""
    folder = place / name
    (folder / "day 1").mkdir(parents=True)
    (folder / "day 1" / "notes.bin").write_bytes(bytes(20 * MIB))
    (folder / "day 1" / "a list.txt").write_text("It has arrived when the line breaks: it is not sent twice.")
    (folder / ".DS_Store").write_bytes(b"not theirs")
    return folder


def _send(page: Page) -> None:
    page.get_by_role("button", name="Send and make the cut").click()


def _arrived(house: House, name: str) -> None:
    arrived = house.inbox / name
    there = sorted(file.relative_to(arrived).as_posix() for file in arrived.rglob("*") if file.is_file())
    assert there == ["day 1/a list.txt", "day 1/notes.bin"]
    assert (arrived / "day 1" / "notes.bin").stat().st_size == 20 * MIB


def _one_piece(route: Route, sent: list[int]) -> None:
    """The first one of each file arrives; on the way of all others the line breaks."""
    if int(route.request.headers.get("upload-offset", 0)):
        route.abort()
    else:
        _noted(route.request.headers, sent)
        route.continue_()


def _noted(headers: dict[str, str], sent: list[int]) -> None:
    if "upload-offset" in headers:
        sent.append(int(headers["upload-offset"]))
