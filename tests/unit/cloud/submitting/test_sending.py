"""Files arrive whole, once, in order, and over nothing that somebody else put there."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path
from threading import Barrier, Thread

import pytest

from dropcut.cloud.gcs.uploading import Upload
from dropcut.cloud.submitting.notes import Notes
from dropcut.cloud.submitting.one_file import PIECE
from dropcut.domain.errors import Gone, Permanent, Unavailable
from dropcut.local.files.listing import user_files
from tests.emulators.front import Asked
from tests.emulators.listening import Answer
from tests.unit.cloud.stages import Stage
from tests.unit.cloud.submitting.senders import CLIP, DROP, Sender, Sent, sender

TOP = f"inbox/{DROP}/"


@pytest.fixture
def ann(tmp_path: Path, stage: Stage) -> Sender:
    made = sender(tmp_path, stage.inbox)
    made.write("take1.mp4", CLIP)
    made.write("cam b/take2.mov", b"moving pictures")
    made.write("script.md", b"Hello.\n")
    made.write("dropcut.yaml", b"title: Sea\n")
    return made


def whole(sent: Sent, files: int) -> bool:
    return not sent.troubles and sent.moved.sent + sent.moved.there == files


def test_a_folder_arrives_whole_and_what_is_none_of_its_files_stays(ann: Sender) -> None:
    for name in (".DS_Store", ".dropcut/ledger.sqlite", "take3.mp4.part", "~$script.docx"):
        ann.write(name, b"no")
    ann.write("cut/.dropcut/delivery.json", b"{}")
    ann.write("cut/cut.mp4", b"delivered")
    (ann.folder / "outside.mp4").symlink_to("/etc/hostname")
    assert whole(ann.send(), 4)
    assert ann.there() == {
        "take1.mp4": CLIP,
        "cam b/take2.mov": b"moving pictures",
        "script.md": b"Hello.\n",
        "dropcut.yaml": b"title: Sea\n",
    }


def test_the_script_comes_after_all_footage_and_the_settings_come_last(ann: Sender, stage: Stage) -> None:
    ann.send()
    there = {stored.name.removeprefix(TOP): stored for stored in ann.inbox.list(TOP)}
    footage = max(there[name].generation for name in ("take1.mp4", "cam b/take2.mov"))
    assert footage < there["script.md"].generation < there["dropcut.yaml"].generation


def test_a_second_call_sends_nothing(ann: Sender, stage: Stage) -> None:
    ann.send()
    stage.front.counted()
    again = ann.send()
    assert (again.moved.there, again.moved.sent, again.moved.arrived) == (4, 0, again.moved.bytes)
    assert set(stage.front.counted()) == {"list"}


def test_what_lies_there_from_another_machine_is_known_by_its_bytes(ann: Sender, stage: Stage, tmp_path: Path) -> None:
    ann.send()
    bob = sender(tmp_path, stage.inbox, "bob")
    for name, data in ann.there().items():
        bob.write(name, data)
    assert bob.send().moved.there == 4


def test_a_call_that_broke_off_is_gone_on_with(ann: Sender, stage: Stage) -> None:
    def broken(asked: Asked, act: Callable[[], Answer]) -> Answer | None:
        late = asked.kind == "piece" and not asked.content_range.startswith("bytes 0-")
        return Answer(400, {}, b"") if late else act()

    stage.front.fault = broken
    assert ann.send().troubles
    assert "script.md" not in ann.there()
    stage.front.mend()
    stage.front.counted()
    again = ann.send()
    assert whole(again, 4)
    assert again.moved.resumed == PIECE
    assert ann.there()["take1.mp4"] == CLIP
    assert stage.front.counted()["piece"] == len(CLIP) // PIECE - 1


def test_an_upload_that_the_service_forgot_begins_anew(ann: Sender, stage: Stage) -> None:
    lost: list[str] = []

    def forgetful(asked: Asked, act: Callable[[], Answer]) -> Answer | None:
        if asked.kind == "piece" and not asked.content_range.startswith("bytes 0-") and not lost:
            lost.append(asked.query["upload_id"])
        return Answer(410, {}, b"") if asked.query.get("upload_id") in lost else act()

    stage.front.fault = forgetful
    assert whole(ann.send(), 4)
    assert lost
    assert ann.there()["take1.mp4"] == CLIP


def test_what_was_damaged_on_the_way_is_taken_away_and_sent_again(tmp_path: Path, stage: Stage) -> None:
    """A server that counts a piece twice: an earlier call had sent it, and died before it heard so."""
    from tests.conformance.cloud_benches import bucket_of, gcs_connection  # noqa: PLC0415 - no front before this one

    with gcs_connection() as connection:
        ann = sender(tmp_path, bucket_of(connection, tmp_path, "bare"))
        ann.write("take1.mp4", CLIP)
        (listed,) = user_files(ann.folder, ann.folder / "cut")
        upload, notes = Upload(ann.inbox, f"{TOP}take1.mp4", {}), Notes(_notes_folder(ann))
        upload.send(memoryview(CLIP)[:PIECE])
        notes.write(f"{TOP}take1.mp4", notes.read("").with_(version=listed.version, upload=upload.address))
        assert whole(ann.send(), 1)
        assert ann.there() == {"take1.mp4": CLIP}


def _notes_folder(ann: Sender) -> Path:
    return ann.notes


def test_a_file_that_changes_while_it_is_sent_is_not_there_and_nothing_after_it_is(ann: Sender, stage: Stage) -> None:
    def changing(asked: Asked, act: Callable[[], Answer]) -> Answer | None:
        if asked.kind == "piece":
            ann.write("take1.mp4", CLIP + b"more")
        return act()

    stage.front.fault = changing
    (trouble,) = ann.send().troubles
    assert isinstance(trouble, Gone)
    assert str(trouble).startswith("take1.mp4 is not the file that was looked at")
    assert set(ann.there()) == {"cam b/take2.mov"}
    stage.front.mend()
    assert whole(ann.send(), 4)
    assert ann.there()["take1.mp4"] == CLIP + b"more"


def test_an_edited_file_takes_the_place_of_the_one_that_was_sent_from_here(ann: Sender) -> None:
    ann.send()
    ann.write("script.md", b"Hello, you.\n")
    sent = ann.send()
    assert (sent.moved.sent, sent.moved.there) == (1, 3)
    assert ann.there()["script.md"] == b"Hello, you.\n"


def test_nothing_is_sent_where_it_would_take_the_place_of_anothers_file(ann: Sender, stage: Stage) -> None:
    stage.inbox.put(f"{TOP}script.md", b"Somebody else's words.\n", {})
    with pytest.raises(Permanent, match=r"Another file lies at .*script\.md.*--replace"):
        ann.send()
    assert set(ann.there()) == {"script.md"}
    assert whole(ann.send(replace=True), 4)
    assert ann.there()["script.md"] == b"Hello.\n"


def test_what_was_changed_there_since_is_never_overwritten(ann: Sender, stage: Stage) -> None:
    ann.send()
    there = stage.inbox.look(f"{TOP}script.md")
    stage.inbox.put(there.name, b"Howdy.\n", {}, there.generation)
    ann.write("script.md", b"Hullo.\n")
    (trouble,) = ann.send().troubles
    assert "Another file lies at" in str(trouble)
    assert ann.there()["script.md"] == b"Howdy.\n"


def test_two_who_send_the_same_at_once_both_find_it_there(ann: Sender, stage: Stage, tmp_path: Path) -> None:
    bob = sender(tmp_path, stage.inbox, "bob")
    for file in (file for file in ann.folder.rglob("*") if file.is_file()):
        bob.write(str(file.relative_to(ann.folder)), file.read_bytes())
    one, other = at_once(ann, bob)
    assert whole(one, 4)
    assert whole(other, 4)
    assert one.moved.sent + other.moved.sent == 4
    assert ann.there()["take1.mp4"] == CLIP


def test_of_two_who_send_different_files_at_once_one_is_told(ann: Sender, stage: Stage, tmp_path: Path) -> None:
    bob = sender(tmp_path, stage.inbox, "bob")
    bob.write("take1.mp4", bytes(reversed(CLIP)))
    ended = at_once(ann, bob)
    told = [str(trouble) for sent in ended for trouble in sent.troubles]
    assert len(told) == 1
    assert "Another file lies at" in told[0]
    assert ann.there()["take1.mp4"] in {CLIP, bytes(reversed(CLIP))}


def test_an_empty_file_arrives_too(ann: Sender) -> None:
    ann.write("notes.txt", b"")
    assert whole(ann.send(), 5)
    assert ann.there()["notes.txt"] == b""


def test_an_unwritable_place_for_notes_is_told(ann: Sender) -> None:
    ann.notes.write_text("in the way")
    (trouble, *_) = ann.send().troubles
    assert isinstance(trouble, Unavailable)
    assert "What was sent cannot be noted in" in str(trouble)


def test_notes_are_for_nobody_elses_eyes_and_damaged_ones_only_cost_time(ann: Sender) -> None:
    ann.send()
    notes = list(ann.notes.iterdir())
    assert {stat.S_IMODE(note.stat().st_mode) for note in notes} == {0o600}
    for note in notes:
        note.write_text("{")
    assert ann.send().moved.there == 4


def at_once(*senders: Sender) -> list[Sent]:
    barrier, ended = Barrier(len(senders)), list[Sent]()

    def send(one: Sender) -> None:
        barrier.wait()
        ended.append(one.send())

    threads = [Thread(target=send, args=(one,)) for one in senders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ended
