"""Figures of a home of this machine, in the ledger's own file: every process adds to the same numbers.

See `dropcut.ports.figures.Figures`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from threading import Lock
from time import monotonic
from typing import Final

import structlog

from dropcut.domain.errors import DropcutError
from dropcut.domain.values import Instant
from dropcut.local.sqlite.connection import Database
from dropcut.ports.figures import Attempted, Ended, Swept
from dropcut.telemetry.metrics import SWEPT
from dropcut.telemetry.samples import Sample, added, of_attempt, of_end, of_sweep

log = structlog.get_logger(__name__)

_AT_MOST_S: Final = 0.5
"""How long a figure waits for others to be written with: thousands of short tasks are not thousands of writes more."""
_ADD: Final = """
INSERT INTO figure (metric, labels, part, value) VALUES (?, ?, ?, ?)
ON CONFLICT DO UPDATE SET value = value + excluded.value
"""
_SET: Final = "INSERT OR REPLACE INTO figure (metric, labels, part, value) VALUES (?, ?, ?, ?)"


def last_sweep(database: Database) -> Instant | None:
    """When the last sweep of a home ended; None where none ever did."""
    with database.read() as connection:
        row = connection.execute("SELECT value FROM figure WHERE metric = ?", (SWEPT.name,)).fetchone()
    return None if row is None else Instant(round(row[0] * 1000))


class SqliteFigures:
    """Of one process. What was told and not yet written is written by the next thing that is told, or by `flush`."""

    def __init__(self, database: Database, now: Callable[[], Instant], *, card: bool) -> None:
        self._database = database
        self._now = now
        self._card = card
        self._lock = Lock()
        self._told: list[Sample] = []
        self._written = monotonic()

    def attempted(self, attempt: Attempted) -> None:
        """Written soon."""
        self._tell(of_attempt(attempt, card=self._card))

    def ended(self, job: Ended) -> None:
        """Written soon."""
        self._tell(of_end(job))

    def swept(self, sweep: Swept) -> None:
        """Written at once: sweeps are rare."""
        self._tell(of_sweep(sweep))
        self._write(_SET, [Sample(SWEPT.name, (), self._now() / 1000)])
        self.flush()

    def flush(self) -> None:
        """Write what was told."""
        with self._lock:
            told, self._told, self._written = self._told, [], monotonic()
        self._write(_ADD, added(told))

    def samples(self) -> tuple[Sample, ...]:
        """What all processes of the home told. Raises Unavailable, Permanent."""
        self.flush()
        with self._database.read() as connection:
            rows = connection.execute("SELECT metric, labels, part, value FROM figure").fetchall()
        return tuple(Sample(metric, tuple(json.loads(labels)), value, part) for metric, labels, part, value in rows)

    def _tell(self, samples: Iterable[Sample]) -> None:
        with self._lock:
            self._told.extend(samples)
            ripe = monotonic() - self._written >= _AT_MOST_S
        if ripe:
            self.flush()

    def _write(self, statement: str, samples: Iterable[Sample]) -> None:
        rows = [(sample.metric, json.dumps(sample.labels), sample.part, sample.value) for sample in samples]
        if not rows:
            return
        try:
            with self._database.note() as connection:
                connection.executemany(statement, rows)
        except DropcutError as trouble:  # work does not stop for what is only counted
            log.warning("figures could not be written down", figures=len(rows), why=str(trouble))
