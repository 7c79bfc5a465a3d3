"""Where a home asks who somebody is, its pages do too."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from dropcut.api.access.checking import Trust
from dropcut.api.access.counters import counters_of
from dropcut.api.access.fetching import fetched, posted
from dropcut.api.access.issuers import Vouched
from dropcut.api.access.members import Member, enrol
from dropcut.domain.access import Role
from dropcut.domain.names import Owner
from dropcut.domain.values import Millis
from dropcut.engine import jobs
from dropcut.engine.clock import SystemClock
from tests.api.benches import bench
from tests.api.issuer import NAME, issuer_double
from tests.api.serving import ANY
from tests.api.serving import served as served_here
from tests.pages.house import served
from tests.pages.looking import ready, shot
from tests.pages.test_accessible import faults
from tests.unit.engine.small_home import JOB

TOKEN = "a-token-of-this-test-alone-0123456789"  # noqa: S105 - of a home that lives for one test
ACCESS = "dropcut-access"


def test_signing_in_staying_in_and_signing_out(page: Page, tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    kept = tmp_path / "token"
    kept.write_text(TOKEN)
    with served(tmp_path, "--token-file", str(kept)) as house:
        page.goto(f"{house.url}/?after=local/a")
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


def test_a_person_signs_in_with_their_issuer_and_pastes_no_token(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their issuer is another site: what it leads back to must find its way by itself."""
    clock = SystemClock()
    with issuer_double(tmp_path / "issuer", clock, monkeypatch) as issuer:
        vouched = Vouched(issuer.issuer(), fetched, clock)
        counters = counters_of([vouched], posted, clock)
        with bench(tmp_path, trust=Trust((vouched,)), counters=counters, face=ANY) as at, served_here(at) as client:
            at.small.clock.sleep(Millis(clock.now() - at.small.clock.now()))
            enrol(at.parts.records, Owner("ann"), Member(person=f"{NAME}:ann@example.com", role=Role.EDITOR))
            at.small.folder.drop_file(JOB, "take1.mp4", b"0123456789")
            jobs.submit(at.small.home, JOB, Millis(0))
            context = browser.new_context(ignore_https_errors=True)
            page = context.new_page()
            page.goto(f"{client.base_url}/jobs/ann/holiday")
            expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
            assert not faults(page)
            shot(page, "sign-in-with-an-issuer")
            page.get_by_role("link", name="Sign in with Corp").click()
            page.get_by_role("link", name="I am Ann").click()
            expect(page.get_by_role("heading", name="holiday")).to_be_visible()
            assert page.url == f"{client.base_url}/jobs/ann/holiday"
            ready(page)
            assert {cookie["sameSite"] for cookie in context.cookies()} == {"Strict"}
            assert page.evaluate("document.cookie") == ""
            page.get_by_role("button", name="Sign out").click()
            expect(page.get_by_role("link", name="Sign in with Corp")).to_be_visible()
            context.close()


def _with(page: Page, token: str) -> None:
    page.get_by_label("Your token").fill(token)
    page.get_by_role("button", name="Sign in").click()
