"""Counts what a run asks of the ports, and what a cloud would bill for it.

A `Counted` port answers as the port it wraps. Its costs (`ledger_costs`, `other_costs`) say what each call would touch.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Generator, Iterable, Sequence
from enum import StrEnum
from functools import partial
from typing import Any, NamedTuple

from dropcut.domain.errors import DropcutError
from dropcut.domain.values import Instant


class Kind(StrEnum):
    """What a cloud bills."""

    READ = "document reads"
    WRITE = "document writes"
    DELETE = "document deletes"
    MESSAGE = "messages"
    CLASS_A = "class A operations"
    CLASS_B = "class B operations"


class Touch(NamedTuple):
    """One thing that is billed, so many `times`; `what` is the document, blob or subscriber: `<collection>/<name>`."""

    kind: Kind
    what: str
    times: int = 1


class Tally:
    """What was asked and touched so far."""

    def __init__(self, now: Callable[[], Instant]) -> None:
        self._now = now
        self.calls: Counter[str] = Counter()
        """By method of a port."""
        self.by_call: Counter[tuple[str, Kind]] = Counter()
        self.by_collection: Counter[tuple[str, Kind]] = Counter()
        self.writes: defaultdict[str, list[int]] = defaultdict(list)
        """When each document was written."""

    def note(self, call: str, touches: Iterable[Touch]) -> None:
        """Count one call."""
        self.calls[call] += 1
        for kind, what, times in touches:
            self.by_call[call, kind] += times
            self.by_collection[what.partition("/")[0], kind] += times
            if kind is Kind.WRITE:
                self.writes[what] += [self._now()] * times

    def total(self) -> Counter[Kind]:
        """What was touched in all."""
        whole: Counter[Kind] = Counter()
        for (_, kind), count in self.by_call.items():
            whole[kind] += count
        return whole


class Counted:
    """A port whose calls are counted. `costs` has a method of the same name for each, given the answer first.

    `before` is told each method's name ahead of its call: in virtual time, the call's latency passes there.
    """

    def __init__(self, port: object, costs: object, tally: Tally, before: Callable[[str], None]) -> None:
        self._port = port
        self._costs = costs
        self._tally = tally
        self._before = before

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - stands for any method of any port
        return partial(self._call, name)

    def _call(self, name: str, *args: object, **named: object) -> object:
        self._before(name)
        call = f"{type(self._costs).__name__.removesuffix('Costs')}.{name}"
        try:
            answer = getattr(self._port, name)(*args, **named)
        except DropcutError:
            self._tally.note(call, [Touch(Kind.READ, "refused/")])
            raise
        listed = isinstance(answer, Generator)
        known = tuple(answer) if listed else answer
        self._tally.note(call, getattr(self._costs, name)(known, *args, **named))
        return iter(known) if listed else known


def most_within(moments: Sequence[int], window: int) -> int:
    """How many of `moments`, which are in order, lie within one `window` at most."""
    most = first = 0
    for last, moment in enumerate(moments):
        while moment - moments[first] >= window:
            first += 1
        most = max(most, last - first + 1)
    return most
