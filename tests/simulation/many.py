"""Many seeds on a few processes, and what they add up to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from multiprocessing import get_context

from tests.simulation.faults import Fault
from tests.simulation.seed import run_seed

PORTION = 50
"""How many seeds a process takes at a time."""
ENOUGH = 400
"""From so many seeds on, every kind of fault must have fired."""


@dataclass(frozen=True)
class Portion:
    """What came of some seeds in a row."""

    first: int
    count: int
    struck: Counter[Fault]
    violations: tuple[tuple[int, str], ...]
    traces: str
    """One hash for the traces of all."""


@dataclass
class Tally:
    """What came of all seeds so far."""

    count: int = 0
    struck: Counter[Fault] = field(default_factory=Counter)
    violations: list[tuple[int, str]] = field(default_factory=list)
    traces: str = ""

    def add(self, portion: Portion) -> None:
        """Count one more portion, in order."""
        self.count += portion.count
        self.struck += portion.struck
        self.violations += portion.violations
        self.traces = sha256((self.traces + portion.traces).encode()).hexdigest()

    @property
    def never_fired(self) -> list[Fault]:
        """Kinds of faults that should have fired and did not."""
        return [fault for fault in Fault if not self.struck[fault]] if self.count >= ENOUGH else []


def simulate(first: int, count: int, processes: int) -> Iterator[Portion]:
    """Run the seeds from `first` on; gives portions in their order."""
    portions = [(start, min(PORTION, first + count - start)) for start in range(first, first + count, PORTION)]
    if processes == 1:
        yield from map(run_portion, portions)
        return
    with get_context("spawn").Pool(processes) as pool:
        yield from pool.imap(run_portion, portions)


def run_portion(portion: tuple[int, int]) -> Portion:
    """Run some seeds in a row."""
    first, count = portion
    struck: Counter[Fault] = Counter()
    violations, traces = [], sha256()
    for seed in range(first, first + count):
        ran = run_seed(seed)
        struck += ran.struck
        traces.update(ran.trace_hash.encode())
        if ran.violation:
            violations.append((seed, ran.violation))
    return Portion(first, count, struck, tuple(violations), traces.hexdigest())


def first_violation(seeds: Iterable[int]) -> tuple[int, str] | None:
    """The first seed that breaks a promise, and which."""
    for seed in seeds:
        ran = run_seed(seed)
        if ran.violation:
            return seed, ran.violation
    return None
