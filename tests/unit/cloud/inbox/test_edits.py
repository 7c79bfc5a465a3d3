"""A review that somebody edits in the outbox of a bucket is obeyed, once; of one that nobody would obey the page tells."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from dropcut.cloud.edits import edited
from dropcut.cloud.events import Delivered
from dropcut.cloud.gcs.reading import opened
from dropcut.cloud.inbox.naming import STATUS_PAGE, outbox_of
from dropcut.cloud.status_pages import StatusPages
from dropcut.cloud.workplace import Workplace
from dropcut.domain.decisions import Decisions
from dropcut.domain.jobs import Job
from dropcut.domain.names import JobId
from dropcut.editing.review.wording import FILE
from dropcut.editing.review.writing import review_of
from dropcut.steps.write_review import WRITTEN_FOR, Reviewing
from tests.unit.cloud.stages import Stage
from tests.unit.editing.report.samples import CUT
from tests.unit.engine.small_home import SmallHome

DROP = JobId.parse("ann/film")
REVIEW, PAGE = outbox_of(DROP) + FILE, outbox_of(DROP) + STATUS_PAGE
NOTHING = Decisions(made=())
WRITTEN = review_of(CUT, NOTHING)


class Scene:
    """A drop whose review was delivered into a bucket."""

    def __init__(self, stage: Stage) -> None:
        self.small, self.stage = SmallHome(lambda *_: None), stage
        home = replace(self.small.home, folder=stage.folder, blobs=stage.copying)
        self.pages = StatusPages(home, stage.store, stage.inbox, lambda _: "")
        nobody: Any = None
        self.workplace = Workplace(nobody, home, nobody, nobody, pages=lambda: self.pages)
        self.small.ledger.create_job(Job(id=DROP))
        self.deliver(1)

    def deliver(self, revision: int) -> None:
        at = f"store/ann/write_review/{uuid4().hex * 2}/1"
        self.stage.copying.put(f"{at}/{WRITTEN_FOR}", Reviewing(cut=CUT, decisions=NOTHING).dumped())
        blob = self.stage.copying.put(f"{at}/{FILE}", f"{WRITTEN}{revision * 'x'}".encode())
        self.stage.folder.publish(DROP, revision, {FILE: blob})
        self.told()

    def edit(self, text: str) -> None:
        self.stage.store.put(REVIEW, text.encode(), {}, self.stage.store.look(REVIEW).generation)
        self.told()

    def told(self, file: str = FILE) -> None:
        edited(self.workplace, Delivered(drop=DROP, file=file))

    @property
    def job(self) -> Job:
        return self.small.ledger.job(DROP)

    @property
    def page(self) -> str:
        with opened(self.stage.store, PAGE) as file:
            return file.read().decode()


@pytest.fixture
def scene(stage: Stage) -> Scene:
    return Scene(stage)


def test_our_own_delivery_is_no_edit(scene: Scene) -> None:
    scene.deliver(2)
    assert (scene.job.decisions, scene.job.revision) == ((), Job(id=DROP).revision)


def test_an_edit_becomes_decisions_once_however_often_it_is_told_of(scene: Scene) -> None:
    before = scene.job.revision
    scene.edit(WRITTEN.replace("take: A", "take: B", 1))
    for _ in range(3):
        scene.told()
    assert len(scene.job.decisions) == 1
    assert scene.job.revision == before + 1
    scene.deliver(2)
    assert len(scene.job.decisions) == 1


def test_an_edit_that_nobody_would_obey_is_told_of_while_it_lies_there(scene: Scene) -> None:
    scene.edit(WRITTEN.replace("take: A", "take: Z", 1))
    assert scene.job.decisions == ()
    for _ in range(2):
        assert "What you changed in review.md is not obeyed: " in scene.page
        scene.small.ledger.update_job(scene.job.with_(priority=3, waiting_for="footage: put a clip here"))
        scene.pages.tell(DROP)
    scene.edit(WRITTEN.replace("take: A", "take: B", 1))
    assert len(scene.job.decisions) == 1
    assert "not obeyed" not in scene.page


def test_a_delivery_that_takes_its_place_ends_the_remark(scene: Scene) -> None:
    scene.edit(WRITTEN.replace("take: A", "take: Z", 1))
    scene.deliver(2)
    assert "not obeyed" not in scene.page


def test_other_files_and_other_drops_change_nothing(scene: Scene) -> None:
    asked = len(scene.stage.front.asked)
    scene.told("cut.mp4")
    assert len(scene.stage.front.asked) == asked
    edited(scene.workplace, Delivered(drop=JobId.parse("ann/unknown"), file=FILE))
