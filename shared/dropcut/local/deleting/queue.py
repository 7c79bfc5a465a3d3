"""Messages that lie in the queue, and whose turn it was."""

from __future__ import annotations

from dropcut.domain.deleting import Left, Removed, Whose
from dropcut.engine.deleting.unhindered import Unhindered
from dropcut.local.sqlite.connection import Database

_OF_OWNER = "owner = ?1"
_OF_NO_TASK = "owner = ?1 AND kind = 'task' AND subject NOT IN (SELECT id FROM task)"


class Queue(Unhindered):
    """See `dropcut.ports.remains.Remains`."""

    name = "the queue"

    def __init__(self, database: Database) -> None:
        self._database = database

    def clear(self, whose: Whose) -> tuple[Removed, ...]:
        """Of a job, what is about tasks that are gone: a message names no job."""
        with self._database.write() as connection:
            count = connection.execute(f"DELETE FROM message WHERE {_which(whose)}", (whose.owner,)).rowcount  # noqa: S608 - ours
            if whose.job is None:
                connection.execute("DELETE FROM served WHERE owner = ?", (whose.owner,))
        return (Removed(what="messages of the queue", count=count),)

    def left(self, whose: Whose) -> tuple[Left, ...]:
        """Those that would go now."""
        with self._database.read() as connection:
            asked = f"SELECT count(*) FROM message WHERE {_which(whose)}"  # noqa: S608 - of the two above
            (count,) = connection.execute(asked, (whose.owner,)).fetchone()
        return (Left(what="messages of the queue", count=count, why="They came while the rest went."),) if count else ()


def _which(whose: Whose) -> str:
    return _OF_OWNER if whose.job is None else _OF_NO_TASK
