"""How an empty ledger of each kind is made for a test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from hashlib import sha256
from pathlib import Path

from dropcut.cloud.firestore.clients import connected_to_emulator
from dropcut.cloud.firestore.ledger import FirestoreLedger
from dropcut.domain.values import Instant
from dropcut.local.memory.ledger import MemoryLedger
from dropcut.local.sqlite.connection import Database
from dropcut.local.sqlite.ledger import SqliteLedger
from dropcut.ports.ledger import Ledger
from tests.emulators.firestore import firestore_address

StoreClock = Callable[[], Instant]

MakeLedger = Callable[[Path, StoreClock], AbstractContextManager[Ledger]]
"""A ledger kept in a folder, made when it is not there; its store tells the time of the given clock."""


def memory_ledger(_folder: Path, clock: StoreClock) -> AbstractContextManager[Ledger]:
    return nullcontext(MemoryLedger(clock))


@contextmanager
def sqlite_ledger(folder: Path, clock: StoreClock) -> Iterator[Ledger]:
    with closing(Database(folder / "ledger.sqlite")) as database:
        yield SqliteLedger(database, clock)


@contextmanager
def firestore_ledger(folder: Path, clock: StoreClock) -> Iterator[Ledger]:
    """The folder's own project: whoever opens the same folder opens the same ledger."""
    project = f"test-{sha256(str(folder).encode()).hexdigest()[:16]}"
    with closing(connected_to_emulator(project, firestore_address())) as connection:
        yield FirestoreLedger(connection, lambda _server: clock())
