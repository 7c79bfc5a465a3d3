"""At home only tasks travel as messages."""

from __future__ import annotations

from pathlib import Path

from dropcut.domain.names import JobId, Key, Owner, TaskId
from dropcut.engine.clock import SystemClock
from dropcut.local.errands import Errands
from dropcut.local.queue import SqliteDispatch
from dropcut.local.sqlite.connection import Database
from dropcut.ports.dispatch import Advance, RunTask


def test_advances_stay_at_home_and_tasks_are_sent(tmp_path: Path) -> None:
    queue = SqliteDispatch(Database(tmp_path / "ledger.sqlite"), SystemClock().now)
    task = RunTask(task=TaskId(Owner("ann"), "ingest", Key("0" * 64)), priority=3)
    Errands(queue).send([Advance(job=JobId(Owner("ann"), "sea")), task])
    assert [received.message for received in queue.receive("us", 10)] == [task]
