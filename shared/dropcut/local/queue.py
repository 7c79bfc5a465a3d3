"""Messages between the processes of one machine, in the ledger's own file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from sqlite3 import Connection
from time import monotonic, sleep
from typing import NamedTuple

from dropcut.domain.names import JobId, Owner, TaskId
from dropcut.domain.values import Instant, Millis
from dropcut.engine.fairness import next_served, served_after
from dropcut.local.sqlite.connection import Database
from dropcut.ports.dispatch import NOW, Advance, Message, RunTask

VISIBILITY = Millis(60_000)
"""After so long a message that was received and not acknowledged is delivered to somebody else too."""
_GLANCE_S = 0.02
"""How late an idle worker may see a message: looking this often costs less than a hundredth of a core."""

_SEND = """
INSERT INTO message (kind, subject, owner, priority, since, ready, due) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (kind, subject, ready) WHERE holder = '' DO UPDATE SET
    priority = max(priority, excluded.priority), since = min(since, excluded.since), due = min(due, excluded.due)
"""
_RIPEN = "UPDATE OR IGNORE message SET ready = 1, holder = '' WHERE ready = 0 AND due <= ?"
_FOLD = """
UPDATE message SET priority = max(message.priority, ripe.priority), since = min(message.since, ripe.since)
FROM (
    SELECT kind, subject, max(priority) AS priority, min(since) AS since FROM message
    WHERE ready = 0 AND due <= ? GROUP BY kind, subject
) AS ripe
WHERE message.kind = ripe.kind AND message.subject = ripe.subject AND message.ready = 1 AND message.holder = ''
"""
_FOLDED = "DELETE FROM message WHERE ready = 0 AND due <= ?"
_TAKE = "UPDATE message SET ready = 0, holder = ?, due = ?, deliveries = deliveries + 1 WHERE number = ?"
_CAN_RECEIVE = """
SELECT EXISTS (SELECT 1 FROM message WHERE ready = 1) OR EXISTS (SELECT 1 FROM message WHERE ready = 0 AND due <= ?)
"""
_OWNERS = """
WITH RECURSIVE line (owner) AS (
    SELECT min(owner) FROM message WHERE ready = 1 AND priority = ?1
    UNION ALL
    SELECT (SELECT min(owner) FROM message WHERE ready = 1 AND priority = ?1 AND owner > line.owner)
    FROM line WHERE line.owner IS NOT NULL
)
SELECT owner FROM line WHERE owner IS NOT NULL
"""
_LINE = """
SELECT number, deliveries, owner, priority, since, kind, subject FROM message
WHERE ready = 1 AND priority = ? AND owner = ? ORDER BY since, number LIMIT ?
"""


class Received(NamedTuple):
    """A message, its number, and the how-manieth delivery of it this is: only the latest is acknowledged."""

    number: int
    delivery: int
    message: Message


class _Waiting(NamedTuple):
    number: int
    deliveries: int
    owner: str
    priority: int
    since: int
    kind: str
    subject: str

    @property
    def message(self) -> Message:
        if self.kind == "task":
            return RunTask(task=TaskId.parse(self.subject), priority=self.priority)
        owner, _, name = self.subject.partition("/")
        return Advance(job=JobId(Owner(owner), name), priority=self.priority)


class SqliteDispatch:
    """A queue in the file of `database`: urgent ones first, owners in turn (`dropcut.engine.fairness`).

    Of the messages about one job or task that nobody received yet, one is kept among those that can be received, and
    one among those that wait for their time: the more urgent priority and the earlier time count.
    """

    def __init__(self, database: Database, now: Callable[[], Instant]) -> None:
        self._database = database
        self._now = now

    def send(self, messages: Sequence[Message], after: Millis = NOW) -> None:
        """Hand over `messages`, all or none of them."""
        if not messages:
            return
        due = self._now() + max(0, after)
        rows = [(m.kind, _subject(m), m.owner, m.priority, due, after <= 0, due) for m in messages]
        with self._database.note() as connection:
            connection.executemany(_SEND, rows)

    def receive(self, holder: str, count: int = 1, visibility: Millis = VISIBILITY) -> tuple[Received, ...]:
        """Take up to `count` messages, for `visibility`: what is not acknowledged until then is received once more."""
        if not self._can_receive():
            return ()
        now = self._now()
        with self._database.note() as connection:
            _ripen(connection, now)
            taken = _next(connection, count)
            connection.executemany(_TAKE, [(holder, now + visibility, waiting.number) for waiting in taken])
        return tuple(Received(waiting.number, waiting.deliveries + 1, waiting.message) for waiting in taken)

    def ack(self, received: Sequence[Received]) -> None:
        """Say that they were dealt with. One that somebody else received meanwhile stays theirs."""
        if not received:
            return
        with self._database.note() as connection:
            connection.executemany(
                "DELETE FROM message WHERE number = ? AND deliveries = ? AND ready = 0",
                [(item.number, item.delivery) for item in received],
            )

    def give_back(self, received: Sequence[Received]) -> None:
        """Let others receive them at once."""
        if not received:
            return
        now = self._now()
        with self._database.note() as connection:
            connection.executemany(
                "UPDATE message SET due = ? WHERE number = ? AND deliveries = ? AND ready = 0",
                [(now, item.number, item.delivery) for item in received],
            )
            _ripen(connection, now)

    def release_holder(self, beginning: str) -> None:
        """Let others receive at once what those hold whose names begin so: they are dead."""
        now = self._now()
        with self._database.note() as connection:
            connection.execute(
                "UPDATE message SET due = ? WHERE ready = 0 AND holder <> '' AND substr(holder, 1, ?) = ?",
                (now, len(beginning), beginning),
            )
            _ripen(connection, now)

    def wait(self, timeout: Millis) -> bool:
        """Sleep until something can be received, `timeout` at most; whether it can. Somebody else may be quicker."""
        end = monotonic() + timeout / 1000
        while not self._can_receive():
            left = end - monotonic()
            if left <= 0:
                return False
            sleep(min(left, _GLANCE_S))
        return True

    def _can_receive(self) -> bool:
        with self._database.read() as connection:
            (can,) = connection.execute(_CAN_RECEIVE, (self._now(),)).fetchone()
        return bool(can)


def _subject(message: Message) -> str:
    return str(message.task if isinstance(message, RunTask) else message.job)


def _ripen(connection: Connection, now: Instant) -> None:
    """Make receivable what is due: sent for later, or held for too long."""
    for statement in (_RIPEN, _FOLD, _FOLDED):  # what cannot be made ready, because its like is, folds into that
        connection.execute(statement, (now,))


def _next(connection: Connection, count: int) -> list[_Waiting]:
    served = dict(connection.execute("SELECT owner, at FROM served").fetchall())
    chosen = next_served(_candidates(connection, count), served, count)
    latest = served_after(served, (waiting.owner for waiting in chosen))
    connection.executemany(
        "INSERT INTO served VALUES (?, ?) ON CONFLICT DO UPDATE SET at = excluded.at",
        [(owner, at) for owner, at in latest.items() if served.get(owner) != at],
    )
    return chosen


def _candidates(connection: Connection, count: int) -> list[_Waiting]:
    """Enough of what can be received: whatever is left out has `count` others before it."""
    found: list[_Waiting] = []
    (priority,) = connection.execute("SELECT max(priority) FROM message WHERE ready = 1").fetchone()
    while priority is not None and len(found) < count:
        found += _of_priority(connection, priority, count)
        (priority,) = connection.execute(
            "SELECT max(priority) FROM message WHERE ready = 1 AND priority < ?", (priority,)
        ).fetchone()
    return found


def _of_priority(connection: Connection, priority: int, count: int) -> list[_Waiting]:
    owners = [owner for (owner,) in connection.execute(_OWNERS, (priority,))]
    share = max(1, count - len(owners) + 1)  # nobody has more turns than are left when each other owner had one
    lines = (connection.execute(_LINE, (priority, owner, share)) for owner in owners)
    return sorted((_Waiting(*row) for line in lines for row in line), key=lambda waiting: (waiting.since, waiting.number))
