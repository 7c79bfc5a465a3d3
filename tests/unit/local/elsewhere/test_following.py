"""A job elsewhere is followed until what was sent is done with, and not a look longer; and looks cost little."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from threading import Timer
from typing import NoReturn

import pytest

from dropcut.domain.errors import Unavailable
from dropcut.domain.jobs import JobState
from dropcut.domain.values import Millis
from dropcut.engine import jobs
from dropcut.engine.elsewhere import Elsewhere
from dropcut.engine.home import Home
from dropcut.local.elsewhere.following import Following
from dropcut.local.showing.shown import Shown
from dropcut.local.signals import Told
from dropcut.ports.recipe import Do, Drop
from tests.conformance.ledger_acts import HOLIDAY, ready_batch, turn_at
from tests.unit.cloud.firestore.bench import bench
from tests.unit.engine.small_home import JOB, NO_QUIET, SmallHome


@dataclass
class Screen:
    """Keeps what was shown."""

    shown: list[Shown] = field(default_factory=list)
    pause_s: float = 0.0

    def show(self, shown: Shown) -> None:
        self.shown.append(shown)

    def close(self) -> None:
        """There is nothing to put back."""


@dataclass(frozen=True)
class There:
    """As much of a home elsewhere as following needs."""

    home: Home
    log: str = "nowhere"

    def __getattr__(self, name: str) -> NoReturn:
        raise AssertionError(f"nobody needs {name} to follow a job")


def make_nothing(_drop: Drop, _do: Do) -> int:
    return 7


def wait_for_a_person(drop: Drop, _do: Do) -> int:
    drop.wait_for("somebody with a microphone")


@pytest.fixture
def small() -> SmallHome:
    made = SmallHome(make_nothing)
    made.folder.drop_file(JOB, "take1.mp4", b"la")
    return made


@pytest.fixture
def screen() -> Screen:
    return Screen()


def following(home: Home, screen: Screen) -> Following:
    there: Elsewhere = There(home)
    return Following(there, JOB, screen, ())


@contextmanager
def told_within(seconds: float) -> Iterator[Told]:
    told = Told()
    timer = Timer(seconds, lambda: told.note(2, None))
    timer.start()
    yield told
    timer.cancel()


def rests(follower: Following) -> bool:
    with told_within(0.3) as told:
        return follower.until_it_rests(told)


def test_what_is_done_is_not_waited_for(small: SmallHome, screen: Screen) -> None:
    small.submit()
    assert rests(following(small.home, screen))
    assert screen.shown[-1].state is JobState.DONE


def test_the_end_of_an_older_revision_is_not_the_end_of_what_was_sent(small: SmallHome, screen: Screen) -> None:
    small.submit()
    small.folder.drop_file(JOB, "take2.mp4", b"lo")
    follower = following(small.home, screen)
    assert not rests(follower)
    jobs.submit(small.home, JOB, NO_QUIET)
    small.work()
    assert rests(follower)
    assert screen.shown[-1].revision == 2


def test_while_nobody_has_noticed_it_says_so(small: SmallHome, screen: Screen) -> None:
    assert not rests(following(small.home, screen))
    assert screen.shown[-1].why == "All is sent; the home has not noticed it yet."


def test_a_cancelled_job_is_not_waited_for(small: SmallHome, screen: Screen) -> None:
    jobs.submit(small.home, JOB, NO_QUIET)
    jobs.cancel(small.home, JOB)
    assert rests(following(small.home, screen))


def test_what_only_a_person_can_bring_is_not_waited_for_once_the_home_has_looked_again(screen: Screen) -> None:
    small = SmallHome(wait_for_a_person)
    small.folder.drop_file(JOB, "take1.mp4", b"la")
    small.submit()
    follower = following(small.home, screen)
    assert not rests(follower)
    small.clock.sleep(Millis(121_000))
    assert rests(follower)
    assert "waits for somebody with a microphone" in screen.shown[-1].why


class Silent:
    """A ledger that does not answer now."""

    def __getattr__(self, name: str) -> NoReturn:
        raise Unavailable(f"There is no answer to {name}.")


def test_a_silence_of_the_ledger_is_waited_out(small: SmallHome, screen: Screen) -> None:
    assert not rests(following(replace(small.home, ledger=Silent()), screen))


def test_a_look_costs_five_reads_and_one_that_finds_something_few_more(small: SmallHome, screen: Screen) -> None:
    with bench() as database:
        ready_batch(database.ledger, turn_at(database.ledger), [f"shard {number}" for number in range(250)])
        ledger, wire = database.watched()
        follower = Following(There(replace(small.home, ledger=ledger)), HOLIDAY, screen, ())
        costs = []
        for _ in range(2):
            before = wire.reads
            assert not rests(follower)
            costs.append(wire.reads - before)
    first, again = costs
    assert again <= 5
    assert first <= again + 1 + 200 + 2
    assert 30 * (again + 3) + 201 <= 450, "what docs/how-to/cloud.md says"
