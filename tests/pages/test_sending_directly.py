"""Where the store takes files itself, a page sends them there, from its own origin, and goes on where it was cut off."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from dropcut.api.app import make_app
from dropcut.cloud.gcs.clients import connected_to_emulator
from dropcut.cloud.inbox.naming import inbox_of
from dropcut.cloud.inbox.uploads import BucketUploads
from dropcut.domain.names import JobId
from tests.api.benches import bench
from tests.api.serving import ANY, served
from tests.conformance.cloud_benches import bucket_of
from tests.emulators.browsers import ForBrowsers
from tests.emulators.front import Asked, serving
from tests.emulators.gcs import gcs_address
from tests.pages.looking import dropped, shot

SIZE = 20 * 1024**2


@pytest.fixture
def store() -> Iterator[ForBrowsers]:
    standing = ForBrowsers(gcs_address())
    with serving(standing):
        yield standing


def test_a_folder_goes_straight_to_the_bucket_and_goes_on_after_the_page_was_reloaded(
    store: ForBrowsers, page: Page, tmp_path: Path
) -> None:
    folder = tmp_path / "harbour"
    folder.mkdir()
    (folder / "night.bin").write_bytes(bytes(range(256)) * (SIZE // 256))
    connection = connected_to_emulator("dropcut-test", store.address)
    with closing(connection.session), bench(tmp_path / "bench") as at:
        inbox = bucket_of(connection, tmp_path, "inbox")
        face = ANY.model_copy(update={"direct": (store.address,)})
        app = make_app(replace(at.parts, uploads=BucketUploads(inbox, at.parts.records), face=face))
        with served(replace(at, app=app)) as client:
            url = str(client.base_url).rstrip("/")
            store.cut_off = _after_the_first_piece
            _send(page, url, folder)
            expect(page.locator("#on-their-way")).to_contain_text("8.4 MB of 21.0 MB")
            shot(page, "sending-directly")
            page.on("dialog", lambda dialog: dialog.accept())
            page.goto("about:blank")  # what it was still trying ends with it
            store.cut_off = lambda _asked: False
            store.pieces.clear()
            _send(page, url, folder)
            expect(page.get_by_text("All of harbour is sent")).to_be_visible()
            stored = inbox.looked(inbox_of(JobId.parse("ann/harbour")) + "night.bin")
            assert stored
            assert stored.size == SIZE
            assert [said for said, size in store.pieces if size and said.startswith("bytes 0-")] == []
            assert set(store.origins.values()) == {url}
            assert client.get("/v1/drops/ann/harbour").json()["uploads"] == []


def _after_the_first_piece(asked: Asked) -> bool:
    """The second one arrives, but nobody hears of it."""
    return not asked.content_range.startswith(("bytes */", "bytes 0-"))


def _send(page: Page, url: str, folder: Path) -> None:
    page.goto(url)
    dropped(page, "#zone", folder)
    page.get_by_label("Whose").fill("ann")
    page.get_by_role("button", name="Send and make the cut").click()
