"""What is a user's footage, and what an event about an object means."""

from __future__ import annotations

import pytest

from dropcut.cloud.inbox import listing
from dropcut.cloud.inbox.naming import OURS, drop_of
from dropcut.domain.errors import Permanent
from dropcut.domain.names import JobId, Owner
from tests.unit.cloud.stages import Stage

DROP = JobId(Owner("ann"), "my film")


def seen(stage: Stage) -> list[str]:
    return [file.path for file in stage.folder.files(DROP)]


def test_an_event_names_its_drop() -> None:
    assert drop_of("inbox/ann/my film/cam b/take1.mp4") == DROP
    assert drop_of("inbox/ann/my film/") == DROP


@pytest.mark.parametrize(
    "name", ["", "inbox/", "inbox/ann", "inbox/ann/film", "inbox/Ann!/film/a", "inbox//film/a", "inbox/ann//a",
             "inbox/ann/../a", "inbox/ann/.film/a", "outbox/ann/film/a", "store/ann/film/a", "xinbox/ann/film/a"],
)  # fmt: skip
def test_an_event_about_anything_else_names_none(name: str) -> None:
    assert drop_of(name) is None


def test_what_stands_for_an_empty_folder_is_no_footage(stage: Stage) -> None:
    for path in ("", "cam b/", "take1.mp4"):
        stage.inbox.put(f"inbox/{DROP}/{path}", b"", {})
    assert seen(stage) == ["take1.mp4"]
    assert list(stage.folder.drops()) == [DROP]


@pytest.mark.parametrize(
    "name", ["Recording at 3.45\u202fPM.mov", "👩\u200d🎤.mp4", "cafe\u0301.mov", "a#b?c&d=%2F+.mov", "a\\b", "~$x"]
)
def test_a_users_name_may_be_odd(stage: Stage, name: str) -> None:
    stage.inbox.put(f"inbox/{DROP}/{name}", b"1", {})
    (file,) = stage.folder.files(DROP)
    assert file.path == name
    with stage.folder.open(DROP, file) as opened:
        assert opened.read() == b"1"


def test_a_delivery_that_somebody_brings_back_is_no_footage(stage: Stage) -> None:
    for path in ("cut/.dropcut/delivery.json", "cut/cut.mp4", "cut.mov", "take1.mp4"):
        stage.inbox.put(f"inbox/{DROP}/{path}", b"", {})
    stage.inbox.put(f"inbox/{DROP}/downloaded.mp4", b"", OURS)
    assert seen(stage) == ["cut.mov", "take1.mp4"]


def test_names_that_can_be_no_drop_are_passed_over(stage: Stage) -> None:
    for name in ("inbox/Ann!/film/a", "inbox/ann/.hidden/a", "inbox/loose.mp4", "inbox/ann/loose.mp4", f"inbox/{DROP}/a"):
        stage.inbox.put(name, b"", {})
    assert list(stage.folder.drops()) == [DROP]


def test_a_drop_without_end_is_refused(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "MOST_FILES", 3)
    for number in range(4):
        stage.inbox.put(f"inbox/{DROP}/{number}", b"", {})
    with pytest.raises(Permanent, match="more than 3 files"):
        seen(stage)


def test_a_drop_without_bottom_is_refused(stage: Stage) -> None:
    stage.inbox.put(f"inbox/{DROP}/{'a/' * 17}take.mp4", b"", {})
    with pytest.raises(Permanent, match="deeper than 16 folders"):
        seen(stage)


def test_a_mounted_inbox_shows_the_users_own_object(stage: Stage) -> None:
    stage.inbox.put(f"inbox/{DROP}/cam b/take1.mp4", b"1", {})
    (file,) = stage.folder.files(DROP)
    assert stage.folder.local(DROP, file) == stage.mount / "inbox" / "ann" / "my film" / "cam b" / "take1.mp4"
