"""Every kind of fault, and the weather: which of them strike in one seed, how often, and until when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum
from random import Random
from typing import Protocol


class Fault(StrEnum):
    """A kind of fault. Each must have fired somewhere in a run of many seeds."""

    CRASH_BEFORE = "crash before a call"
    CRASH_AFTER = "crash after a call"
    CRASH_BETWEEN = "crash between calls"
    SILENCE = "no answer, nothing done"
    LOST_RESPONSE = "lost response after commit"
    SLOW = "a slow call"
    FROZEN = "delay past the lease"
    ZOMBIE = "a zombie holder told that it is stale"
    THROTTLED = "throttling and 503"
    DISK_FULL = "disk full"
    STALE_LIST = "stale list"
    LOST_BLOB = "a blob deleted behind a done task"
    DAMAGED_BLOB = "corrupt artifact"
    CUT_BLOB = "truncated artifact"
    SKEW = "clock skew"
    JUMP = "clock jump"
    DOUBLED = "duplicate message"
    DROPPED = "dropped message"
    DELAYED = "delayed message"
    REORDERED = "reordered messages"
    LATE = "late event after the end"
    CANCELLED = "cancel while work runs"
    CHANGED = "input change while work runs"
    NEW_VERSION = "a new step version mid-job"
    TWO_JOBS = "two jobs want a task, one is cancelled"
    TWO_REVISIONS = "two revisions want a task"
    CLEANED = "cleaning while work goes on"


BEFORE = (Fault.CRASH_BEFORE, Fault.SILENCE, Fault.SLOW, Fault.FROZEN)
AFTER = (Fault.CRASH_AFTER, Fault.LOST_RESPONSE, Fault.SLOW, Fault.FROZEN)
ONLY = {
    "put": (Fault.DISK_FULL,),
    "writing": (Fault.DISK_FULL,),
    "write": (Fault.DISK_FULL,),
    "publish": (Fault.FROZEN,) * 10,
}
"""Faults of these calls alone, and those that strike them more often."""
OFTEN = {Fault.SLOW: 4, Fault.DISK_FULL: 20}
"""How much more often than others a fault strikes where it can."""
RATES = (0.002, 0.006, 0.02)


class Weather(Protocol):
    """What decides about faults."""

    struck: Counter[Fault]
    calm: bool
    """Nothing strikes any more."""

    def before(self, call: str) -> Fault | None:
        """What strikes before the effect of a call."""

    def after(self, call: str) -> Fault | None:
        """What strikes after it."""

    def strikes(self, fault: Fault, chance: float) -> bool:
        """Whether a fault of this kind strikes here, if there are any of it."""

    def has(self, fault: Fault) -> bool:
        """Whether there are any of this kind."""

    def end(self) -> None:
        """All has come to its end: nothing strikes what comes after."""


class Storm:
    """A random subset of the faults at random rates, until `calm`: what never mixes in the same way finds the most."""

    def __init__(self, random: Random, share: float) -> None:
        self._random = random
        self.struck: Counter[Fault] = Counter()
        self.calm = False
        self.rates = {fault: self._rate(fault) for fault in Fault if random.random() < share}
        self._before: dict[str, tuple[tuple[float, Fault], ...]] = {}
        self._after: dict[str, tuple[tuple[float, Fault], ...]] = {}

    def before(self, call: str) -> Fault | None:
        """What strikes before the effect of a call."""
        if self.calm:
            return None
        if call not in self._before:
            self._before[call] = self._ladder((*BEFORE, *ONLY.get(call, ())))
        return self._drawn(self._before[call])

    def after(self, call: str) -> Fault | None:
        """What strikes after it."""
        if self.calm:
            return None
        if call not in self._after:
            self._after[call] = self._ladder(AFTER)
        return self._drawn(self._after[call])

    def has(self, fault: Fault) -> bool:
        """Whether there are faults of this kind in this seed."""
        return fault in self.rates

    def end(self) -> None:
        """It is calm already."""

    def strikes(self, fault: Fault, chance: float) -> bool:
        """Whether a fault of this kind strikes here, if there are any of it in this seed."""
        does = not self.calm and fault in self.rates and self._random.random() < chance
        self.struck[fault] += does
        return does

    def _rate(self, fault: Fault) -> float:
        return self._random.choice(RATES) * OFTEN.get(fault, 1)

    def _ladder(self, faults: Iterable[Fault]) -> tuple[tuple[float, Fault], ...]:
        height, steps = 0.0, []
        for fault in faults:
            if fault in self.rates:
                height += self.rates[fault]
                steps.append((height, fault))
        return tuple(steps)

    def _drawn(self, ladder: tuple[tuple[float, Fault], ...]) -> Fault | None:
        if not ladder:
            return None
        height = self._random.random()
        if height > ladder[-1][0]:
            return None
        fault = next(fault for step, fault in ladder if height <= step)
        self.struck[fault] += 1
        return fault


class Clear:
    """No faults at all."""

    def __init__(self) -> None:
        self.struck: Counter[Fault] = Counter()
        self.calm = True

    def before(self, _call: str) -> Fault | None:
        """Nothing."""
        return None

    def after(self, _call: str) -> Fault | None:
        """Nothing."""
        return None

    def strikes(self, _fault: Fault, _chance: float) -> bool:
        """Nothing."""
        return False

    def has(self, _fault: Fault) -> bool:
        """None."""
        return False

    def end(self) -> None:
        """It is calm already."""


class Planned:
    """Just these faults, each at one moment of one call: how all crash points are enumerated.

    The moments before and after the effect of each call that counts are numbered from 0, as they come.
    """

    def __init__(self, plan: Mapping[int, Fault], counted: frozenset[str] | None = None) -> None:
        self._plan = plan
        self._counted = counted
        self.moments = 0
        self.struck: Counter[Fault] = Counter()
        self.calm = True

    def before(self, call: str) -> Fault | None:
        """What is planned before the effect of this call."""
        return self._planned(call)

    def after(self, call: str) -> Fault | None:
        """What is planned after it."""
        return self._planned(call)

    def strikes(self, _fault: Fault, _chance: float) -> bool:
        """Nothing by chance."""
        return False

    def has(self, _fault: Fault) -> bool:
        """None by chance."""
        return False

    def end(self) -> None:
        """No moment is counted any more."""
        self._counted = frozenset()

    def _planned(self, call: str) -> Fault | None:
        if self._counted is not None and call not in self._counted:
            return None
        fault = self._plan.get(self.moments)
        self.moments += 1
        if fault is not None:
            self.struck[fault] += 1
        return fault
