"""From the last byte to the first task in the cloud, in events: no more than files, and none that waits for another file."""

from __future__ import annotations

from collections import Counter

import pytest

from dropcut.cloud.arrivals import noticed
from dropcut.domain.assets import Upload
from dropcut.domain.jobs import JobState
from dropcut.domain.values import Millis
from dropcut.engine.jobs import afford_ahead
from dropcut.engine.sweep import sweep
from dropcut.ports.dispatch import Advance, Message
from dropcut.ports.recipe import Do, Drop
from dropcut.ports.tools import Tools
from tests.unit.engine.small_home import JOB, SmallHome, row

QUIET = Millis(60_000)


def look(tools: Tools, upload: Upload) -> str:
    with tools.original(upload.drop, upload.file) as file:
        return file.read().decode()


def cut(_tools: Tools, texts: tuple[str, ...]) -> str:
    return " ".join(texts)


def recipe(drop: Drop, do: Do) -> str:
    texts = do.each(look, [Upload(drop=drop.id, file=file) for file in drop.files])
    drop.wait_until_settled()
    return do(cut, texts.all())


class Cloud:
    """A home that is told of objects one by one, and whose messages are counted."""

    def __init__(self) -> None:
        self.small = SmallHome(recipe, row(look), row(cut))
        self.sent: Counter[str] = Counter()

    def arrives(self, name: str, data: bytes = b"x") -> None:
        """An object is there, and its event comes."""
        self.small.folder.drop_file(JOB, name, data)
        noticed(self.small.home, JOB, QUIET)
        self.work()

    def work(self) -> None:
        while messages := self.small.dispatch.receive(1):
            for message in messages:
                self.sent[_kind(message)] += 1
                self.small.deliver(message)

    def minute(self) -> None:
        """A minute goes by, and its sweep."""
        self.small.clock.sleep(QUIET)
        sweep(self.small.home)
        self.work()


@pytest.fixture
def cloud() -> Cloud:
    return Cloud()


def test_from_the_last_object_to_the_first_task_lie_one_sweep_and_one_advance(cloud: Cloud) -> None:
    cloud.arrives("a.txt")
    cloud.sent.clear()
    cloud.small.clock.sleep(QUIET)
    sweep(cloud.small.home)
    (pending,) = cloud.small.dispatch.receive(1)
    assert isinstance(pending, Advance)
    cloud.small.deliver(pending)
    (task,) = cloud.small.dispatch.receive(1)
    assert _kind(task) == "look"


def test_the_whole_job_is_made_of_one_settled_look_and_not_of_two_quiet_times(cloud: Cloud) -> None:
    cloud.arrives("a.txt")
    cloud.minute()
    assert cloud.small.job.state is JobState.DONE
    assert (cloud.sent["look"], cloud.sent["cut"]) == (1, 1)


def test_many_objects_are_as_many_tasks_and_no_more_advances_than_events(cloud: Cloud) -> None:
    for number in range(50):
        cloud.arrives(f"{number:02}.txt", str(number).encode())
    assert cloud.sent["advance"] <= 51
    before = cloud.sent["advance"]
    cloud.minute()
    assert cloud.small.job.state is JobState.DONE
    assert (cloud.sent["look"], cloud.sent["cut"]) == (50, 1)
    assert cloud.sent["advance"] - before <= 60


def test_a_late_take_is_one_more_look_and_one_more_cut(cloud: Cloud) -> None:
    cloud.arrives("a.txt", b"a")
    cloud.minute()
    cloud.sent.clear()
    cloud.arrives("b.txt", b"b")
    cloud.minute()
    assert cloud.small.job.state is JobState.DONE
    assert (cloud.sent["look"], cloud.sent["cut"]) == (1, 1)


def test_a_drop_in_which_something_still_arrives_is_looked_at_however_long_it_ended_ago(cloud: Cloud) -> None:
    cloud.arrives("a.txt")
    cloud.minute()
    cloud.small.folder.drop_file(JOB, "b.mp4.part", b"half")
    noticed(cloud.small.home, JOB, QUIET)
    cloud.work()
    cloud.small.clock.sleep(Millis(48 * 3_600_000))
    cloud.small.folder.remove_file(JOB, "b.mp4.part")
    cloud.small.folder.drop_file(JOB, "b.mp4", b"whole")
    cloud.minute()
    cloud.minute()
    assert {file.path for file in cloud.small.job.files} == {"a.txt", "b.mp4"}


def _kind(message: Message) -> str:
    return "advance" if isinstance(message, Advance) else message.task.step


def test_what_was_recorded_ahead_waits_as_long_as_the_home_does_and_not_as_whoever_recorded_it_thought() -> None:
    small = SmallHome(recipe, row(look), row(cut))
    afford_ahead(small.home, JOB, None)
    small.folder.drop_file(JOB, "a.txt", b"x")
    noticed(small.home, JOB, Millis(2_000))
    assert small.home.ledger.job(JOB).quiet == 2_000
