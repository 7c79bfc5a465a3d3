"""Blobs and the inbox on Cloud Storage, and messages on Pub/Sub."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from benchmarks.on_paper.counting import Kind, Touch
from benchmarks.on_paper.touches import Touches
from dropcut.domain.blobs import Blob
from dropcut.domain.names import JobId, Owner
from dropcut.ports.dispatch import Message

_LISTED_AT_ONCE = 1_000


def _made(path: str) -> Touch:
    return Touch(Kind.CLASS_A, f"blobs/{path}")


def _got(path: str) -> Touch:
    return Touch(Kind.CLASS_B, f"blobs/{path}")


def _listed(prefix: str, count: int) -> Touch:
    return Touch(Kind.CLASS_A, f"listings/{prefix}", max(1, -(-count // _LISTED_AT_ONCE)))


class BlobsCosts:
    """Opening, fetching a file and asking for a size are each one get. Deleting is free."""

    def put(self, _answer: Blob, path: str, _data: bytes) -> Touches:
        yield _made(path)

    def writing(self, _answer: object, path: str) -> Touches:
        yield _made(path)

    def open(self, _answer: object, path: str) -> Touches:
        yield _got(path)

    def size(self, _answer: int, path: str) -> Touches:
        yield _got(path)

    def list(self, answer: Sequence[object], prefix: str) -> Touches:
        yield _listed(prefix, len(answer))

    def delete(self, _answer: None, _path: str) -> Touches:
        yield from ()

    def local(self, _answer: object, path: str) -> Touches:
        yield _got(path)


class FolderCosts:
    """The inbox and the outbox are buckets; what stands in an outbox is told by one object more.

    Whether a delivered file was edited is told by its metadata, one get; only an edit is fetched.
    """

    def drops(self, answer: Sequence[JobId]) -> Touches:
        yield _listed("inbox", len(answer))

    def files(self, answer: Sequence[object], drop: JobId) -> Touches:
        yield _listed(f"inbox/{drop}", len(answer))

    def open(self, _answer: object, drop: JobId, _file: object) -> Touches:
        yield _got(f"inbox/{drop}")

    def local(self, _answer: object, drop: JobId, _file: object) -> Touches:
        yield _got(f"inbox/{drop}")

    def publish(self, _answer: object, drop: JobId, _revision: int, files: Mapping[str, Blob]) -> Touches:
        yield _got(f"outbox/{drop}")
        yield from (_made(f"outbox/{drop}/{name}") for name in files)
        yield _made(f"outbox/{drop}")

    def delivery(self, _answer: object, drop: JobId) -> Touches:
        yield _got(f"outbox/{drop}")

    def edited(self, answer: bytes | None, drop: JobId, name: str) -> Touches:
        yield from self.delivery(None, drop)
        yield _got(f"outbox/{drop}/{name}")
        if answer is not None:
            yield _got(f"outbox/{drop}/{name}")

    def absorb(self, _answer: None, drop: JobId, _name: str, _edit: bytes) -> Touches:
        yield _got(f"outbox/{drop}")
        yield _made(f"outbox/{drop}")

    def delivered_to(self, answer: Sequence[JobId], owner: Owner) -> Touches:
        yield _listed(f"outbox/{owner}", len(answer))

    def retract(self, _answer: object, drop: JobId) -> Touches:
        yield _got(f"outbox/{drop}")
        yield _listed(f"outbox/{drop}", 1)


class DispatchCosts:
    """Pub/Sub bills bytes, at least `prices.LEAST_MESSAGE` for each message and way; here its messages are counted."""

    def send(self, _answer: None, messages: Sequence[Message], *_after: object) -> Touches:
        yield from (Touch(Kind.MESSAGE, f"messages/{message.kind}") for message in messages)
