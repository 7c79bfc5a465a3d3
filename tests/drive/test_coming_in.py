"""What lies in a folder of Drive comes into the inbox, and goes with it."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from dropcut.domain.errors import NotFound
from dropcut.domain.jobs import Job, settled
from dropcut.domain.names import JobId
from dropcut.engine.observe import observe
from tests.drive.stage import ANN, QUIET, Stage, stage_in

LONG = Random(7).randbytes(3_000_000)
LONGER = Random(8).randbytes(3_100_000)


def test_a_folder_is_a_drop_with_all_that_lies_in_it(stage: Stage) -> None:
    drop = stage.drive.folder("my video", stage.root.folder)
    inner = stage.drive.folder("day 2", drop)
    stage.drive.put(drop, "take1.mp4", b"one")
    stage.drive.put(inner, "long.mov", LONG)
    stage.drive.put(drop, "empty.txt", b"")
    stage.drive.document(drop, "My script", "Hello.")
    stage.round()
    assert stage.files("my video") == {
        "take1.mp4": b"one",
        "day 2/long.mov": LONG,
        "empty.txt": b"",
        "My script.docx": b"PKHello.",
    }
    assert stage.leftovers() == []
    assert {item.file.path for item in stage.job("my video").arriving} == set(stage.files("my video"))


def test_what_did_not_change_is_not_asked_for_again(stage: Stage) -> None:
    drop = stage.drive.folder("my video", stage.root.folder)
    stage.drive.put(drop, "take1.mp4", b"one")
    stage.poll(3)
    assert len(stage.wire.downloads()) == 1
    stage.drive.put(drop, "take2.mp4", b"two")
    stage.poll(3)
    assert len(stage.wire.downloads()) == 2


def test_new_bytes_under_the_same_name_take_the_place_of_the_old_ones(stage: Stage) -> None:
    drop = stage.drive.folder("my video", stage.root.folder)
    take, long = stage.drive.put(drop, "take1.mp4", b"one"), stage.drive.put(drop, "long.mov", LONG)
    stage.poll()
    before = {stored.name: stored.generation for stored in stage.inbox.list("inbox/")}
    stage.drive.replace(take, b"eno")
    stage.drive.replace(long, LONGER)
    stage.poll()
    assert stage.files("my video") == {"take1.mp4": b"eno", "long.mov": LONGER}
    assert all(stored.generation > before[stored.name] for stored in stage.inbox.list("inbox/"))


def test_the_same_bytes_put_there_again_are_not_copied_again(stage: Stage) -> None:
    drop = stage.drive.folder("my video", stage.root.folder)
    take = stage.drive.put(drop, "take1.mp4", b"one")
    stage.poll()
    stage.drive.replace(take, b"one")
    stage.poll()
    assert len(stage.wire.downloads()) == 1


def test_renamed_and_moved_files_are_not_downloaded_again(stage: Stage) -> None:
    drop = stage.drive.folder("my video", stage.root.folder)
    inner = stage.drive.folder("day 2", drop)
    take, long = stage.drive.put(drop, "take1.mp4", b"one"), stage.drive.put(inner, "long.mov", LONG)
    stage.poll()
    asked = len(stage.wire.downloads())
    stage.drive.rename(take, "opening.mp4")
    stage.drive.move(long, drop)
    stage.poll()
    assert stage.files("my video") == {"opening.mp4": b"one", "long.mov": LONG}
    stage.drive.rename(inner, "day two")
    stage.drive.move(long, inner)
    stage.poll()
    assert stage.files("my video") == {"opening.mp4": b"one", "day two/long.mov": LONG}
    assert len(stage.wire.downloads()) == asked


def test_the_same_bytes_under_two_names_are_downloaded_once(stage: Stage) -> None:
    drop = stage.drive.folder("my video", stage.root.folder)
    stage.drive.put(drop, "long.mov", LONG)
    stage.poll()
    asked = len(stage.wire.downloads())
    stage.drive.put(drop, "again.mov", LONG)
    stage.poll()
    assert stage.files("my video") == {"long.mov": LONG, "again.mov": LONG}
    assert len(stage.wire.downloads()) == asked


def test_a_file_that_moves_to_another_drop_leaves_the_first(stage: Stage) -> None:
    one, other = (stage.drive.folder(name, stage.root.folder) for name in ("one", "other"))
    take = stage.drive.put(one, "take1.mp4", b"one")
    stage.poll()
    stage.drive.move(take, other)
    stage.poll()
    assert (stage.files("one"), stage.files("other")) == ({}, {"take1.mp4": b"one"})


def test_what_is_thrown_away_goes_and_what_is_restored_comes_back(stage: Stage) -> None:
    drop = stage.drive.folder("my video", stage.root.folder)
    inner = stage.drive.folder("day 2", drop)
    take, long = stage.drive.put(drop, "take1.mp4", b"one"), stage.drive.put(inner, "long.mov", LONG)
    stage.poll()
    stage.drive.trash(take)
    stage.drive.trash(inner)
    stage.poll()
    assert stage.files("my video") == {}
    stage.drive.restore(inner)
    stage.drive.restore(take)
    stage.poll()
    assert stage.files("my video") == {"take1.mp4": b"one", "day 2/long.mov": LONG}
    stage.drive.delete(long)
    stage.drive.delete(take)
    stage.poll()
    assert stage.files("my video") == {}


def test_a_whole_drop_that_is_thrown_away_goes_and_comes_back(stage: Stage) -> None:
    drop = stage.drive.folder("my video", stage.root.folder)
    stage.drive.put(drop, "take1.mp4", b"one")
    stage.poll()
    stage.drive.trash(drop)
    stage.poll()
    assert stage.files("my video") == {}
    stage.drive.restore(drop)
    stage.poll()
    assert stage.files("my video") == {"take1.mp4": b"one"}


def test_a_folder_that_is_moved_in_brings_what_was_in_it_before(stage: Stage) -> None:
    stage.poll()
    elsewhere = stage.drive.folder("elsewhere")
    folder = stage.drive.folder("my video", elsewhere)
    stage.drive.put(stage.drive.folder("day 2", folder), "take1.mp4", b"one")
    stage.poll()
    assert stage.files("my video") == {}
    stage.drive.move(folder, stage.root.folder)
    stage.poll()
    assert stage.files("my video") == {"day 2/take1.mp4": b"one"}
    stage.drive.move(folder, elsewhere)
    stage.poll()
    assert stage.files("my video") == {}


def test_a_listing_that_lags_behind_misses_nothing_that_the_feed_told(stage: Stage) -> None:
    stage.poll()
    drop = stage.drive.folder("my video", stage.root.folder)
    takes = [stage.drive.put(drop, f"take{number}.mp4", b"%d" % number) for number in range(9)]
    stage.drive.lagging = dict.fromkeys(takes, 99)
    stage.poll()
    assert len(stage.files("my video")) == 9
    stage.drive.forgotten = len(stage.drive.feed)
    stage.drive.put(drop, "late.mp4", b"late")
    stage.poll()
    assert len(stage.files("my video")) == 10


def test_a_place_in_the_feed_that_is_lost_is_made_good_by_listing(stage: Stage) -> None:
    drop = stage.drive.folder("my video", stage.root.folder)
    kept, gone = stage.drive.put(drop, "kept.mp4", b"kept"), stage.drive.put(drop, "gone.mp4", b"gone")
    stage.poll()
    asked = len(stage.wire.downloads())
    stage.drive.delete(gone)
    stage.drive.rename(kept, "renamed.mp4")
    stage.drive.put(stage.drive.folder("inner", drop), "new.mp4", b"new")
    stage.drive.put(stage.drive.folder("another", stage.root.folder), "take.mp4", b"take")
    stage.drive.feed += ["nothing"] * 3
    stage.drive.forgotten = len(stage.drive.feed)
    stage.poll()
    assert stage.files("my video") == {"renamed.mp4": b"kept", "inner/new.mp4": b"new"}
    assert stage.files("another") == {"take.mp4": b"take"}
    assert len(stage.wire.downloads()) == asked + 2


def test_a_shortcut_is_what_it_leads_to(stage: Stage) -> None:
    elsewhere = stage.drive.folder("elsewhere")
    take = stage.drive.put(elsewhere, "camera.mp4", b"one")
    text = stage.drive.document(elsewhere, "Words", "Hello.")
    drop = stage.drive.folder("my video", stage.root.folder)
    stage.drive.shortcut(drop, "take1.mp4", take)
    stage.drive.shortcut(drop, "script", text)
    stage.drive.shortcut(drop, "folder", elsewhere)
    stage.poll()
    assert stage.files("my video") == {"take1.mp4": b"one", "script.docx": b"PKHello."}
    assert "shortcut to a folder" in stage.status(drop)
    stage.drive.replace(take, b"two")
    stage.poll()
    assert stage.files("my video")["take1.mp4"] == b"two"


def test_a_shortcut_to_what_is_not_shared_says_so(stage: Stage) -> None:
    secret = stage.drive.put(stage.drive.folder("elsewhere"), "camera.mp4", b"one")
    drop = stage.drive.folder("my video", stage.root.folder)
    stage.drive.shortcut(drop, "take1.mp4", secret)
    stage.drive.hidden.add(secret)
    stage.poll()
    assert stage.files("my video") == {}
    assert "not shared with Dropcut" in stage.status(drop)


def test_a_document_that_is_too_large_for_word_comes_as_text(stage: Stage) -> None:
    stage.drive.largest_export = 10
    drop = stage.drive.folder("my video", stage.root.folder)
    document = stage.drive.document(drop, "My script", "Hello to all of you.")
    stage.poll()
    assert stage.files("my video") == {"My script.txt": b"Hello to all of you."}
    stage.drive.replace(document, b"Goodbye to all of you.")
    stage.poll()
    assert stage.files("my video") == {"My script.txt": b"Goodbye to all of you."}


def test_what_is_not_all_there_in_drive_is_waited_for(stage: Stage) -> None:
    drop = stage.drive.folder("my video", stage.root.folder)
    stage.drive.put(drop, "take1.mp4", b"one")
    late = stage.drive.put(drop, "b002.mov", b"", whole=False)
    stage.poll()
    assert stage.files("my video") == {"take1.mp4": b"one"}
    assert "b002.mov is still uploading." in stage.status(drop)
    stage.wait(10 * QUIET)
    stage.poll()
    assert "b002.mov" in {item.file.path for item in stage.job("my video").arriving}
    stage.drive.replace(late, b"all of it")
    stage.poll()
    assert stage.files("my video") == {"take1.mp4": b"one", "b002.mov": b"all of it"}


def test_what_computers_hide_and_google_keeps_to_itself_is_left_out(stage: Stage) -> None:
    drop = stage.drive.folder("my video", stage.root.folder)
    for name in (".DS_Store", "._take1.mp4", "~$Script.docx", "notes.tmp"):
        stage.drive.put(drop, name, b"x")
    stage.drive.put(stage.drive.folder(".git", drop), "take3.mp4", b"x")
    stage.drive.put(drop, "take1.mp4", b"one")
    stage.drive.put(drop, "budget", b"", "application/vnd.google-apps.spreadsheet")
    stage.poll()
    assert stage.files("my video") == {"take1.mp4": b"one"}
    assert "still" not in stage.status(drop)
    assert stage.job("my video").arriving[0].file.path == "take1.mp4"
    assert "budget is left out: it is a spreadsheet of Google&#x27;s, neither footage nor a script." in stage.status(drop)


@pytest.mark.parametrize("name", ["b002.mov.crdownload", "b002.mov.part", ".b002.mov.Xy12zQ"])
def test_what_a_program_still_brings_is_named_and_waited_for_until_it_grows_no_more(stage: Stage, name: str) -> None:
    drop = stage.drive.folder("my video", stage.root.folder)
    stage.drive.put(drop, "take1.mp4", b"one")
    growing = stage.drive.put(drop, name, b"half")
    stage.poll()
    for so_far in range(4):
        stage.wait(4 * QUIET)
        stage.drive.replace(growing, b"half " * (so_far + 2))
        stage.poll()
        assert not settled(looked(stage), stage.clock.now())
        assert "b002.mov is still uploading." in stage.status(drop)
    assert stage.files("my video") == {"take1.mp4": b"one"}
    stage.wait(7 * QUIET)
    assert settled(looked(stage), stage.clock.now())
    stage.poll()
    assert "is a copy or download that stopped before it was whole" in stage.status(drop)
    stage.drive.rename(growing, "b002.mov")
    stage.poll()
    assert stage.files("my video") == {"take1.mp4": b"one", "b002.mov": b"half " * 5}
    looked(stage)
    stage.wait(2 * QUIET)
    assert {file.path for file in looked(stage).files} == {"take1.mp4", "b002.mov"}
    stage.poll()
    assert "b002.mov" not in stage.status(drop)


def looked(stage: Stage) -> Job:
    return observe(stage.means.home, JobId(ANN, "my video"))


def test_a_folder_that_is_shared_no_more_takes_nothing_away(stage: Stage) -> None:
    drop = stage.drive.folder("my video", stage.root.folder)
    stage.drive.put(drop, "take1.mp4", b"one")
    stage.poll()
    stage.drive.hide(stage.root.folder)
    with pytest.raises(NotFound, match="Share the folder"):
        stage.round()
    assert stage.files("my video") == {"take1.mp4": b"one"}
    stage.drive.show(stage.root.folder)
    stage.poll()
    assert stage.files("my video") == {"take1.mp4": b"one"}


def test_a_shared_drive_is_as_good_as_my_drive(tmp_path: Path) -> None:
    with stage_in(tmp_path, shared_drive="0ADrive") as stage:
        drop = stage.drive.folder("my video", stage.root.folder)
        stage.drive.put(drop, "take1.mp4", b"one")
        stage.poll()
        stage.drive.put(drop, "take2.mp4", b"two")
        stage.poll()
        assert stage.files("my video") == {"take1.mp4": b"one", "take2.mp4": b"two"}


def test_what_somebody_put_into_the_inbox_another_way_stays(stage: Stage) -> None:
    drop = stage.drive.folder("my video", stage.root.folder)
    stage.drive.put(drop, "take1.mp4", b"one")
    stage.drive.put(drop, "take2.mp4", b"two")
    stage.inbox.put("inbox/ann/my video/take1.mp4", b"submitted", {})
    stage.inbox.put("inbox/ann/my video/voice.wav", b"submitted", {})
    stage.poll()
    assert stage.files("my video") == {"take1.mp4": b"submitted", "voice.wav": b"submitted", "take2.mp4": b"two"}
    assert "take1.mp4 is left out" in stage.status(drop)


def test_files_beside_the_drops_are_told_of_where_they_lie(stage: Stage) -> None:
    take = stage.drive.put(stage.root.folder, "take1.mp4", b"one")
    stage.poll()
    assert stage.files("take1.mp4") == {}
    assert "1 file in no folder" in stage.status(stage.root.folder)
    stage.drive.move(take, stage.drive.folder("my video", stage.root.folder))
    stage.poll()
    assert stage.files("my video") == {"take1.mp4": b"one"}
    assert "Nothing needs you here" in stage.status(stage.root.folder)
    assert stage.files("README - status") == {}


@pytest.mark.logs_errors
def test_a_drop_with_too_many_files_says_so_and_goes_on_when_there_are_fewer(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dropcut.cloud.drive.walking.MOST_FILES", 2)
    drop = stage.drive.folder("my video", stage.root.folder)
    takes = [stage.drive.put(drop, f"take{number}.mp4", b"%d" % number) for number in range(3)]
    stage.poll()
    assert stage.files("my video") == {}
    assert "holds more than 2 files." in stage.status(drop)
    assert "something needs you" in stage.status(drop)
    stage.drive.trash(takes[0])
    stage.poll()
    assert len(stage.files("my video")) == 2
    assert "something needs you" not in stage.status(drop)


def test_a_place_that_drive_never_knew_is_made_good_too(stage: Stage) -> None:
    drop = stage.drive.folder("my video", stage.root.folder)
    stage.drive.put(drop, "take1.mp4", b"one")
    stage.poll()
    stage.drive.put(drop, "take2.mp4", b"two")
    stage.drive.feed.clear()
    stage.poll()
    assert stage.files("my video") == {"take1.mp4": b"one", "take2.mp4": b"two"}
