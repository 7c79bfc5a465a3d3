"""A ledger on the emulator whose traffic a test counts, or cuts off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from typing import Any, cast
from uuid import uuid4

from google.api_core.exceptions import ServiceUnavailable
from google.cloud.firestore_v1 import types
from google.cloud.firestore_v1.services.firestore import FirestoreClient

from dropcut.cloud.firestore.clients import Connection, connected_to_emulator
from dropcut.cloud.firestore.encoding import seen
from dropcut.cloud.firestore.ledger import FirestoreLedger
from dropcut.domain.values import Instant
from dropcut.local.memory.clock import MemoryClock
from tests.emulators.firestore import firestore_address

START = Instant(1_700_000_000_000)


class DiedError(BaseException):
    """The process ended here."""


class Wire:
    """Between a ledger and its server: counts what is billed, and cuts the line where it is told to."""

    def __init__(self, client: FirestoreClient) -> None:
        self._client = client
        self.reads_of: Counter[str] = Counter()
        """By collection."""
        self.commits = 0
        self.writes: Counter[str] = Counter()
        self.widest = 0
        self.die_before: int | None = None
        """The commit before which the process ends."""
        self.die_after: int | None = None
        self.lose_answer_of: int | None = None
        """The commit that is done, but of which nobody hears."""
        self.meanwhile: dict[int, Callable[[], object]] = {}
        """What others do just before a commit."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever else a client has
        return getattr(self._client, name)

    @property
    def reads(self) -> int:
        """All of them."""
        return self.reads_of.total()

    def batch_get_documents(self, request: types.BatchGetDocumentsRequest, **how: Any) -> Iterator[Any]:
        self.reads_of.update(_path(name).split("/")[0] for name in request.documents)
        return iter(self._client.batch_get_documents(request, **how))

    def run_query(self, request: types.RunQueryRequest, **how: Any) -> Iterator[Any]:
        answers = list(self._client.run_query(request, **how))
        self.reads_of[_collection(request.structured_query)] += max(1, sum("document" in answer for answer in answers))
        return iter(answers)

    def run_aggregation_query(self, request: types.RunAggregationQueryRequest, **how: Any) -> Iterator[Any]:
        self.reads_of[_collection(request.structured_aggregation_query.structured_query)] += 1
        return iter(self._client.run_aggregation_query(request, **how))

    def commit(self, request: types.CommitRequest, **how: Any) -> Any:  # noqa: ANN401 - the client's
        self.commits += 1
        self.widest = max(self.widest, len(request.writes))
        self.meanwhile.pop(self.commits, _nothing)()
        if self.commits == self.die_before:
            raise DiedError
        answer = self._client.commit(request, **how)
        self.writes.update(_path(write.delete or write.update.name) for write in request.writes)
        if self.commits == self.die_after:
            raise DiedError
        if self.commits == self.lose_answer_of:
            raise ServiceUnavailable("The line was cut.")  # type: ignore[no-untyped-call]
        return answer


class Bench:
    """A database of its own, and ways to it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.clock = MemoryClock(START)
        self.ledger = FirestoreLedger(connection, lambda _server: self.clock.now())

    def watched(self, clock: Callable[[], Instant] | None = None) -> tuple[FirestoreLedger, Wire]:
        """Another way to the same database, and the wire between. `clock`: its store's time, else the usual one."""
        time = clock or self.clock.now
        wire = Wire(self._connection.client)
        connection = replace(self._connection, client=cast("FirestoreClient", wire))
        return FirestoreLedger(connection, lambda _server: time()), wire

    def on_the_servers_time(self) -> FirestoreLedger:
        """As in production."""
        return FirestoreLedger(self._connection)

    def documents(self) -> dict[str, Mapping[str, Any]]:
        """Everything that is kept, by its path."""
        root = f"{self._connection.database}/documents"
        client, allowed = self._connection.client, self._connection.metadata
        found: dict[str, Mapping[str, Any]] = {}
        for collection in client.list_collection_ids(request={"parent": root}, metadata=allowed):
            listing = {"parent": root, "collection_id": collection}
            for document in client.list_documents(request=listing, metadata=allowed):
                found[_path(document.name)] = seen(document.name, types.Document.pb(document)).fields
        return found


@contextmanager
def bench() -> Iterator[Bench]:
    """An empty database."""
    with closing(connected_to_emulator(f"test-{uuid4().hex[:16]}", firestore_address())) as connection:
        yield Bench(connection)


def _nothing() -> None:
    """Nobody else does anything."""


def _collection(query: types.StructuredQuery) -> str:
    return str(query.from_[0].collection_id)


def _path(name: str) -> str:
    return name.split("/documents/", 1)[1]
