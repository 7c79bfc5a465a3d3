"""A phone: 390 pixels wide, touched."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.pages.house import FIRST, House
from tests.pages.looking import fits, ready, shot, unsaved


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, color_scheme="dark")
    yield context.new_page()
    context.close()


def test_a_review_on_a_phone(house: House, phone: Page) -> None:
    phone.goto(house.url)
    fits(phone)
    shot(phone, "phone-jobs")
    house.done(FIRST)
    phone.goto(house.page(FIRST))
    ready(phone)
    fits(phone)
    phone.locator("#line-2 .pick").tap()
    expect(phone.locator("#line-2 .detail")).to_be_visible()
    phone.get_by_role("button", name="Take 2: use it").tap()
    unsaved(phone, 1)
    fits(phone)
    shot(phone, "phone-review")
    phone.get_by_role("button", name="Keys").tap()
    fits(phone)
    phone.get_by_role("button", name="Close", exact=True).tap()
    _every_button_can_be_hit(phone)
    for name, path in {"search": "/search?words=paper", "sign-in": "/sign-in", "nowhere": "/jobs/local/nowhere"}.items():
        phone.goto(house.url + path)
        fits(phone)
        shot(phone, f"phone-{name}")


def _every_button_can_be_hit(phone: Page) -> None:
    for button in phone.locator("button:visible").all():
        box = button.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 24, button.inner_text()
