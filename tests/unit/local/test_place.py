"""Which folder is which drop."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dropcut.domain.names import JobId, Owner
from dropcut.local import place, served


def test_a_folder_is_a_drop_of_its_name_with_its_home_inside(tmp_path: Path) -> None:
    here = place.of_folder(tmp_path / "my video")
    assert here.only == JobId(Owner("local"), "my video")
    assert here.home == tmp_path / "my video" / ".dropcut"
    assert here.outbox_of(here.only) == tmp_path / "my video" / "cut"


@pytest.mark.parametrize(
    ("name", "safe"),
    [("my video", "my video"), ("a\nb\x1b[31m", "a-b-[31m"), ("x" * 250, "x" * 200), ("", "drop"), ("b\udce9", "b\\xe9")],
)
def test_any_folder_has_a_name_that_can_be_a_drops(name: str, safe: str) -> None:
    assert place.safe_name(name) == safe
    assert JobId.parse(f"local/{place.safe_name(name)}").name == safe


def test_a_path_in_the_inbox_tells_its_drop(tmp_path: Path) -> None:
    home = place.of_home(tmp_path)
    assert home.drop_at(tmp_path / "inbox" / "sea" / "card" / "take1.mp4") == JobId(Owner("local"), "sea")
    assert home.drop_at(tmp_path / "inbox") is None


def test_a_path_in_an_owners_folder_tells_both(tmp_path: Path) -> None:
    home = place.of_home(tmp_path, by_owner=True)
    assert home.drop_at(tmp_path / "inbox" / "ann" / "sea") == JobId(Owner("ann"), "sea")
    assert home.drop_at(tmp_path / "inbox" / "ann") is None


def test_naming_a_place_makes_nothing(tmp_path: Path) -> None:
    assert not place.of_home(tmp_path / "home").begun
    assert list(tmp_path.iterdir()) == []


def test_the_home_of_many_has_no_only_drop(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="many drops"):
        _ = place.of_home(tmp_path).only


@pytest.mark.parametrize(
    ("home", "inbox", "feeds"),
    [
        ("home", "home/inbox", False),
        ("home", "inbox", False),
        ("inbox", "inbox", True),
        ("inbox/home", "inbox", True),
        ("inbox/ann/home", "inbox", True),
        ("inbox/.dropcut", "inbox", False),
        ("link/home", "inbox", True),
    ],
)
def test_a_home_in_its_own_inbox_would_feed_on_itself(tmp_path: Path, home: str, inbox: str, feeds: bool) -> None:  # noqa: FBT001 - a table's
    (tmp_path / "inbox").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "inbox")
    assert place.of_home(tmp_path / home, tmp_path / inbox).feeds_on_itself is feeds


def test_a_home_is_found_again_as_it_was_served(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    assert served.home_as_served(home) == place.of_home(home)
    told = place.of_home(home, Path(os.fsdecode(os.fsencode(tmp_path) + b"/dr\xe9p")), by_owner=True)
    served.write_down(told)
    assert served.home_as_served(home) == told
    served.write_down(place.of_home(home, tmp_path / "other"))
    assert served.home_as_served(home) == place.of_home(home, tmp_path / "other")
    assert [file.name for file in home.iterdir()] == [served.FILE]
