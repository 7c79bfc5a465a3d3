"""What a power cut leaves of the ledger: whatever was synced, in the order in which it was recorded."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from errno import EIO
from os import strerror
from pathlib import Path

import pytest

from dropcut.domain.errors import Permanent
from dropcut.domain.tasks import TaskState
from dropcut.domain.values import Instant, Millis
from dropcut.local.files.durable import sync_contents
from dropcut.local.queue import SqliteDispatch
from dropcut.local.sqlite import session
from dropcut.local.sqlite.connection import Database
from dropcut.local.sqlite.integrity import problems
from dropcut.local.sqlite.ledger import SqliteLedger
from dropcut.ports.dispatch import RunTask
from dropcut.ports.ledger import Ledger
from tests.conformance.ledger_acts import (
    BATCH,
    HOLIDAY,
    LONG,
    claim,
    do,
    ready_batch,
    record,
    result,
    task_id,
    turn_at,
    wish_for,
    woken,
)

NOW = Instant(10**12)


class Disk:
    """Keeps what had surely reached the disk when the ledger at `path` was last synced."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.syncs = 0
        self._kept = path.parent / "on the disk"
        self._kept.mkdir()

    def sync(self, descriptor: int) -> None:
        """Sync, and note what is there."""
        sync_contents(descriptor)
        self.syncs += 1
        for file in self.path.parent.glob(f"{self.path.name}*"):
            if not file.name.endswith("-shm"):  # rebuilt from the journal when the machine is back
                shutil.copy(file, self._kept)

    @contextmanager
    def after_a_power_cut(self) -> Iterator[Ledger]:
        """The ledger as it would be found now, which is sound."""
        place = self.path.parent / f"found after {self.syncs}"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(self._kept, place)
        with closing(Database(place / self.path.name)) as database:
            assert problems(database) == ()
            yield SqliteLedger(database, lambda: Instant(NOW + LONG))


@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Disk:
    disk = Disk(tmp_path / "ledger.sqlite")
    monkeypatch.setattr(session, "sync_contents", disk.sync)
    return disk


@pytest.fixture
def database(disk: Disk) -> Iterator[Database]:
    with closing(Database(disk.path)) as database:
        yield database


@pytest.fixture
def ledger(database: Database) -> Ledger:
    return SqliteLedger(database, lambda: NOW)


def test_an_attempt_that_was_granted_and_a_result_that_was_taken_are_never_lost(disk: Disk, ledger: Ledger) -> None:
    """Blobs lie under the epoch of an attempt: were a claim lost, the next attempt would have the same epoch."""
    wish_for(ledger, turn_at(ledger), ["a"])
    task = claim(ledger, "a")
    with disk.after_a_power_cut() as found:
        assert (record(found, "a").state, record(found, "a").epoch) == (TaskState.RUNNING, 1)
    ledger.finish(task.id, task.epoch, result("a"))
    with disk.after_a_power_cut() as found:
        assert record(found, "a").result == result("a")
        assert woken(found) == (HOLIDAY,)


def test_a_turn_that_was_taken_is_never_lost(disk: Disk, ledger: Ledger) -> None:
    """Blobs of an advance lie under its turn's epoch."""
    turn = turn_at(ledger)
    with disk.after_a_power_cut() as found:
        again = found.begin_advance(HOLIDAY, "a later one", LONG)
        assert again is not None
        assert again.epoch > turn.epoch


def test_what_was_asked_in_a_turn_may_be_lost_only_with_the_turns_end(disk: Disk, ledger: Ledger) -> None:
    """Then the wake that began the turn is still to be served, and all is asked for again."""
    ledger.wake([HOLIDAY])
    turn = turn_at(ledger)
    ledger.wake([HOLIDAY])
    ready_batch(ledger, turn, ["a", "b"])
    with disk.after_a_power_cut() as found:
        assert found.tasks([task_id("a")]) == (None,)
        assert woken(found) == (HOLIDAY,)
    ledger.end_advance(turn, None)
    with disk.after_a_power_cut() as found:
        assert {record(found, name).state for name in "ab"} == {TaskState.QUEUED}
        assert found.group_open(HOLIDAY, BATCH)


def test_whatever_is_built_on_what_was_asked_keeps_it(disk: Disk, ledger: Ledger) -> None:
    wish_for(ledger, turn_at(ledger), ["a", "b"])
    claim(ledger, "a")
    with disk.after_a_power_cut() as found:
        assert record(found, "b").state is TaskState.QUEUED


def test_a_message_that_is_lost_is_sent_again_for_the_task_that_is_not(disk: Disk, database: Database, ledger: Ledger) -> None:
    turn = turn_at(ledger)
    wish_for(ledger, turn, ["a"])
    ledger.end_advance(turn, None)
    SqliteDispatch(database, lambda: NOW).send([RunTask(task=task_id("a"))])
    with disk.after_a_power_cut() as found:
        assert [task.id for task in found.due(Millis(0), 10).tasks] == [task_id("a")]


def test_the_disk_is_asked_once_for_a_claim_and_once_for_an_end_and_never_for_a_message(
    disk: Disk, database: Database, ledger: Ledger
) -> None:
    turn, queue = turn_at(ledger), SqliteDispatch(database, lambda: NOW)
    before = disk.syncs
    wish_for(ledger, turn, ["a"])
    queue.send([RunTask(task=task_id("a"))])
    received = queue.receive("worker")
    queue.ack(received)
    assert disk.syncs == before
    do(ledger, "a")
    assert disk.syncs == before + 2


def test_a_disk_that_fails_ends_the_work_at_once(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is recorded after a failed sync may lie behind a hole in the journal: nobody may go on as if it did not."""

    def fail(_descriptor: int) -> None:
        raise OSError(EIO, strerror(EIO))

    monkeypatch.setattr(session, "sync_contents", fail)
    with pytest.raises(Permanent, match=r"could not be brought to the disk: Input/output error\."):
        turn_at(SqliteLedger(database, lambda: NOW))
