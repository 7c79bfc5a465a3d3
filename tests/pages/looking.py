"""What every test of the pages does."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

SHOTS = Path(__file__).parents[2] / "test-artifacts" / "pages"
"""Pictures of the pages, kept for whoever wants to look. Git ignores them."""


def ready(page: Page) -> None:
    """Until the page's script has read what is settled."""
    page.wait_for_selector("body[data-ready=yes]")


def shot(page: Page, name: str, *, whole: bool = False) -> None:
    """Keep a picture of the page as it is now."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png", animations="disabled", full_page=whole)


def fits(page: Page) -> None:
    """Nothing sticks out at the side."""
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def until(page: Page, true: str) -> None:
    """Wait for an expression. The page's policy lets nobody evaluate text inside it, so it is asked from outside."""
    for _ in range(600):
        if page.evaluate(true):
            return
        page.wait_for_timeout(100)
    raise AssertionError(true)


def unsaved(page: Page, lines: int) -> None:
    said = "1 line is changed and not saved yet." if lines == 1 else f"{lines} lines are changed and not saved yet."
    expect(page.locator("#unsaved")).to_have_text(said)


def dropped(page: Page, where: str, *things: Path) -> None:
    """Files and folders, dragged from somebody's desktop onto an element: the browser itself reads what is in them."""
    target = page.locator(where)
    target.scroll_into_view_if_needed()
    box = target.bounding_box()
    assert box
    place = {"x": box["x"] + box["width"] / 2, "y": box["y"] + 12}
    dragged = {"items": [], "files": [str(thing) for thing in things], "dragOperationsMask": 1}
    session = page.context.new_cdp_session(page)
    for kind in ("dragEnter", "dragOver", "drop"):
        session.send("Input.dispatchDragEvent", {"type": kind, **place, "data": dragged})
    session.detach()
