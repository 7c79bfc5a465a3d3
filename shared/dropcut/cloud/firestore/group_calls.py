"""The ledger's calls about groups."""

from __future__ import annotations

from typing import NamedTuple

from dropcut.cloud.firestore import queries
from dropcut.cloud.firestore.documents import group_path
from dropcut.cloud.firestore.group_documents import group_kept, group_seen, settled
from dropcut.cloud.firestore.part import Part
from dropcut.cloud.firestore.store import Decided
from dropcut.cloud.firestore.turn_documents import held, noticed, turn_path
from dropcut.cloud.firestore.writes import Seen
from dropcut.domain.errors import NotFound
from dropcut.domain.groups import closed, made_ready, opened
from dropcut.domain.jobs import Group, GroupResult, Turn
from dropcut.domain.names import JobId, Key


class _Kept(NamedTuple):
    """A group as it was written, and whether its end is awaited from then on."""

    group: Group
    newly_ready: bool


class GroupCalls(Part):
    """Groups: batches of shards that one job wants."""

    def open_group(self, turn: Turn, group: Group) -> Group:
        return self._counted(self._store.settle(lambda: self._opened(turn, group)).group)

    def ready_group(self, turn: Turn, group: Key) -> Group:
        kept = self._store.settle(lambda: self._made_ready(turn, group))
        counted = self._counted(kept.group)  # only now that its end would be noticed
        if kept.newly_ready and not counted.left:
            settled(self._store, turn.job, group, wake=False)
        return counted

    def close_group(self, turn: Turn, group: Key, result: GroupResult) -> None:
        if self._store.settle(lambda: self._closed(turn, group, result)).newly_ready:
            settled(self._store, turn.job, group, wake=False)

    def group(self, job: JobId, group: Key) -> Group | None:
        recorded = group_seen(self._store.read([group_path(job, group)]).seen[0])
        return None if recorded is None else self._counted(recorded)

    def group_open(self, job: JobId, group: Key) -> bool:
        return self._store.any(queries.open_shards(job, group))

    def _opened(self, turn: Turn, group: Group) -> Decided[_Kept]:
        mine, seen = self._in_turn(turn, group.key)
        return self._written(mine, seen, opened(group_seen(seen), group))

    def _made_ready(self, turn: Turn, group: Key) -> Decided[_Kept]:
        mine, seen = self._in_turn(turn, group)
        return self._written(mine, seen, made_ready(_known(seen, group)))

    def _closed(self, turn: Turn, group: Key, result: GroupResult) -> Decided[_Kept]:
        mine, seen = self._in_turn(turn, group)
        return self._written(mine, seen, closed(_known(seen, group), result))

    def _in_turn(self, turn: Turn, group: Key) -> tuple[Seen, Seen]:
        mine, seen = self._store.read([turn_path(turn.job), group_path(turn.job, group)]).seen
        return held(turn, mine), seen

    def _written(self, mine: Seen, seen: Seen, after: Group) -> Decided[_Kept]:
        before = group_seen(seen)
        if after == before:
            return _Kept(after, newly_ready=False), []
        newly_ready = after.ready and not (before is not None and before.ready)
        awaited = newly_ready or bool(seen.fields.get("awaited"))
        return _Kept(after, newly_ready=newly_ready), [noticed(mine), group_kept(seen, after, awaited=awaited)]

    def _counted(self, group: Group) -> Group:
        return group.with_(left=self._store.count(queries.open_shards(group.job, group.key)))


def _known(seen: Seen, key: Key) -> Group:
    group = group_seen(seen)
    if group is None:
        raise NotFound(f"There is no group {key}.", "Open it first.")
    return group
