"""How an empty place for small documents of each kind is made for a test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from hashlib import sha256
from pathlib import Path

from dropcut.cloud.firestore.clients import connected_to_emulator
from dropcut.cloud.firestore.records import FirestoreRecords
from dropcut.domain.values import Instant
from dropcut.local.memory.records import MemoryRecords
from dropcut.local.sqlite.connection import Database
from dropcut.local.sqlite.records import SqliteRecords
from dropcut.ports.records import Records
from tests.emulators.firestore import firestore_address

MakeRecords = Callable[[Path, Callable[[], Instant]], AbstractContextManager[Records]]


def memory_records(_folder: Path, clock: Callable[[], Instant]) -> AbstractContextManager[Records]:
    return nullcontext(MemoryRecords(clock))


@contextmanager
def sqlite_records(folder: Path, clock: Callable[[], Instant]) -> Iterator[Records]:
    with closing(Database(folder / "ledger.sqlite")) as database:
        yield SqliteRecords(database, clock)


@contextmanager
def firestore_records(folder: Path, clock: Callable[[], Instant]) -> Iterator[Records]:
    project = f"test-{sha256(str(folder).encode()).hexdigest()[:16]}"
    with closing(connected_to_emulator(project, firestore_address())) as connection:
        yield FirestoreRecords(connection, lambda _server: clock())


RECORDS: dict[str, MakeRecords] = {
    "memory": memory_records,
    "sqlite": sqlite_records,
    "firestore": firestore_records,
}
