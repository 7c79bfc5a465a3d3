"""What was kept for as long as it was said goes by itself, and nothing sooner."""

from __future__ import annotations

from pathlib import Path

import pytest

from dropcut.domain.errors import NotFound, Permanent
from dropcut.domain.jobs import JobState
from dropcut.domain.retention import Retention
from dropcut.engine.retention import keep_no_longer
from dropcut.local.files.places import Inbox
from dropcut.local.files.uploads import FileUploads
from tests.unit.engine.deleting.scene import DAY, HOLIDAY, WEDDING, Scene


def look(scene: Scene, said: str) -> None:
    nowhere = Path("nobody sends anything")
    uploads = FileUploads(Inbox(nowhere, nowhere), nowhere, scene.small.clock.now)
    keep_no_longer(scene.small.home, scene.deleting, Retention.parse(said), uploads)


def test_by_itself_nothing_goes_that_a_person_made_or_was_given() -> None:
    scene = Scene()
    scene.make(HOLIDAY)
    scene.wait(4_000 * DAY)
    look(scene, "")
    assert scene.small.ledger.job(HOLIDAY).state is JobState.DONE
    assert scene.small.folder.delivered(HOLIDAY) == {"total.txt": b"20"}


def test_a_delivery_goes_after_its_days_and_the_job_stays() -> None:
    scene = Scene()
    scene.make(HOLIDAY)
    scene.wait(29 * DAY)
    look(scene, "deliveries=30")
    assert scene.small.folder.delivered(HOLIDAY) != {}
    scene.wait(2 * DAY)
    look(scene, "deliveries=30")
    assert scene.small.folder.delivered(HOLIDAY) == {}
    assert scene.small.ledger.job(HOLIDAY).state is JobState.DONE


def test_a_job_goes_after_its_days_with_all_that_was_made_and_is_certified() -> None:
    scene = Scene()
    scene.make(HOLIDAY)
    scene.wait(20 * DAY)
    scene.make(WEDDING, 11)
    scene.wait(11 * DAY)
    look(scene, "jobs=30")
    with pytest.raises(NotFound):
        scene.small.ledger.job(HOLIDAY)
    assert scene.small.ledger.job(WEDDING).state is JobState.DONE
    (proof,) = scene.records.records("deletions", "", 9)
    assert scene.opaque.job(HOLIDAY) in proof.text
    assert not any("total.txt" in path and "20" in path for path in scene.blobs())


def test_artifacts_that_no_job_reaches_go_after_their_days() -> None:
    scene = Scene()
    scene.make(HOLIDAY)
    scene.make(HOLIDAY, 11)
    before = len(scene.blobs())
    scene.wait(29 * DAY)
    look(scene, "")
    assert len(scene.blobs()) == before
    scene.wait(2 * DAY)
    look(scene, "")
    assert len(scene.blobs()) < before
    assert scene.small.folder.delivered(HOLIDAY) == {"total.txt": b"22"}


def test_a_job_that_still_works_has_no_end_to_count_from() -> None:
    scene = Scene()
    scene.small.folder.drop_file(HOLIDAY, "take1.mp4", b"x" * 10)
    scene.small.submit()
    scene.small.ledger.update_job(scene.small.ledger.job(HOLIDAY).with_(state=JobState.WORKING, ended=None))
    scene.wait(100 * DAY)
    look(scene, "jobs=1,deliveries=1")
    assert scene.small.ledger.job(HOLIDAY).state is JobState.WORKING


@pytest.mark.parametrize(
    "said", ["films=3", "artifacts=soon", "artifacts=-1", "audit=never", "jobs=99999", "jobs", "uploads=0", "uploads=never"]
)
def test_what_says_no_time_is_refused_in_words(said: str) -> None:
    with pytest.raises(Permanent) as told:
        Retention.parse(said)
    assert told.value.hint


def test_never_is_a_time_and_what_is_not_said_stays_as_it_is() -> None:
    read = Retention.parse(" artifacts=never , deliveries=7 ")
    assert (read.artifacts, read.deliveries, read.jobs, read.audit) == (None, 7, None, 400)
