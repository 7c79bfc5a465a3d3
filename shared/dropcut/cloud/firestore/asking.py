"""One portion of a request: all that it needs is read at once, then want after want is taken, then all is written at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dropcut.cloud.firestore.documents import group_path
from dropcut.cloud.firestore.group_documents import paths_of, reopened
from dropcut.cloud.firestore.owner_documents import first_epoch, owner_path
from dropcut.cloud.firestore.store import Decided, Store
from dropcut.cloud.firestore.task_documents import (
    ALONE,
    TaskSeen,
    WishMade,
    is_done,
    lifted,
    newest,
    task_kept,
    task_path,
    task_seen,
    wishers,
)
from dropcut.cloud.firestore.turn_documents import held, still_held, turn_path
from dropcut.cloud.firestore.writes import MOST_BYTES, MOST_WRITES, Seen, Write
from dropcut.domain.jobs import Turn
from dropcut.domain.keeping import freshly_queued, used
from dropcut.domain.names import JobId, Owner, TaskId
from dropcut.domain.tasks import Task, Want, asked
from dropcut.domain.values import Instant
from dropcut.ports.ledger import Asked

_BESIDE = 20
"""Writes that a portion keeps free for the turn and for groups."""
_DOCUMENT_BYTES = 2048
"""What a task's document takes beside its inputs, at most, as long as a few jobs wish for it."""


def portions(wants: Sequence[Want]) -> Iterator[Sequence[Want]]:
    """The wants in as many commits as they need: one, unless there are nearly as many or as much as a commit takes."""
    begin, size = 0, 0
    for index, want in enumerate(wants):
        more = _DOCUMENT_BYTES + (len((want.inputs.inline or "").encode()) if want.inputs else 0)
        if size + more > MOST_BYTES or index - begin == MOST_WRITES - _BESIDE:
            yield wants[begin:index]
            begin, size = index, 0
        size += more
    yield wants[begin:]


def asked_for(store: Store, turn: Turn, wants: Sequence[Want]) -> Decided[tuple[Asked, ...]]:
    """The answers to these wants, and what is to be written. Raises Stale."""
    ids = list(dict.fromkeys(want.task for want in wants))
    groups = sorted({group_path(turn.job, want.wish.group) for want in wants if want.wish.group != ALONE})
    (mine, *rest), now = store.read([turn_path(turn.job), *groups, *map(task_path, ids)])
    held(turn, mine)
    asking = _Asking(store, turn.job, now, dict(zip(ids, rest[len(groups) :], strict=True)))
    answers = tuple(asking.ask(want) for want in wants)
    writes = asking.writes(rest[: len(groups)])
    return answers, [still_held(mine), *writes] if writes else []


class _Asking:
    def __init__(self, store: Store, job: JobId, now: Instant, documents: dict[TaskId, Seen]) -> None:
        self._store = store
        self._job = job
        self._now = now
        self._documents = documents
        self._tasks = {task: task_seen(seen) for task, seen in documents.items()}
        self._changed: dict[TaskId, None] = {}
        self._opened: set[WishMade] = set()
        self._reopened: set[WishMade] = set()
        self._first_epochs: dict[Owner, int] = {}

    def ask(self, want: Want) -> Asked:
        """Take one want."""
        seen = self._tasks[want.task]
        before, wishes = (None, ()) if seen is None else (seen.task, seen.wishes)
        after = asked(before, want, self._now, newly=newest(wishes, self._job) < want.wish.revision)
        if before is None:
            after = after.with_(epoch=self._first_epoch(want.task.owner))
        after = used(after, self._now) if is_done(after) else after
        wished = wishes if is_done(after) else lifted(wishes, want.wish)
        self._note(before, after, wishes, wished)
        self._tasks[want.task] = TaskSeen(self._documents[want.task], after, wished, () if seen is None else seen.fulfilled)
        return Asked(task=after, fresh=freshly_queued(before, after, wished=bool(wishes)))

    def writes(self, own_groups: Sequence[Seen]) -> list[Write]:
        """What all wants together change."""
        tasks = [seen for task in self._changed if (seen := self._tasks[task]) is not None]
        kept = [task_kept(seen.seen, seen.task, seen.wishes, seen.fulfilled, told=wishers(seen.wishes)) for seen in tasks]
        return kept + reopened(self._groups_to_open(own_groups))

    def _note(self, before: Task | None, after: Task, wishes: tuple[WishMade, ...], wished: tuple[WishMade, ...]) -> None:
        if after == before and wished == wishes:
            return
        self._changed[after.id] = None
        if not after.ended:
            self._opened |= set(wished) - set(wishes)
            if before is not None and before.ended:
                self._reopened |= set(wished)

    def _groups_to_open(self, own_groups: Sequence[Seen]) -> list[Seen]:
        """Groups of which a shard is open now that was not.

        Of those that are not ready only others' count: what this job asks for before it says that its group is ready is
        looked at when that is said, by the same turn.
        """
        opened = set(paths_of(self._opened))
        own = [seen for seen in own_groups if seen.path in opened and seen.fields.get("ready")]
        again = [path for path in paths_of(self._reopened) if path not in {seen.path for seen in own}]
        return own + (list(self._store.read(again).seen) if again else [])

    def _first_epoch(self, owner: Owner) -> int:
        """Above it no attempt of a task was ever dropped. Read after the tasks, so that it knows of those that are gone."""
        if owner not in self._first_epochs:
            self._first_epochs[owner] = first_epoch(self._store.read([owner_path(owner)]).seen[0])
        return self._first_epochs[owner]
