"""Objects of the inbox's bucket that are ours to delete: copies from Drive; and the owner's own, when that is asked for."""

from __future__ import annotations

from collections.abc import Iterator

from dropcut.cloud.deleting.drive import called, drops_from_drive
from dropcut.cloud.drive.copying import ARRIVING
from dropcut.cloud.firestore.store import Store
from dropcut.cloud.gcs.bucket import Bucket
from dropcut.cloud.gcs.stored import Stored
from dropcut.cloud.inbox.naming import INBOX, inbox_of
from dropcut.domain.deleting import Left, Removed, Whose
from dropcut.domain.names import JobId
from dropcut.engine.deleting.unhindered import Unhindered


class Objects(Unhindered):
    """See `dropcut.ports.remains.Remains`. What is half copied goes in any case."""

    def __init__(self, inbox: Bucket, store: Bucket, database: Store) -> None:
        self._inbox = inbox
        self._store = store
        self._database = database

    name = "inbox and outbox"

    def clear(self, whose: Whose) -> tuple[Removed, ...]:
        """Delete them."""
        count = size = 0
        for bucket, each in self._found(whose):
            bucket.delete(each.name)
            count, size = count + 1, size + each.size
        return (Removed(what="objects of the inbox and outbox", count=count, bytes=size),)

    def left(self, whose: Whose) -> tuple[Left, ...]:
        """Those that would go now."""
        count = sum(1 for _ in self._found(whose))
        why = "They came while the rest went."
        return (Left(what="objects of the inbox and outbox", count=count, why=why),) if count else ()

    def _found(self, whose: Whose) -> Iterator[tuple[Bucket, Stored]]:
        copied = {called(drop) for drop in drops_from_drive(self._database, whose.owner)}
        if whose.job is not None:
            tops = [inbox_of(whose.job)] if whose.job.name in copied else []
        elif whose.footage:
            tops = [f"{INBOX}{whose.owner}/"]
        else:
            tops = [inbox_of(JobId(whose.owner, name)) for name in sorted(copied)]
        tops += [f"{ARRIVING}{whose.owner}/"] if whose.job is None else []
        for top in tops:
            yield from ((self._inbox, each) for each in self._inbox.list(top))
        if whose.job is None and whose.footage:
            yield from ((self._store, each) for each in self._store.list(f"outbox/{whose.owner}/"))
