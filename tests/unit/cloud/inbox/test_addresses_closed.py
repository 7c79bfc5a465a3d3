"""An address that files were to be sent to is closed when its time is over: DROPCUT_KEEP=uploads=... is obeyed."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dropcut.cloud.inbox.uploads import BucketUploads
from dropcut.domain.errors import Unavailable
from dropcut.domain.names import JobId
from dropcut.domain.retention import WEEK, millis
from dropcut.domain.values import Millis
from dropcut.local.memory.clock import MemoryClock
from dropcut.local.memory.records import MemoryRecords
from dropcut.ports.uploads import Sending
from tests.emulators.front import Asked, Fault
from tests.emulators.listening import Answer
from tests.unit.cloud.stages import Stage

DROP, FILM = JobId.parse("ann/holiday"), Sending(path="film.mp4", size=10)
DAY = millis(1)


def answering(status: int) -> Fault:
    """To whoever closes an address; everybody else is served."""

    def fault(asked: Asked, act: Callable[[], Answer]) -> Answer:
        return Answer(status, {}, b"") if asked.kind == "cancel" else act()

    return fault


class Sender:
    """Somebody who begins to send."""

    def __init__(self, stage: Stage, kept: Millis) -> None:
        self.clock = MemoryClock()
        self.uploads = BucketUploads(stage.inbox, MemoryRecords(self.clock.now), kept)
        self.begun = self.uploads.begin(DROP, FILM)
        stage.front.counted()


def test_after_the_days_that_were_said_the_service_is_told_to_throw_it_away(stage: Stage) -> None:
    sender = Sender(stage, millis(3))
    sender.clock.sleep(Millis(3 * DAY - 1))
    assert (sender.uploads.clear_away(), stage.front.counted()["cancel"]) == (0, 0)
    sender.clock.sleep(Millis(1))
    assert (sender.uploads.clear_away(), stage.front.counted()["cancel"]) == (1, 1)
    assert (sender.uploads.clear_away(), stage.front.counted()["cancel"]) == (0, 0)


def test_abandoning_closes_it_too(stage: Stage) -> None:
    sender = Sender(stage, WEEK)
    sender.uploads.abandon(DROP, sender.begun.id)
    assert stage.front.counted()["cancel"] == 1


def test_no_address_lives_longer_than_the_service_lets_it(stage: Stage) -> None:
    sender = Sender(stage, millis(90))
    assert sender.begun.until == sender.clock.now() + WEEK


def test_begun_again_after_its_time_it_has_another_address(stage: Stage) -> None:
    sender = Sender(stage, millis(1))
    sender.clock.sleep(DAY)
    assert sender.uploads.begin(DROP, FILM).direct != sender.begun.direct


@pytest.mark.parametrize("status", [499, 404, 410, 204])
def test_closed_now_or_over_before_is_the_same(stage: Stage, status: int) -> None:
    """499 is what Cloud Storage answers to whoever closes an upload."""
    sender = Sender(stage, WEEK)
    stage.front.fault = answering(status)
    sender.uploads.abandon(DROP, sender.begun.id)
    assert sender.uploads.open(DROP) == ()


def test_what_could_not_be_closed_is_tried_again(stage: Stage) -> None:
    sender = Sender(stage, millis(1))
    sender.clock.sleep(DAY)
    stage.front.fault = answering(503)
    with pytest.raises(Unavailable):
        sender.uploads.clear_away()
    stage.front.mend()
    assert sender.uploads.clear_away() == 1
