"""Writers that are killed at any moment leave a sound file, and nothing that was answered is lost."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from time import monotonic, sleep

import pytest

from dropcut.domain.names import TaskId
from dropcut.domain.tasks import TaskState
from dropcut.domain.values import Instant
from dropcut.local.sqlite.connection import Database
from dropcut.local.sqlite.integrity import problems
from dropcut.local.sqlite.ledger import SqliteLedger
from dropcut.ports.ledger import Ledger
from tests.conformance.ledger_acts import BATCH, WEDDING, batch_of, break_down, do, record, task_id, turn_at, want, wish_for
from tests.conformance.racing_processes import process_context

KILLS = 20
BATCH_SIZE = 30
PATIENCE_S = 30


@contextmanager
def opened(place: Path) -> Iterator[tuple[Database, Ledger]]:
    with closing(Database(place / "ledger.sqlite")) as database:
        yield database, SqliteLedger(database, lambda: Instant(10**12))


@pytest.mark.parametrize("seed", range(2))
def test_killed_writers_leave_a_sound_file_with_all_that_was_answered(seed: int, tmp_path: Path) -> None:
    random = Random(seed)
    with opened(tmp_path) as (_, ledger):
        turn_at(ledger)
        turn_at(ledger, WEDDING)
    answered = [name for number in range(KILLS // 2) for name in _kill_a_writer(tmp_path, f"{seed}-{number}", random)]
    assert len(answered) >= KILLS // 2
    with opened(tmp_path) as (database, ledger):
        assert problems(database) == ()
        assert {record(ledger, name).state for name in answered} == {TaskState.DONE}


def test_a_writer_that_is_killed_holds_up_nobody(tmp_path: Path) -> None:
    random = Random(7)
    with opened(tmp_path) as (database, ledger):
        turn = turn_at(ledger)
        for number in range(5):
            _kill_a_writer(tmp_path, f"a-{number}", random)
            begin = monotonic()
            wish_for(ledger, turn, [f"mine {number}"])
            assert do(ledger, f"mine {number}")
            assert monotonic() - begin < 5
        assert problems(database) == ()


def test_what_was_half_done_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    """A call that asks for many tasks records all of them or none."""
    random, found = Random(11), set[int]()
    for number in range(6):
        done = _kill_a_writer(tmp_path, f"w-{number}", random)
        with opened(tmp_path) as (_, ledger):
            batches = [f"w-{number}-{batch}" for batch in range(len(done) + 1)]
            found |= {BATCH_SIZE - ledger.tasks(_shards(name)).count(None) for name in batches}
    assert BATCH_SIZE in found
    assert found <= {0, BATCH_SIZE}


def _kill_a_writer(place: Path, label: str, random: Random) -> list[str]:
    """Start a writer, kill it in the middle of its work, and give what it was answered to be done."""
    processes = process_context()
    reader, writer = processes.Pipe(duplex=False)
    process = processes.Process(target=_write_on, args=(place, label, writer))
    process.start()
    writer.close()
    assert reader.poll(PATIENCE_S)
    sleep(random.random() * 0.05)
    process.kill()
    process.join(PATIENCE_S)
    return list(_received(reader))


def _received(reader: Connection) -> Iterator[str]:
    with reader:
        while True:
            try:
                yield reader.recv()
            except (EOFError, OSError):
                return


def _write_on(place: Path, label: str, answers: Connection) -> None:
    parent, number = os.getppid(), 0
    with opened(place) as (_, ledger):
        while os.getppid() == parent:
            name = f"{label}-{number}"
            ledger.forget_job(WEDDING)
            wedding = turn_at(ledger, WEDDING)
            wish_for(ledger, wedding, [name, f"{name} broken"])
            ledger.open_group(wedding, batch_of(WEDDING))
            ledger.request(wedding, [want(shard, WEDDING, group=BATCH) for shard in _names(name)])
            do(ledger, name)
            answers.send(name)
            break_down(ledger, f"{name} broken")
            number += 1


def _names(batch: str) -> list[str]:
    return [f"{batch} {shard}" for shard in range(BATCH_SIZE)]


def _shards(batch: str) -> list[TaskId]:
    return [task_id(name) for name in _names(batch)]
