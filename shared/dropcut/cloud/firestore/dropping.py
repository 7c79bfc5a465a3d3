"""Taking wishes and groups back."""

from __future__ import annotations

from collections.abc import Callable

from dropcut.cloud.firestore import queries
from dropcut.cloud.firestore.group_documents import settled
from dropcut.cloud.firestore.portions import Fence, changed, pages
from dropcut.cloud.firestore.queries import Query
from dropcut.cloud.firestore.store import Store
from dropcut.cloud.firestore.task_documents import ALONE, TaskSeen, WishMade, task_kept, task_seen, wishers
from dropcut.cloud.firestore.turn_documents import wakes_path
from dropcut.cloud.firestore.writes import Seen, Write, deleted, unchanged
from dropcut.domain.names import JobId


class _RecordedAnew(Exception):
    """The job that was to be forgotten is gone, and another is recorded under its id."""


def wishes_dropped(
    store: Store, job: JobId, query: Query, unwanted: Callable[[TaskSeen, WishMade], bool], fence: Fence
) -> bool:
    """Drop those wishes of the job for the tasks of `query` that are unwanted. Whether there were any."""
    groups: set[WishMade] = set()

    def without(document: Seen) -> Write | None:
        seen = task_seen(document)
        if seen is None:
            return None
        gone = {wish for wish in seen.wishes if wish.job == job and unwanted(seen, wish)}
        groups.update(wish for wish in gone if wish.group != ALONE)
        kept = tuple(wish for wish in seen.wishes if wish not in gone)
        return task_kept(document, seen.task, kept, seen.fulfilled, told=wishers(seen.wishes)) if gone else None

    any_dropped = False
    for page in pages(store, query):
        any_dropped |= changed(store, page, without, fence)
    for key in sorted({wish.group for wish in groups}):
        settled(store, job, key, wake=False)
    return any_dropped


def groups_dropped(store: Store, query: Query, unwanted: Callable[[Seen], bool], fence: Fence) -> bool:
    """Drop those groups of `query` that are unwanted. Whether there were any."""
    return changed(store, store.find(query).seen, lambda seen: deleted(seen) if unwanted(seen) else None, fence)


def everything_dropped(store: Store, job: JobId, fence: Fence) -> None:
    """Drop all groups and wishes of the job, and look again for what came meanwhile until nothing is found."""
    any_dropped = True
    while any_dropped:
        groups = groups_dropped(store, queries.groups_of(job), lambda _seen: True, fence)
        wishes = wishes_dropped(store, job, queries.wished_tasks(job), lambda _seen, _wish: True, fence)
        any_dropped = groups or wishes


def forgotten_for_good(store: Store, job: JobId) -> None:
    """Drop what a forgotten job still wishes for, then the mark that it was forgotten. Nothing to do is fine."""

    def still_forgotten() -> list[Write]:
        (wakes,), _ = store.read([wakes_path(job)])
        if not (wakes.there and wakes.fields["forgotten"]):
            raise _RecordedAnew
        return [unchanged(wakes)]

    def unmarked() -> tuple[None, list[Write]]:
        (wakes,), _ = store.read([wakes_path(job)])
        return None, [deleted(wakes)] if wakes.there and wakes.fields["forgotten"] else []

    try:
        everything_dropped(store, job, still_forgotten)
    except _RecordedAnew:
        return
    store.settle(unmarked)
