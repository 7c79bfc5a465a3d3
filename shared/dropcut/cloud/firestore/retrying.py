"""One retry of all that a job wishes for."""

from __future__ import annotations

from collections.abc import Sequence

from dropcut.cloud.firestore.group_documents import paths_of, reopened
from dropcut.cloud.firestore.portions import changed
from dropcut.cloud.firestore.store import Store
from dropcut.cloud.firestore.task_documents import WishMade, task_kept, task_seen, wishers
from dropcut.cloud.firestore.writes import Seen, Write
from dropcut.domain.keeping import claimable
from dropcut.domain.tasks import Task, retried


class Retrying:
    """Goes through the tasks, portion by portion."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._now = store.now()
        self._tasks: dict[str, Task] = {}
        self._reopened: set[WishMade] = set()

    def retry(self, page: Sequence[Seen]) -> None:
        """Have these tried again. Whoever waits for a group of which a shard failed waits for it again."""
        changed(self._store, page, self._again, self._groups)
        self._reopened.clear()

    def claimable(self) -> tuple[Task, ...]:
        """Those that can be claimed now, in the order of their ids."""
        return tuple(task for _, task in sorted(self._tasks.items()) if claimable(task, self._now))

    def _again(self, document: Seen) -> Write | None:
        seen = task_seen(document)
        if seen is None:
            return None
        after = self._tasks[str(seen.task.id)] = retried(seen.task, self._now)
        if after is seen.task:
            return None
        if seen.task.ended:
            self._reopened.update(seen.wishes)
        return task_kept(document, after, seen.wishes, seen.fulfilled, told=wishers(seen.wishes))

    def _groups(self) -> list[Write]:
        groups = paths_of(self._reopened)
        return reopened(self._store.read(groups).seen) if groups else []
