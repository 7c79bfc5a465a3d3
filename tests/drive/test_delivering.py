"""What was made comes back beside the footage, under links that stay, and nothing of the user's is ever touched."""

from __future__ import annotations

from io import BytesIO
from random import Random
from uuid import uuid4

import pytest

from dropcut.cloud.drive.api import Drive as Api
from dropcut.cloud.drive.deadline import Deadline
from dropcut.cloud.drive.delivering import Delivering
from dropcut.cloud.drive.files import DriveFile
from dropcut.cloud.drive.records import Delivered
from dropcut.cloud.drive.sending import Sender
from dropcut.cloud.drive.turns import turn_in
from dropcut.cloud.gcs.uploading import UNIT
from dropcut.domain.errors import Stale, Stopped
from dropcut.domain.names import JobId
from dropcut.ports.folder import Delivery
from tests.drive.double.drive import Drive
from tests.drive.double.wire import Act
from tests.drive.stage import ANN, Stage
from tests.emulators.listening import Answer, Asked

FILM = Random(3).randbytes(900_000)


def dropped(stage: Stage) -> str:
    drop = stage.drive.folder("my video", stage.root.folder)
    stage.drive.put(drop, "take1.mp4", b"one")
    stage.poll()
    return drop


def theirs(drive: Drive) -> dict[str, tuple[int, bytes]]:
    return {item.id: (item.version, item.data) for item in drive.items.values() if not item.by_us}


def test_a_delivery_lies_in_cut_beside_the_footage(stage: Stage) -> None:
    drop = dropped(stage)
    before = theirs(stage.drive)
    stage.publish("my video", 1, cut_mp4=FILM, cut_srt=b"", report_html=b"<p>")
    stage.poll()
    assert stage.cut(drop) == {"cut.mp4": FILM, "cut.srt": b"", "report.html": b"<p>"}
    assert set(stage.in_drive(drop)) == {"take1.mp4", "cut", "README - status"}
    assert theirs(stage.drive) == before


def test_what_we_made_is_never_footage(stage: Stage) -> None:
    drop = dropped(stage)
    stage.publish("my video", 1, cut_mp4=FILM)
    stage.poll(3)
    cut = stage.delivered(drop)
    stage.drive.put(cut.folder, "notes.mp4", b"put into our folder")
    stage.drive.rename(cut.folder, "final")
    stage.drive.rename(cut.status, "take9.mp4")
    stage.drive.move(cut.files["cut.mp4"].id, drop)
    stage.poll(3)
    assert set(stage.files("my video")) == {"take1.mp4"}


def test_a_users_own_folder_called_cut_is_theirs(stage: Stage) -> None:
    drop = dropped(stage)
    own = stage.drive.folder("cut", drop)
    stage.drive.put(own, "cut.mp4", b"theirs")
    stage.publish("my video", 1, cut_mp4=FILM)
    stage.poll()
    assert stage.in_drive(own) == {"cut.mp4": b"theirs"}
    assert stage.cut(drop) == {"cut.mp4": FILM}
    assert stage.files("my video")["cut/cut.mp4"] == b"theirs"


def test_a_later_revision_takes_the_place_of_the_first_under_the_same_links(stage: Stage) -> None:
    drop = dropped(stage)
    stage.publish("my video", 1, cut_mp4=b"film 1", cut_srt=b"words", old_txt=b"old")
    stage.poll()
    first = stage.delivered(drop)
    stage.publish("my video", 2, cut_mp4=b"film 2", cut_srt=b"words", new_txt=b"new")
    stage.poll()
    second = stage.delivered(drop)
    assert stage.cut(drop) == {"cut.mp4": b"film 2", "cut.srt": b"words", "new.txt": b"new"}
    assert (first.folder, first.status) == (second.folder, second.status)
    assert [second.files[name].id for name in ("cut.mp4", "cut.srt")] == [
        first.files[name].id for name in ("cut.mp4", "cut.srt")
    ]
    assert stage.drive.items[first.files["cut.srt"].id].version == 1
    assert stage.drive.items[first.files["old.txt"].id].trashed


def test_a_late_delivery_of_an_older_revision_changes_nothing(stage: Stage) -> None:
    drop = dropped(stage)
    stage.publish("my video", 2, cut_mp4=b"film 2")
    stage.poll()
    before = {item.id: item.version for item in stage.drive.items.values()}
    stage.publish("my video", 1, cut_mp4=b"film 1")
    stage.poll()
    with turn_in(stage.book, drop, "late") as turn:
        late = Delivery(revision=1, files={"cut.mp4": stage.blob(b"film 1")})
        api, sender = Api(stage.means.connection), Sender(stage.means.connection)
        Delivering(api, sender, turn, DriveFile(id=drop, name="x"), lambda _: BytesIO(b""), Deadline(9)).bring(late)
    assert {item.id: item.version for item in stage.drive.items.values()} == before


def test_one_delivers_at_a_time_and_nobody_waits_for_the_dead(stage: Stage) -> None:
    drop = dropped(stage)
    with turn_in(stage.book, drop, "first") as first:
        with pytest.raises(Stale), turn_in(stage.book, drop, "second"):
            pass
        stage.wait(3600 * 1000)
        with turn_in(stage.book, drop, "third"):
            pass
        with pytest.raises(Stale):
            first.note(lambda record: record.with_(revision=9))
    assert stage.delivered(drop).revision == 0


def test_what_a_user_made_of_a_delivery_is_kept(stage: Stage) -> None:
    drop = dropped(stage)
    stage.publish("my video", 1, review_md=b"ours", cut_mp4=FILM)
    stage.poll()
    review = stage.delivered(drop).files["review.md"].id
    stage.drive.change(review, data=b"theirs")
    stage.publish("my video", 2, review_md=b"newer", cut_mp4=FILM)
    stage.poll()
    assert stage.cut(drop) == {"review.md": b"newer", "review.yours.md": b"theirs", "cut.mp4": FILM}
    assert stage.drive.items[review].data == b"newer"


def test_what_a_user_threw_away_comes_back_with_the_next_revision_only(stage: Stage) -> None:
    drop = dropped(stage)
    stage.publish("my video", 1, cut_mp4=b"film 1")
    stage.poll()
    stage.drive.trash(stage.delivered(drop).folder)
    stage.poll()
    assert set(stage.in_drive(drop)) == {"take1.mp4", "README - status"}
    stage.publish("my video", 2, cut_mp4=b"film 2")
    stage.poll()
    assert stage.cut(drop) == {"cut.mp4": b"film 2"}


def test_what_a_user_deleted_for_good_comes_back_with_the_next_revision_under_new_ids(stage: Stage) -> None:
    drop = dropped(stage)
    stage.publish("my video", 1, cut_mp4=b"film 1", cut_srt=b"words")
    stage.poll()
    stage.drive.delete(stage.delivered(drop).files["cut.srt"].id)
    stage.publish("my video", 2, cut_mp4=b"film 2", cut_srt=b"words")
    stage.poll()
    assert stage.cut(drop) == {"cut.mp4": b"film 2", "cut.srt": b"words"}
    stage.drive.delete(stage.delivered(drop).folder)
    stage.drive.delete(stage.delivered(drop).status)
    stage.publish("my video", 3, cut_mp4=b"film 3")
    stage.poll()
    assert stage.cut(drop) == {"cut.mp4": b"film 3"}
    assert "The folder cut beside your footage." in stage.status(drop)


def test_a_long_master_is_sent_by_several_calls(stage: Stage) -> None:
    drop = dropped(stage)
    stage.publish("my video", 1, cut_mp4=FILM)
    standing = stage.means.home.folder.delivery(JobId(ANN, "my video"))
    assert standing is not None
    calls = 1
    while not brought_a_little(stage, drop, standing):
        calls += 1
    assert calls == len(FILM) // UNIT + 1
    assert stage.cut(drop) == {"cut.mp4": FILM}
    assert [item.version for item in stage.drive.items.values() if item.name == "cut.mp4"] == [1]


def brought_a_little(stage: Stage, drop: str, standing: Delivery) -> bool:
    """Whether a call that has no time, and another process each time, came to the end."""
    api, sender = Api(stage.means.connection), Sender(stage.means.connection, UNIT)
    try:
        with turn_in(stage.book, drop, uuid4().hex) as turn:
            folder = DriveFile(id=drop, name="my video")
            Delivering(api, sender, turn, folder, stage.blobs.open, Deadline(0)).bring(standing)
    except Stopped:
        return False
    return True


@pytest.mark.logs_errors
def test_where_there_is_no_room_the_user_is_told_and_nothing_is_lost(stage: Stage) -> None:
    drop = dropped(stage)
    stage.publish("my video", 1, cut_mp4=FILM)
    stage.drive.full = True
    stage.poll()
    assert "shared drive" in stage.delivered(drop).trouble
    assert "It cannot be put here: There is no room for" in stage.status(drop)
    stage.drive.full = False
    stage.poll()
    assert stage.cut(drop) == {"cut.mp4": FILM}
    assert "It cannot be put here" not in stage.status(drop)


def test_what_drive_holds_is_compared_with_what_was_sent(stage: Stage) -> None:
    drop = dropped(stage)
    spoiled: list[int] = []

    def spoils(asked: Asked, act: Act) -> Answer | None:
        if asked.method == "PUT" and not spoiled:
            spoiled.append(1)
            asked = asked._replace(body=asked.body[::-1])
        return act(asked)

    stage.wire.fault = spoils
    stage.publish("my video", 1, cut_mp4=FILM)
    stage.poll()
    assert stage.cut(drop) == {"cut.mp4": FILM}


def test_the_status_document_is_one_and_is_rewritten_only_for_news(stage: Stage) -> None:
    drop = dropped(stage)
    page = stage.delivered(drop).status
    version = stage.drive.items[page].version
    stage.poll(3)
    assert stage.drive.items[page].version == version
    stage.drive.put(drop, "script.md", b"Hello.")
    stage.poll()
    assert stage.delivered(drop).status == page
    assert stage.drive.items[page].version > version
    assert [item.name for item in stage.drive.items.values() if item.parent == drop].count("README - status") == 1


def test_a_status_document_that_nobody_wrote_down_is_found_again(stage: Stage) -> None:
    drop = dropped(stage)
    stage.book.changed(Delivered, drop, lambda record: (record or Delivered()).with_(status="", said=""))
    stage.poll()
    assert list(stage.in_drive(drop)).count("README - status") == 1
    assert JobId(ANN, "my video") == stage.job("my video").id
