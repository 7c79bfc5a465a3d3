"""What was seen of the footage is on the pages: marks on stills before a person approves, contact sheets, why a picture."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from benchmarks.seeing.marked import marked
from tests.e2e.driving import soon
from tests.pages.footage import SPOKEN
from tests.pages.house import FIRST, House, lay
from tests.pages.looking import fits, ready, shot

NAME = "a marked boat"
CLIP = "b-roll/river in the morning.mkv"


def held(house: House, folder: Path) -> str:
    """A drop whose other pictures show a channel's bug, under strict rights, until it waits for a person."""
    drop = house.inbox / f".{NAME}"
    drop.mkdir()
    lay(house.inbox / FIRST, drop)
    (drop / "b-roll").mkdir()
    marked("bug", 1.0, 0, folder).file.rename(drop / CLIP)
    (drop / "script.md").unlink()
    (drop / "script.txt").write_text(SPOKEN.replace("\n", " [B-ROLL: the river]\n", 1))
    (drop / "dropcut.yaml").write_text("preset: draft\nrights: strict\n")
    drop.rename(house.inbox / NAME)
    soon(lambda: house.get(NAME).get("state") == "held", 200)
    return house.page(NAME)


def test_a_held_job_shows_its_marks_and_goes_on_once_approved(house: House, page: Page, tmp_path: Path) -> None:
    page.goto(held(house, tmp_path))
    ready(page)
    expect(page.locator("#standing")).to_contain_text("Rights are strict")
    shot(page, "held")
    assert house.get(NAME, "/files")["files"] == []

    page.get_by_role("link", name="Look at the marks").click()
    expect(page.locator(".still img").first).to_be_visible()
    expect(page.locator(".still rect")).not_to_have_count(0)
    expect(page.locator(".panel.warn h2").first).to_contain_text(CLIP)
    assert page.locator(".sheet img").count() >= 3
    assert all(page.evaluate("[...document.images].map((each) => each.complete && each.naturalWidth > 0)"))
    expect(page.locator("svg.timeline")).to_be_visible()
    fits(page)
    shot(page, "footage", whole=True)
    page.set_viewport_size({"width": 390, "height": 844})
    fits(page)
    page.set_viewport_size({"width": 1280, "height": 900})

    page.get_by_role("link", name="Back to the cut").click()
    ready(page)
    page.get_by_role("button", name="Approve revision").click()
    # The page reads itself anew when the job is over: going anywhere meanwhile would race with it.
    expect(page.locator("#standing .badge.done")).to_be_visible(timeout=200_000)
    expect(page.get_by_role("button", name="Approved, revision")).to_be_disabled()
    ready(page)
    expect(page.locator("#line-1 .pictures")).to_contain_text("by its name")
    shot(page, "pictures-over-a-line", whole=True)
