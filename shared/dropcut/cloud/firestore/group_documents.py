"""Documents of groups, and who wakes a job at a group's end.

`awaited`: when nothing of the group is left open, somebody has to wake its job. Whoever finds nothing left takes that mark
away and wakes in one commit, so that of many who end shards at the same moment one wakes. Whoever opens a shard again
writes the group too, so that nobody takes the mark away on the word of an older look.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dropcut.cloud.firestore import queries
from dropcut.cloud.firestore.documents import about, group_path
from dropcut.cloud.firestore.store import Decided, Store
from dropcut.cloud.firestore.task_documents import ALONE, WishMade
from dropcut.cloud.firestore.turn_documents import may_be_woken, wakes_path, woken
from dropcut.cloud.firestore.writes import Add, Seen, Update, Write, written
from dropcut.domain.jobs import Group
from dropcut.domain.names import JobId, Key


def group_seen(seen: Seen) -> Group | None:
    """What a document says of a group, what is left of it not counted; None when there is none."""
    return Group.load(seen.fields["document"]) if seen.there else None


def group_kept(seen: Seen, group: Group, *, awaited: bool) -> Write:
    """The document as the record says, as long as nobody wrote it since it was seen."""
    found_by = {"job": str(group.job), "revision": group.revision, "step": group.step, "ready": group.ready}
    ours = {"awaited": awaited, "openings": seen.fields.get("openings", 0)}
    return written(
        seen,
        {
            **about("group-record", 1, group.job),
            **found_by,
            **ours,
            "key": group.key,
            "document": group.with_(left=0).dumped().decode(),
        },
    )


def reopened(groups: Iterable[Seen]) -> list[Write]:
    """Said with whatever opens a shard of these groups: those that are recorded are awaited again."""
    return [Update(seen.path, {"awaited": True, "openings": Add(1)}) for seen in groups if seen.there]


def paths_of(wishes: Iterable[WishMade]) -> list[str]:
    """Where the groups of these wishes lie."""
    return sorted({group_path(wish.job, wish.group) for wish in wishes if wish.group != ALONE})


def looked_after(store: Store, wishes: Sequence[WishMade], awake: Iterable[JobId] = ()) -> tuple[JobId, ...]:
    """Wake the jobs, but for those `awake`, of which one of these wishes was the last of its group; gives them."""
    woke = set(awake)
    for job, group in sorted({(wish.job, wish.group) for wish in wishes if wish.group != ALONE}, key=str):
        if settled(store, job, group, wake=job not in woke):
            woke.add(job)
    return tuple(sorted(woke - set(awake), key=str))


def settled(store: Store, job: JobId, group: Key, *, wake: bool) -> bool:
    """Take away the mark that a group is awaited if nothing of it is open, and wake its job if told to; True when it did."""
    if store.any(queries.open_shards(job, group)):
        return False
    return store.settle(lambda: _settled(store, job, group, wake=wake))


def _settled(store: Store, job: JobId, group: Key, *, wake: bool) -> Decided[bool]:
    (seen, wakes), now = store.read([group_path(job, group), wakes_path(job)])
    awaited = seen.there and seen.fields["ready"] and seen.fields["awaited"]
    if not awaited or store.any(queries.open_shards(job, group)):
        return False, []
    wakes_it = wake and may_be_woken(wakes)
    served = Update(seen.path, {"awaited": False}, seen.updated)
    return wakes_it, [served, woken(wakes, now)] if wakes_it else [served]
