"""What dead processes left behind in the ledger: attempts that nobody works on, and turns that nobody takes.

Only for whoever keeps the home, and so knows who is dead. Others wait for leases to run out.
"""

from __future__ import annotations

from dropcut.domain.tasks import Task, TaskState
from dropcut.local.sqlite.connection import Database


class Estate:
    """Reads and clears away what the dead left in one file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def attempts(self, holder: str | None = None) -> tuple[Task, ...]:
        """Tasks recorded as running (under this holder, when said), in order of their ids."""
        with self._database.read() as connection:
            rows = connection.execute(
                "SELECT document FROM task WHERE state = ? ORDER BY id", (TaskState.RUNNING.value,)
            ).fetchall()
        tasks = (Task.load(document) for (document,) in rows)
        return tuple(task for task in tasks if holder is None or task.holder == holder)

    def free_turns(self) -> None:
        """Let anybody take every turn: whoever had one is dead. Its wakes are not served yet and stay."""
        with self._database.write() as connection:
            connection.execute("UPDATE turn SET until = NULL WHERE until IS NOT NULL")
