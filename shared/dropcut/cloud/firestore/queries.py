"""Every question that the ledger asks of more documents than it can name. A test holds the index file against them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Literal

from dropcut.domain.names import JobId, Key, Owner
from dropcut.domain.values import Instant

Operator = Literal["==", "<", "<=", ">", ">=", "in", "array_contains"]


@dataclass(frozen=True, slots=True)
class Query:
    """Documents of one collection for which all of `where` hold, in order."""

    collection: str
    where: tuple[tuple[str, Operator, Any], ...]
    order: tuple[str, ...] = ()
    """Fields; those with `-` before them descend."""
    limit: int | None = None
    after: tuple[Any, ...] | None = None
    """Begin behind what has these values in the fields of `order`."""
    only: tuple[str, ...] | None = None
    """The fields that are read; all when not said."""

    def page(self, limit: int, after: tuple[Any, ...] | None = None) -> Query:
        """The next so many of them."""
        return replace(self, limit=limit, after=after)

    def cut(self, *only: str) -> Query:
        """The same, with these fields alone."""
        return replace(self, only=only)


def jobs(owner: Owner | None, states: tuple[str, ...]) -> Query:
    """Jobs, by id."""
    of_owner: tuple[tuple[str, Operator, Any], ...] = () if owner is None else (("owner", "==", owner),)
    in_states: tuple[tuple[str, Operator, Any], ...] = (("state", "in", states),) if states else ()
    return Query("jobs", of_owner + in_states, order=("id",))


def wished_tasks(job: JobId) -> Query:
    """Tasks that the job wishes for, by id."""
    return Query("tasks", (("jobs", "array_contains", str(job)),), order=("id",))


def long_wished_tasks(job: JobId, before: int) -> Query:
    """Tasks that the job wishes for and that were first wished for, by whomever, at a revision below `before`."""
    where = wished_tasks(job).where
    return Query("tasks", (*where, ("oldest", "<", before)), order=("oldest", "id"))


def open_tasks(job: JobId) -> Query:
    """Tasks that the job waits for, those that run or wait longest first."""
    return Query("tasks", (("open", "array_contains", str(job)),), order=("changed", "id"))


def open_by_step(job: JobId, behind: str = "") -> Query:
    """Tasks that the job waits for, by their steps; of steps behind that one in the alphabet."""
    where = open_tasks(job).where
    return Query("tasks", (*where, ("step", ">", behind)), order=("step",), only=("step", "state"))


def open_of_step(job: JobId, step: str, state: str) -> Query:
    """Tasks of one step and state that the job waits for."""
    return Query("tasks", (("open", "array_contains", str(job)), ("step", "==", step), ("state", "==", state)))


def open_shards(job: JobId, group: Key) -> Query:
    """Shards of a group that have not ended."""
    return Query("tasks", (("shards", "array_contains", shard_mark(job, group)),))


def told_tasks(job: JobId) -> Query:
    """Tasks whose last change concerned the job, the newest first."""
    return Query("tasks", (("told", "array_contains", str(job)),), order=("-touched",), only=("touched",))


def waiting_tasks(before: Instant) -> Query:
    """Tasks with a wish that could have been claimed before then, the oldest first."""
    return Query("tasks", (("waits", "<=", before),), order=("waits",))


def idle_tasks(before: Instant) -> Query:
    """Tasks without a wish and last used before then, by id."""
    return Query("tasks", (("idle", "<", before),), order=("id",))


def groups_of(job: JobId) -> Query:
    """Groups of the job."""
    return Query("groups", (("job", "==", str(job)),))


def old_groups(job: JobId, before: int) -> Query:
    """Groups of the job that were last asked for at a revision below `before`."""
    return Query("groups", (*groups_of(job).where, ("revision", "<", before)))


def awaited_groups() -> Query:
    """Groups at whose end somebody has to wake their job."""
    return Query("groups", (("awaited", "==", True),))


def old_wakes(before: Instant) -> Query:
    """Wakes that nobody served since then, the oldest first."""
    return Query("wakes", (("since", "<=", before),), order=("since", "id"))


def set_wakes(before: Instant) -> Query:
    """Turns whose last holder set a wake for a moment until then, the oldest first."""
    return Query("turns", (("again", "<=", before),), order=("again", "id"))


def records(first: str, behind: str) -> Query:
    """Small documents by their ids, from the one on and before the other."""
    return Query("records", (("id", ">=", first), ("id", "<", behind)), order=("id",))


def shard_mark(job: JobId, group: Key) -> str:
    """By what a group's open shards are found."""
    return f"{job} {group}"
