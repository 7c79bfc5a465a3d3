"""The queue in the ledger's file: what is received, held, given back."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from time import monotonic

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dropcut.domain.names import JobId, Key, Owner, TaskId
from dropcut.domain.values import Millis
from dropcut.engine.clock import SystemClock
from dropcut.engine.fairness import next_served, served_after
from dropcut.local.memory.clock import MemoryClock
from dropcut.local.queue import Received, SqliteDispatch
from dropcut.local.sqlite.connection import Database
from dropcut.ports.dispatch import Advance, Message, RunTask
from tests.conformance.racing import race
from tests.conformance.racing_processes import race_in_processes


def task(number: int, owner: str = "ada", priority: int = 0) -> RunTask:
    return RunTask(task=TaskId(Owner(owner), "render", Key(f"{number:064}")), priority=priority)


def advance(name: str = "my video", priority: int = 0) -> Advance:
    return Advance(job=JobId(Owner("ada"), name), priority=priority)


def messages(received: tuple[Received, ...]) -> list[Message]:
    return [item.message for item in received]


@pytest.fixture
def clock() -> MemoryClock:
    return MemoryClock()


@pytest.fixture
def queue(tmp_path: Path, clock: MemoryClock) -> Iterator[SqliteDispatch]:
    database = Database(tmp_path / "ledger.sqlite")
    yield SqliteDispatch(database, clock.now)
    database.close()


def test_a_message_that_is_held_is_nobody_elses(queue: SqliteDispatch) -> None:
    queue.send([task(1)])
    assert messages(queue.receive("one", 5)) == [task(1)]
    assert queue.receive("two", 5) == ()


def test_an_acknowledged_message_never_comes_back(queue: SqliteDispatch, clock: MemoryClock) -> None:
    queue.send([task(1), task(2)])
    queue.ack(queue.receive("one", 5))
    clock.sleep(Millis(1_000_000))
    assert queue.receive("two", 5) == ()


def test_a_message_that_is_not_acknowledged_comes_back(queue: SqliteDispatch, clock: MemoryClock) -> None:
    queue.send([task(1), task(2)])
    first = queue.receive("one", 1, Millis(10_000))
    clock.sleep(Millis(9_000))
    assert messages(queue.receive("two", 5, Millis(10_000))) == [task(2)]
    clock.sleep(Millis(1_000))
    again = queue.receive("two", 5)
    assert messages(again) == messages(first)
    queue.ack(first)
    clock.sleep(Millis(60_000))
    assert messages(queue.receive("three", 5)) == [task(1), task(2)], "an old receipt took what was somebody else's"


def test_what_a_dead_worker_held_comes_back_at_once(queue: SqliteDispatch) -> None:
    queue.send([task(number) for number in range(4)])
    queue.receive("host/12/a", 1)
    queue.receive("host/12/b", 1)
    queue.receive("host/123/a", 1)
    queue.release_holder("host/12/")
    assert messages(queue.receive("two", 5)) == [task(0), task(1), task(3)]


@pytest.mark.parametrize("beginning", ["%", "_", "ho_t"])
def test_holders_are_named_literally(queue: SqliteDispatch, beginning: str) -> None:
    queue.send([task(1)])
    queue.receive("host", 1)
    queue.release_holder(beginning)
    assert queue.receive("two", 5) == ()


def test_what_is_given_back_keeps_its_place(queue: SqliteDispatch, clock: MemoryClock) -> None:
    queue.send([task(1), task(2)])
    held = queue.receive("one", 2)
    clock.sleep(Millis(1))
    queue.send([task(3)])
    queue.give_back(held)
    assert messages(queue.receive("two", 5)) == [task(1), task(2), task(3)]


def test_a_wish_that_arrives_while_one_is_held_is_kept(queue: SqliteDispatch) -> None:
    queue.send([advance()])
    held = queue.receive("one", 5)
    queue.send([advance(), advance(priority=3)])
    queue.ack(held)
    assert messages(queue.receive("one", 5)) == [advance(priority=3)]


def test_what_comes_back_folds_into_what_was_sent_meanwhile(queue: SqliteDispatch) -> None:
    queue.send([advance(priority=9)])
    held = queue.receive("one", 5)
    queue.send([advance(priority=2)])
    queue.give_back(held)
    assert messages(queue.receive("two", 5)) == [advance(priority=9)]
    assert queue.receive("two", 5) == ()


def test_what_was_sent_outlives_the_process(tmp_path: Path) -> None:
    code = (
        "import os, signal, sys; from pathlib import Path; from dropcut.engine.clock import SystemClock\n"
        "from dropcut.local.queue import SqliteDispatch; from dropcut.local.sqlite.connection import Database\n"
        "from dropcut.ports.dispatch import Advance; from dropcut.domain.names import JobId\n"
        "queue = SqliteDispatch(Database(Path(sys.argv[1])), SystemClock().now)\n"
        "queue.send([Advance(job=JobId.parse('ada/my video'))])\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    ended = subprocess.run([sys.executable, "-c", code, tmp_path / "ledger.sqlite"], check=False)
    assert ended.returncode == -signal.SIGKILL
    queue = SqliteDispatch(Database(tmp_path / "ledger.sqlite"), SystemClock().now)
    assert messages(queue.receive("one")) == [advance()]


def test_a_waiting_worker_sees_a_message_at_once(tmp_path: Path) -> None:
    queue = SqliteDispatch(Database(tmp_path / "ledger.sqlite"), SystemClock().now)
    sent: list[float] = []

    def send_a_little_later() -> None:
        SystemClock().sleep(Millis(100))
        queue.send([task(1)])
        sent.append(monotonic())

    sender = Thread(target=send_a_little_later)
    sender.start()
    assert queue.wait(Millis(10_000))
    seen = monotonic()
    sender.join()
    assert seen - sent[0] < 0.5  # 20 ms on a machine that has nothing else to do


def test_a_waiting_worker_sees_a_message_when_it_is_due(tmp_path: Path) -> None:
    queue = SqliteDispatch(Database(tmp_path / "ledger.sqlite"), SystemClock().now)
    queue.send([task(1)], Millis(80))
    assert not queue.wait(Millis(20))
    assert queue.wait(Millis(10_000))
    assert messages(queue.receive("one")) == [task(1)]


def test_of_many_threads_each_message_goes_to_one(queue: SqliteDispatch) -> None:
    queue.send([task(number, owner=f"owner{number % 3}") for number in range(400)])
    found = Counter(str(item.message) for some in race(lambda number: _all_received(queue, str(number))) for item in some)
    assert len(found) == 400
    assert set(found.values()) == {1}


def test_of_many_processes_each_message_goes_to_one(tmp_path: Path) -> None:
    SqliteDispatch(Database(tmp_path / "ledger.sqlite"), SystemClock().now).send([task(number) for number in range(100)])
    numbers = Counter(number for some in race_in_processes(_receive_as_a_process, tmp_path, 6) for number in some)
    assert len(numbers) == 100
    assert set(numbers.values()) == {1}


def _receive_as_a_process(place: Path, number: int) -> list[int]:
    queue = SqliteDispatch(Database(place / "ledger.sqlite"), SystemClock().now)
    return [item.number for item in _all_received(queue, f"{os.getpid()}/{number}")]


def _all_received(queue: SqliteDispatch, holder: str) -> list[Received]:
    found: list[Received] = []
    while some := queue.receive(holder, 7):
        queue.ack(some)
        found.extend(some)
    return found


SENT = st.lists(st.tuples(st.integers(0, 40), st.sampled_from("abcde"), st.integers(0, 2)), max_size=40)


@given(SENT, st.lists(st.integers(1, 9), min_size=1, max_size=12))
@settings(max_examples=60, deadline=None)
def test_turns_are_those_of_the_policy(
    tmp_path_factory: pytest.TempPathFactory, sent: list[tuple[int, str, int]], counts: list[int]
) -> None:
    queue = SqliteDispatch(Database(tmp_path_factory.mktemp("queue") / "ledger.sqlite"), MemoryClock().now)
    waiting = [task(place, owner, priority) for place, (_, owner, priority) in enumerate(sent)]
    queue.send(waiting)
    served: dict[str, int] = {}
    for count in counts:
        expected = next_served(waiting, served, count)
        assert messages(queue.receive("one", count)) == expected
        served = served_after(served, (message.owner for message in expected))
        waiting = [message for message in waiting if message not in expected]
