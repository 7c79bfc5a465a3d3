"""Which folder is which drop."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dropcut.domain.errors import NotFound, Permanent
from dropcut.domain.names import JobId, Owner
from dropcut.local.files.places import Inbox, OneDrop

DROP = JobId(Owner("ada"), "my video")
OTHER = JobId(Owner("ada"), "another")


def test_one_folder_is_one_drop(tmp_path: Path) -> None:
    places = OneDrop(DROP, tmp_path / "video", tmp_path / "out")
    assert list(places.drops()) == []
    (tmp_path / "video").mkdir()
    assert list(places.drops()) == [DROP]
    assert (places.inbox(DROP), places.outbox(DROP)) == (tmp_path / "video", tmp_path / "out")
    assert places.inbox(OTHER) is None
    with pytest.raises(NotFound):
        places.outbox(OTHER)


def test_deliveries_cannot_lie_among_the_users_files(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    with pytest.raises(Permanent, match="holds your own files"):
        OneDrop(DROP, tmp_path, tmp_path / "link")


def test_an_inbox_has_owners_and_their_drops(tmp_path: Path) -> None:
    for folder in ("bob/z", "ada/my video", "ada/.hidden", ".trash/x", "ada/b"):
        (tmp_path / "inbox" / folder).mkdir(parents=True)
    (tmp_path / "inbox" / "loose file").touch()
    (tmp_path / "inbox" / "ada" / "loose file").touch()
    places = Inbox(tmp_path / "inbox", tmp_path / "outbox")
    assert [str(drop) for drop in places.drops()] == ["ada/b", "ada/my video", "bob/z"]
    assert places.inbox(DROP) == tmp_path / "inbox/ada/my video"
    assert places.outbox(DROP) == tmp_path / "outbox/ada/my video"


def test_an_inbox_of_one_owner_has_drops_alone(tmp_path: Path) -> None:
    (tmp_path / "inbox" / "my video").mkdir(parents=True)
    places = Inbox(tmp_path / "inbox", tmp_path / "outbox", Owner("ada"))
    assert list(places.drops()) == [DROP]
    assert places.inbox(DROP) == tmp_path / "inbox/my video"
    assert places.outbox(DROP) == tmp_path / "outbox/ada/my video"
    assert places.inbox(JobId(Owner("bob"), "my video")) is None


def test_an_inbox_may_be_a_link_itself_and_nothing_in_it(tmp_path: Path) -> None:
    (tmp_path / "disk" / "my video").mkdir(parents=True)
    (tmp_path / "disk" / "another").symlink_to(tmp_path)
    (tmp_path / "inbox").symlink_to(tmp_path / "disk")
    places = Inbox(tmp_path / "inbox", tmp_path / "outbox", Owner("ada"))
    assert list(places.drops()) == [DROP]
    assert places.inbox(DROP) == tmp_path / "inbox/my video"
    assert places.inbox(OTHER) is None
    assert Inbox(tmp_path, tmp_path / "outbox").inbox(JobId(Owner("inbox"), "my video")) is None


def test_files_beside_the_drops_are_told(tmp_path: Path) -> None:
    (tmp_path / "my video").mkdir()
    for name in ("take1.mp4", ".hidden", "take2.mp4.part"):
        (tmp_path / name).touch()
    assert Inbox(tmp_path, tmp_path / "outbox").loose() == ("take1.mp4",)


def test_an_inbox_that_is_not_there_is_empty(tmp_path: Path) -> None:
    assert list(Inbox(tmp_path / "inbox", tmp_path / "outbox").drops()) == []


def test_a_folder_that_cannot_be_a_drop_is_told(tmp_path: Path) -> None:
    (tmp_path / "My Videos" / "x").mkdir(parents=True)
    (tmp_path / "ada" / ("n" * 201)).mkdir(parents=True)
    places = Inbox(tmp_path, tmp_path / "outbox")
    assert list(places.drops()) == []
    told = places.refused()
    assert len(told) == 2
    assert "My Videos/x\" is no drop. 'My Videos/x' is not a drop's id" in told[0]


def test_a_link_is_no_drop(tmp_path: Path) -> None:
    (tmp_path / "elsewhere" / "my video").mkdir(parents=True)
    (tmp_path / "inbox" / "bob").mkdir(parents=True)
    (tmp_path / "inbox" / "ada").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "inbox" / "bob" / "my video").symlink_to(tmp_path / "elsewhere" / "my video")
    places = Inbox(tmp_path / "inbox", tmp_path / "outbox")
    assert list(places.drops()) == []
    assert places.inbox(DROP) is None
    assert places.inbox(JobId(Owner("bob"), "my video")) is None


def test_a_drop_whose_name_is_no_utf_8_is_a_drop(tmp_path: Path) -> None:
    folder = tmp_path / "inbox" / "ada" / os.fsdecode(b"caf\xe9")
    folder.mkdir(parents=True)
    places = Inbox(tmp_path / "inbox", tmp_path / "outbox")
    (drop,) = places.drops()
    assert drop.name == r"caf\xe9"
    assert places.inbox(drop) == folder
    assert places.outbox(drop).name == folder.name


@pytest.mark.parametrize("name", ["..", ".", "", "a/b"])
def test_no_name_leads_out_of_the_inbox(tmp_path: Path, name: str) -> None:
    places = Inbox(tmp_path / "inbox", tmp_path / "outbox")
    assert places.inbox(JobId(Owner("ada"), name)) is None
    with pytest.raises(NotFound):
        places.outbox(JobId(Owner("ada"), name))
