"""A review that somebody edits in Drive is obeyed, once; one that nobody would obey is told of, and kept."""

from __future__ import annotations

from uuid import uuid4

from dropcut.domain.decisions import Decisions
from dropcut.domain.jobs import JobState
from dropcut.domain.names import JobId
from dropcut.editing.review.wording import FILE
from dropcut.editing.review.writing import review_of
from dropcut.steps.write_review import WRITTEN_FOR, Reviewing
from tests.drive.stage import ANN, Stage
from tests.unit.editing.report.samples import CUT

NOTHING = Decisions(made=())
PAGE = review_of(CUT, NOTHING)
EDITED = PAGE.replace("take: A", "take: B", 1)
VIDEO = JobId(ANN, "my video")


def reviewed(stage: Stage) -> str:
    """A drop with a delivered review; its folder."""
    folder = stage.drive.folder("my video", stage.root.folder)
    stage.drive.put(folder, "take1.mp4", b"one")
    stage.poll()
    deliver(stage, 1, PAGE)
    stage.poll()
    return folder


def deliver(stage: Stage, revision: int, page: str) -> None:
    at = f"store/ann/write_review/{uuid4().hex * 2}/1"
    made = Reviewing(cut=CUT, decisions=NOTHING)
    stage.blobs.put(f"{at}/{WRITTEN_FOR}", made.dumped())
    blob = stage.blobs.put(f"{at}/{FILE}", page.encode())
    stage.means.home.folder.publish(VIDEO, revision, {FILE: blob})


def review(stage: Stage, folder: str) -> str:
    """Its id in Drive."""
    return stage.delivered(folder).files[FILE].id


def test_an_edit_becomes_decisions_once_and_the_next_page_takes_its_place(stage: Stage) -> None:
    folder = reviewed(stage)
    page, before = review(stage, folder), stage.job("my video")
    stage.drive.replace(page, EDITED.encode())
    stage.poll(3)
    job = stage.job("my video")
    assert len(job.decisions) == 1
    assert job.revision == before.revision + 1
    deliver(stage, 2, PAGE + "\n")
    stage.poll()
    assert stage.drive.items[page].data == (PAGE + "\n").encode()
    assert set(stage.cut(folder)) == {FILE}
    assert len(stage.job("my video").decisions) == 1


def test_an_edit_that_nobody_would_obey_is_told_of_and_kept(stage: Stage) -> None:
    folder = reviewed(stage)
    wrong = PAGE.replace("take: A", "take: Z", 1)
    stage.drive.replace(review(stage, folder), wrong.encode())
    stage.poll(3)
    assert stage.job("my video").decisions == ()
    assert "What you changed in review.md is not obeyed" in stage.status(folder)
    assert stage.drive.items[review(stage, folder)].data == wrong.encode()
    deliver(stage, 2, PAGE)
    stage.poll()
    assert stage.cut(folder) == {FILE: PAGE.encode(), "review.yours.md": wrong.encode()}
    assert "is not obeyed" not in stage.status(folder)


def test_a_refused_edit_may_be_mended(stage: Stage) -> None:
    folder = reviewed(stage)
    stage.drive.replace(review(stage, folder), PAGE.replace("take: A", "take: Z", 1).encode())
    stage.poll()
    stage.drive.replace(review(stage, folder), EDITED.encode())
    stage.poll()
    assert len(stage.job("my video").decisions) == 1
    assert "is not obeyed" not in stage.status(folder)


def test_our_own_deliveries_are_no_edits(stage: Stage) -> None:
    folder = reviewed(stage)
    for revision in range(2, 5):
        deliver(stage, revision, f"{PAGE}\n{'-' * revision}\n")
        stage.poll()
    job = stage.job("my video")
    assert (job.decisions, job.state) == ((), JobState.WORKING)
    assert set(stage.cut(folder)) == {FILE}
