"""Drive lets anything be a name. Here each file has one that every place can hold, of its own, which stays."""

from __future__ import annotations

from pathlib import PurePosixPath
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dropcut.cloud.drive.naming import LONGEST, Named, called, is_hidden, safe
from dropcut.cloud.inbox.naming import is_visible
from dropcut.domain.paths import checked_path
from tests.drive.stage import Stage

names = st.text(max_size=80) | st.sampled_from(
    ["..", ".", "", "/", "a/b", "A.mp4", "a.mp4", "é.mp4", "e\u0301.mp4", "ﬁ.mp4", "fi.mp4"]
)


@given(names)
def test_any_name_becomes_one_that_every_place_can_hold(name: str) -> None:
    found = safe(name)
    assert checked_path(found) == found
    assert is_visible(found)
    assert PurePosixPath(found).name == found
    assert len(found.encode()) <= LONGEST
    assert safe(found) == found


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("take 1.mp4", "take 1.mp4"),
        ("Überschrift – 日本 🎬.mov", "Überschrift – 日本 🎬.mov"),
        ("../../etc/passwd.mp4", "___.._etc_passwd.mp4"),
        ("..", "__"),
        ("two\nlines\r.mp4", "two_lines_.mp4"),
        ("gpj.\u202e4pm.mp4", "gpj._4pm.mp4"),
        ("e\u0301.mp4", "é.mp4"),
        ("take.mp4 ", "take.mp4"),
        ("a\\b:c*d?.mp4", "a_b_c_d_.mp4"),
        ("", "_"),
    ],
)
def test_a_name_stays_as_near_to_what_it_was_as_may_be(name: str, found: str) -> None:
    assert safe(name) == found


def test_a_long_name_keeps_its_ending() -> None:
    found = safe("ü" * 300 + ".mov")
    assert found.endswith(".mov")
    assert len(found.encode()) <= LONGEST
    assert found != safe("ü" * 301 + ".mov")


@given(st.lists(names, max_size=12))
def test_no_two_neighbours_are_one_file_anywhere(told: list[str]) -> None:
    found = called(Named(id=str(number), name=name, created=number) for number, name in enumerate(told))
    assert len({normalize("NFKD", name).casefold() for name in found.values()}) == len(told)


@given(st.lists(names, min_size=1, max_size=8), st.randoms())
def test_a_name_once_chosen_stays_whoever_comes_or_goes(told: list[str], random: object) -> None:
    files = [Named(id=str(number), name=name, created=number) for number, name in enumerate(told)]
    first = called(files)
    later = [file._replace(called=first[file.id]) for file in files[1:]] + [Named(id="new", name=told[0], created=99)]
    second = called(later)
    assert {file.id: second[file.id] for file in files[1:]} == {file.id: first[file.id] for file in files[1:]}


@pytest.mark.parametrize(
    ("name", "hidden"), [(".DS_Store", True), ("._take.mp4", True), ("~$Script.docx", True), ("..", False), ("../x.mp4", False)]
)
def test_what_computers_hide_is_nobodys_footage(name: str, hidden: bool) -> None:  # noqa: FBT001 - a table
    assert is_hidden(name) == hidden


HOSTILE = [
    "../../b.mp4",
    "..",
    "a/b.mp4",
    "two\nlines.mp4",
    "x" * 300 + ".mp4",
    "é.mp4",
    "e\u0301.mp4",
    "A.mp4",
    "a.mp4",
    "a.mp4",
]


def test_hostile_names_arrive_each_as_a_file_of_its_own_and_are_told(stage: Stage) -> None:
    drop = stage.drive.folder("../ann\nvideo", stage.root.folder)
    for number, name in enumerate(HOSTILE):
        stage.drive.put(drop, name, b"%d" % number)
    stage.poll()
    (found,) = {stored.name.split("/")[2] for stored in stage.inbox.list("inbox/ann/")}
    files = stage.files(found)
    assert sorted(files.values()) == sorted(b"%d" % number for number in range(len(HOSTILE)))
    assert "a.mp4 is called a~" in stage.status(drop)
    stage.drive.put(drop, "a.mp4", b"later")
    stage.drive.trash(next(item.id for item in stage.drive.items.values() if item.data == b"8"))
    stage.poll()
    after = stage.files(found)
    assert {name: data for name, data in files.items() if data != b"8"}.items() <= after.items()


def test_two_folders_of_one_name_are_two_drops_that_keep_theirs(stage: Stage) -> None:
    one = stage.drive.folder("my video", stage.root.folder)
    other = stage.drive.folder("My Video", stage.root.folder)
    stage.drive.put(one, "take.mp4", b"one")
    stage.drive.put(other, "take.mp4", b"two")
    stage.poll()
    names_ = [stage.drop(one).name, stage.drop(other).name]
    assert len({name.casefold() for name in names_}) == 2
    stage.drive.rename(one, "another name")
    stage.poll()
    assert [stage.drop(one).name, stage.drop(other).name] == names_
    assert [stage.files(name)["take.mp4"] for name in names_] == [b"one", b"two"]
