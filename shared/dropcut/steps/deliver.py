"""Deliver: put what was made where the user looks for it."""

from __future__ import annotations

from dropcut.domain.blobs import Blob
from dropcut.domain.names import JobId
from dropcut.domain.values import Value
from dropcut.ports.tools import Tools


class Deliverables(Value):
    """What is delivered of one revision. The revision is content: going back to an older state delivers again."""

    drop: JobId
    revision: int
    files: dict[str, Blob]


class Delivered(Value):
    """What stands in the outbox afterwards: this revision, or a later one that came first."""

    revision: int
    names: tuple[str, ...]


def deliver(tools: Tools, made: Deliverables) -> Delivered:
    """Publish, unless a later revision stands there already. Every blob is checked before the outbox is touched.

    Both are `publish`'s to do: it alone knows what must be read for that, and no copy of a master is made here.
    """
    stands = tools.publish(made.drop, made.revision, made.files)
    return Delivered(revision=stands.revision, names=tuple(sorted(stands.files)))
