"""How long a job will take on so many cores: the recipe is run again each time some of its work would be done."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from heapq import heappop, heappush
from typing import Final

from dropcut.domain.names import TaskId
from dropcut.engine.money.foreseeing import Expected, Foreseeing

_LOOKS: Final = 80
_FEWEST: Final = 5
_SHOWN: Final = 8_000
"""How often the recipe is run, about, and the more tasks there are the less often: each run shows it all of them. What would
end shortly after one another is then taken to end together."""


Look = Callable[[Callable[[TaskId], bool]], Foreseeing]


@dataclass(frozen=True)
class Machine:
    """What work is done on."""

    cores: int
    between: Fraction
    """Milliseconds from a task's end to the next one's begin."""
    start: Fraction
    """Milliseconds until anybody works."""


@dataclass
class _Floor:
    """Who is at work."""

    machine: Machine
    length: Callable[[Expected], Fraction]
    free: int
    now: Fraction = Fraction(0)
    waiting: deque[Expected] = field(default_factory=deque)
    running: list[tuple[Fraction, int, int, TaskId]] = field(default_factory=list)
    begun: int = 0

    def begin(self) -> None:
        """In the order in which it was asked for: large work is not overtaken."""
        while self.waiting and (cores := self._cores(self.waiting[0])) <= self.free:
            expected = self.waiting.popleft()
            self.free -= cores
            self.begun += 1
            end = self.now + self.length(expected) + self.machine.between
            heappush(self.running, (end, self.begun, cores, expected.call.task))

    def end(self) -> TaskId:
        """The next that is done."""
        self.now, _, cores, task = heappop(self.running)
        self.free += cores
        return task

    def _cores(self, expected: Expected) -> int:
        return min(expected.call.row.cores, self.machine.cores)


def elapsed(look: Look, machine: Machine, length: Callable[[Expected], Fraction], tasks: int) -> Fraction:
    """Milliseconds until all of about so many `tasks` are done. `look` runs the recipe, told which are done by then."""
    done: set[TaskId] = set()
    asked: set[TaskId] = set()
    floor = _Floor(machine, length, machine.cores, machine.start)
    looks = max(_FEWEST, min(_LOOKS, _SHOWN // max(1, tasks)))
    while True:
        run = look(done.__contains__)
        for task, expected in run.expected.items():
            if task not in asked:
                asked.add(task)
                floor.waiting.append(expected)
        floor.begin()
        if not floor.running:
            return floor.now if asked else Fraction(0)
        _work_on(floor, done, run, floor.now / looks)


def _work_on(floor: _Floor, done: set[TaskId], run: Foreseeing, pause: Fraction) -> None:
    """Until there is something new to tell the recipe: a group tells it nothing before its last shard is done."""
    group_of = {task: group for group in run.together for task in group}
    news: Fraction | None = None
    while floor.running and (news is None or floor.running[0][0] <= news):
        task = floor.end()
        done.add(task)
        floor.begin()
        if news is None and done.issuperset(group_of.get(task, (task,))):
            news = floor.now + pause
