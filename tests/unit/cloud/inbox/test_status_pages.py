"""The page in the outbox of a bucket says how a drop stands, is written when that is news, and goes with the drop."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dropcut.cloud.gcs.reading import opened
from dropcut.cloud.inbox.naming import STATUS_PAGE, outbox_of
from dropcut.cloud.status_pages import StatusPages
from dropcut.domain.jobs import Job, JobState
from dropcut.domain.names import JobId
from dropcut.ports.recipe import Do, Drop
from tests.unit.cloud.stages import Stage
from tests.unit.engine.small_home import SmallHome

DROP = JobId.parse("ann/film")


class Scene:
    """A job in a ledger, and the outbox of its drop in a bucket."""

    def __init__(self, stage: Stage) -> None:
        self.small = SmallHome(_nothing)
        self.stage = stage
        home = replace(self.small.home, folder=stage.folder)
        self.pages = StatusPages(home, stage.store, stage.inbox, lambda drop: f"https://cuts.example.com/jobs/{drop}")
        self.small.ledger.create_job(Job(id=DROP))

    def becomes(self, **changes: object) -> None:
        ledger = self.small.ledger
        ledger.update_job(ledger.job(DROP).with_(**changes))
        self.pages.tell(DROP)

    @property
    def text(self) -> str:
        with opened(self.stage.store, outbox_of(DROP) + STATUS_PAGE) as file:
            return file.read().decode()

    @property
    def generation(self) -> int:
        return self.stage.store.look(outbox_of(DROP) + STATUS_PAGE).generation


@pytest.fixture
def scene(stage: Stage) -> Scene:
    return Scene(stage)


def test_the_page_says_where_footage_goes_and_what_is_missing(scene: Scene) -> None:
    scene.pages.tell(DROP)
    assert "Waiting for your footage." in scene.text
    assert f"Put your footage into gs://{scene.stage.inbox.name}/inbox/{DROP}/" in scene.text
    assert "Google Doc" not in scene.text


def test_it_is_written_when_it_says_something_else_and_never_else(scene: Scene) -> None:
    scene.becomes(state=JobState.CANCELLED)
    first = scene.generation
    scene.becomes(priority=3)
    assert scene.generation == first
    scene.becomes(state=JobState.WORKING)
    assert scene.generation != first


def test_it_goes_with_what_was_delivered(scene: Scene) -> None:
    scene.pages.tell(DROP)
    scene.stage.folder.retract(DROP)
    assert scene.stage.store.looked(outbox_of(DROP) + STATUS_PAGE) is None


def test_of_a_drop_that_nobody_knows_nothing_is_said(scene: Scene) -> None:
    scene.pages.tell(JobId.parse("ann/unknown"))
    assert scene.stage.store.looked(outbox_of(JobId.parse("ann/unknown")) + STATUS_PAGE) is None


def _nothing(_drop: Drop, _do: Do) -> None:
    return None
