"""Whose turn it is when several owners wait: the policy of every queue that has one, without the queue."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Protocol, TypeVar

NEVER = 0
"""When an owner was served who never was."""


class Waiting(Protocol):
    """What waits: of an owner, more or less urgent."""

    @property
    def owner(self) -> str:
        """Whose it is."""

    @property
    def priority(self) -> int:
        """Higher goes first, whoever waits."""


W = TypeVar("W", bound=Waiting)


def next_served(waiting: Iterable[W], served: Mapping[str, int], count: int) -> list[W]:
    """The first `count` of `waiting` to be served, in order.

    Higher priorities first. Within one priority owners take turns, one thing each: the one served least recently goes
    first; of several never served, the one who came first. What one owner has goes in the order given.
    `served` tells when each owner was last served, as a number that grows with every serving.
    """
    chosen: list[W] = []
    ranked = sorted(waiting, key=lambda item: -item.priority)  # stable: the order given stays within a priority
    for _, equals in groupby(ranked, key=lambda item: item.priority):
        lately = served_after(served, (item.owner for item in chosen))
        chosen += _in_turns(equals, lately, count - len(chosen))
    return chosen


def served_after(served: Mapping[str, int], owners: Iterable[str]) -> dict[str, int]:
    """When each owner was last served, after these were served in this order."""
    start = max(served.values(), default=NEVER) + 1
    return {**served, **{owner: at for at, owner in enumerate(owners, start)}}


def _in_turns(items: Iterable[W], served: Mapping[str, int], count: int) -> list[W]:
    lines: defaultdict[str, deque[W]] = defaultdict(deque)
    for item in items:
        lines[item.owner].append(item)
    turns = deque(sorted(lines, key=lambda owner: served.get(owner, NEVER)))
    chosen: list[W] = []
    while turns and len(chosen) < count:
        owner = turns.popleft()
        chosen.append(lines[owner].popleft())
        if lines[owner]:
            turns.append(owner)
    return chosen
