"""Where a home asks who somebody is, its pages do too."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.pages.house import served
from tests.pages.looking import shot

TOKEN = "a-token-of-this-test-alone-0123456789"  # noqa: S105 - of a home that lives for one test
ACCESS = "dropcut-access"


def test_signing_in_staying_in_and_signing_out(page: Page, tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    kept = tmp_path / "token"
    kept.write_text(TOKEN)
    with served(tmp_path, "--token-file", str(kept)) as house:
        page.goto(f"{house.url}/?after=a")
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
        _with(page, "not-the-token-0123456789012345")
        expect(page.get_by_role("alert")).not_to_be_empty()
        shot(page, "sign-in")
        _with(page, TOKEN)
        expect(page.get_by_role("heading", name="Your cuts")).to_be_visible()
        assert TOKEN not in page.evaluate("document.cookie + JSON.stringify(localStorage)")
        page.context.clear_cookies(name=ACCESS)
        page.goto(house.url)
        expect(page.get_by_role("heading", name="Your cuts")).to_be_visible()
        page.wait_for_load_state()  # it came here by itself: until then nobody listens to the button
        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
        page.goto(house.url)
        expect(page.get_by_label("Your token")).to_be_visible()


def _with(page: Page, token: str) -> None:
    page.get_by_label("Your token").fill(token)
    page.get_by_role("button", name="Sign in").click()
