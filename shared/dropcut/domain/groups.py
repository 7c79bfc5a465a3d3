"""The life of a group, as pure rules: every ledger stores these records, none has rules of its own."""

from __future__ import annotations

from dropcut.domain.jobs import Group, GroupResult


def opened(recorded: Group | None, group: Group) -> Group:
    """The record after an advance asked for a group.

    A recorded one takes the newer revision; its shards are then wished for anew, so that it is not ready until that is
    said again. What the whole batch gave stays.
    """
    if recorded is None:
        return group.with_(ready=False, left=0, result=None)
    if group.revision <= recorded.revision:
        return recorded
    return recorded.with_(revision=group.revision, ready=recorded.result is not None)


def made_ready(group: Group) -> Group:
    """The record after every shard was wished for."""
    return group if group.ready else group.with_(ready=True)


def closed(group: Group, result: GroupResult) -> Group:
    """The record with what the whole batch gave. The first result stays: all that follow say the same."""
    return group if group.result is not None else group.with_(ready=True, result=result)
