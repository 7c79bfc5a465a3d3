"""Firestore as the ledger uses it: reads, queries, and commits that are accepted only while what was read still holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from random import uniform
from secrets import token_hex
from time import sleep
from typing import Any, NamedTuple, TypeGuard, TypeVar

from google.api_core.retry import Retry, if_exception_type
from google.cloud.firestore_v1 import types

from dropcut.cloud.firestore import encoding
from dropcut.cloud.firestore.clients import Connection
from dropcut.cloud.firestore.encoding import nanoseconds
from dropcut.cloud.firestore.patience import Patience
from dropcut.cloud.firestore.queries import Query
from dropcut.cloud.firestore.refusals import MISSED, UNKNOWN, told
from dropcut.cloud.firestore.writes import Create, Seen, Update, Write
from dropcut.domain.values import Instant

T = TypeVar("T")
R = TypeVar("R")
StoreClock = Callable[[Instant], Instant]
"""The moment on the store's clock at which something was read, from the server's time of the read."""
Decided = tuple[T, Sequence[Write]]
"""An answer, and what must be written for it to be true."""

_READ_AT_ONCE = 300
_MILLISECOND = 10**6
_RETRY = Retry(predicate=if_exception_type(*UNKNOWN), initial=0.05, maximum=1.0, timeout=10.0)
_Counting = types.StructuredAggregationQuery.pb()
_COUNT = _Counting.Aggregation(alias="count", count=_Counting.Aggregation.Count())
_ANSWER_S = 30.0
_AGAIN_S = (0.1, 0.5)
"""How long a commit that got no answer waits, at most, before it is said again."""
_BY = "by"
"""The field that names the commit which wrote a document last: so a commit that got no answer is found again."""


def server_time(read: Instant) -> Instant:
    """The server's own clock."""
    return read


class Reading(NamedTuple):
    """Documents in the order asked, and the store's time at which they were read."""

    seen: tuple[Seen, ...]
    now: Instant


class Store:
    """One database. Safe for threads; a process needs one."""

    def __init__(self, connection: Connection, clock: StoreClock = server_time) -> None:
        self._connection = connection
        self._documents = f"{connection.database}/documents"
        self._how: dict[str, Any] = {"retry": _RETRY, "timeout": _ANSWER_S, "metadata": connection.metadata}
        self._clock = clock

    def now(self) -> Instant:
        """The store's clock: any read tells it, also that of a document that never was."""
        return self.read(["clock/now"]).now

    def read(self, paths: Sequence[str]) -> Reading:
        """These documents, of which there is at least one to read. Raises Unavailable."""
        wanted = list(dict.fromkeys(paths))
        portions = (wanted[begin : begin + _READ_AT_ONCE] for begin in range(0, len(wanted), _READ_AT_ONCE))
        with told():
            found = [each for portion in portions for each in self._get(portion)]
        seen = {document.path: document for document, _ in found}
        return Reading(tuple(seen[path] for path in paths), self._at(min(read for _, read in found)))

    def find(self, query: Query) -> Reading:
        """The documents that a query asks for. Raises Unavailable."""
        request = _wrapped(types.RunQueryRequest, parent=self._documents, structured_query=encoding.query(query))
        begin, found, read = len(self._documents) + 1, list[Seen](), 0
        with told():
            for answer in self._connection.client.run_query(request, **self._how):
                raw = types.RunQueryResponse.pb(answer)
                read = read or nanoseconds(raw.read_time)
                if raw.HasField("document"):
                    found.append(encoding.seen(raw.document.name[begin:], raw.document))
        return Reading(tuple(found), self._at(read))

    def any(self, query: Query) -> bool:
        """Whether a query finds anything; costs the same for any number."""
        return bool(self.find(query.cut("schema").page(1)).seen)

    def count(self, query: Query) -> int:
        """How many documents a query finds; costs one read for each thousand."""
        counting = _Counting(structured_query=encoding.query(query), aggregations=[_COUNT])
        request = _wrapped(types.RunAggregationQueryRequest, parent=self._documents, structured_aggregation_query=counting)
        with told():
            answers = self._connection.client.run_aggregation_query(request, **self._how)
            return sum(answer.result.aggregate_fields["count"].integer_value for answer in answers)

    def settle(self, decide: Callable[[], Decided[T]]) -> T:
        """Decide and write, again until nobody wrote in between. Raises Unavailable, and whatever `decide` raises."""
        patience = Patience()
        while True:
            answer, writes = decide()
            if self.commit(writes):
                return answer
            patience.wait(writes[0].path)

    def commit(self, writes: Sequence[Write]) -> bool:
        """Write all of this, or nothing: False when a precondition was missed. Raises Unavailable.

        What got no answer is said again: a write is refused the second time, or harmless when it is said twice.
        """
        if not writes:
            return True
        name, unsure = token_hex(8), False
        with told():
            for pause in (*_AGAIN_S, None):
                try:
                    self._write(writes, name)
                    return True
                except MISSED:
                    return unsure and self._was_written(writes, name)
                except UNKNOWN:
                    if pause is None:
                        raise
                unsure = True
                sleep(uniform(0, pause))  # noqa: S311 - only to part those who collide
        return False

    def _write(self, writes: Iterable[Write], name: str) -> None:
        every = [encoding.write(_signed(write, name), self._documents) for write in writes]
        request = _wrapped(types.CommitRequest, database=self._connection.database, writes=every)
        self._connection.client.commit(request, retry=None, timeout=_ANSWER_S, metadata=self._connection.metadata)

    def _at(self, read: int) -> Instant:
        return self._clock(Instant(read // _MILLISECOND))

    def _was_written(self, writes: Iterable[Write], name: str) -> bool:
        """Whether the commit of this name was accepted, although its answer was lost."""
        ours = [write.path for write in writes if _is_ours(write)]
        return bool(ours) and self.read(ours[:1]).seen[0].fields.get(_BY) == name

    def _get(self, paths: Iterable[str]) -> Iterator[tuple[Seen, int]]:
        """These documents, each with the server's time."""
        names = [f"{self._documents}/{path}" for path in paths]
        request = _wrapped(types.BatchGetDocumentsRequest, database=self._connection.database, documents=names)
        begin = len(self._documents) + 1
        for answer in self._connection.client.batch_get_documents(request, **self._how):
            raw = types.BatchGetDocumentsResponse.pb(answer)
            read = nanoseconds(raw.read_time)
            if raw.WhichOneof("result") == "found":
                yield encoding.seen(raw.found.name[begin:], raw.found), read
            else:
                yield Seen(raw.missing[begin:], {}, None), read


def _wrapped(kind: type[R], **fields: object) -> R:
    """A request made of raw messages."""
    raw: Any = kind
    wrapped: R = raw.wrap(raw.pb()(**fields))
    return wrapped


def _signed(write: Write, name: str) -> Write:
    """With the name of its commit. Not what others write at the same moment, whose name would be theirs."""
    return replace(write, fields={**write.fields, _BY: name}) if _is_ours(write) else write


def _is_ours(write: Write) -> TypeGuard[Create | Update]:
    return isinstance(write, Create) or (isinstance(write, Update) and write.updated is not None)
