"""What goes over the wires between the processes of a home and its services, counted as it is billed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic
from typing import Any, NamedTuple

from google.cloud.firestore_v1 import types
from google.pubsub_v1.types import PublishRequest

from benchmarks.on_paper.counting import Kind
from tests.e2e.cloud.estate import Addresses
from tests.emulators.front import front
from tests.emulators.passing import passing

CLASS_A = ("insert", "list", "rewrite", "patch")
"""What Cloud Storage bills as a change or a listing; `get` is class B, the pieces of an upload and deleting are free."""


class Written(NamedTuple):
    """One write of one document."""

    at: float
    path: str
    state: str
    """The state of a task, where the write says one."""


@dataclass
class Traffic:
    """All that was asked while somebody counted."""

    reads: Counter[str] = field(default_factory=Counter)
    """By collection."""
    writes: list[Written] = field(default_factory=list)
    deletes: int = 0
    messages: Counter[str] = field(default_factory=Counter)
    """By kind."""
    operations: Counter[str] = field(default_factory=Counter)
    """Of Cloud Storage."""
    _lock: Lock = field(default_factory=Lock)

    def of_firestore(self, method: str, asked: bytes, answers: Sequence[bytes]) -> None:
        """One call that went well."""
        with self._lock:
            match method.rpartition("/")[2]:
                case "BatchGetDocuments":
                    names = types.BatchGetDocumentsRequest.pb().FromString(asked).documents
                    self.reads.update(_path(name).split("/")[0] for name in names)
                case "RunQuery":
                    query = types.RunQueryRequest.pb().FromString(asked).structured_query
                    found = sum(types.RunQueryResponse.pb().FromString(answer).HasField("document") for answer in answers)
                    self.reads[_collection(query)] += max(1, found)
                case "RunAggregationQuery":
                    counting = types.RunAggregationQueryRequest.pb().FromString(asked).structured_aggregation_query
                    self.reads[_collection(counting.structured_query)] += 1
                case "Commit":
                    self._note_all(types.CommitRequest.pb().FromString(asked).writes)
                case _:
                    raise ValueError(f"nobody counts {method}")

    def of_pubsub(self, method: str, asked: bytes, _answers: Sequence[bytes]) -> None:
        """The same of a publisher."""
        if method.endswith("/Publish"):
            messages = PublishRequest.pb().FromString(asked).messages
            with self._lock:
                self.messages.update(f"{m.attributes['kind']} {m.attributes.get('step', '')}".strip() for m in messages)

    @property
    def total(self) -> Counter[Kind]:
        """What a cloud bills."""
        changes = sum(self.operations[kind] for kind in CLASS_A)
        return Counter(
            {
                Kind.READ: self.reads.total(),
                Kind.WRITE: len(self.writes),
                Kind.DELETE: self.deletes,
                Kind.MESSAGE: self.messages.total(),
                Kind.CLASS_A: changes,
                Kind.CLASS_B: self.operations["get"],
            }
        )

    @property
    def moments(self) -> dict[str, list[float]]:
        """When each document was written."""
        found = defaultdict[str, list[float]](list)
        for write in self.writes:
            found[write.path].append(write.at)
        return found

    def _note_all(self, writes: Sequence[Any]) -> None:
        now = monotonic()
        for write in writes:
            if write.delete:
                self.deletes += 1
            else:
                state = write.update.fields["state"].string_value if "state" in write.update.fields else ""
                self.writes.append(Written(now, _path(write.update.name), state))


@contextmanager
def counting(traffic: Traffic, real: Addresses) -> Iterator[Addresses]:
    """Addresses over which everything reaches the real ones, and is counted."""
    with ExitStack() as stack:
        storage = stack.enter_context(front(real.storage))
        firestore = stack.enter_context(passing(real.firestore, traffic.of_firestore))
        pubsub = stack.enter_context(passing(real.pubsub, traffic.of_pubsub))
        yield Addresses(storage=storage.address, firestore=firestore, pubsub=pubsub)
        traffic.operations.update(storage.counted())


def _path(name: str) -> str:
    return name.split("/documents/", 1)[1]


def _collection(query: Any) -> str:  # noqa: ANN401 - a raw message has no type that a checker knows
    return str(query.from_[0].collection_id)
