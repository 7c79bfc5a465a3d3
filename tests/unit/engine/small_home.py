"""A home in memory with a recipe of the test's own, worked until nothing is left to do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from dropcut.domain.blobs import FileVersion
from dropcut.domain.catalog import Catalog, Row
from dropcut.domain.errors import Permanent
from dropcut.domain.jobs import Job
from dropcut.domain.names import JobId, Owner
from dropcut.domain.values import Instant, Millis
from dropcut.engine import jobs
from dropcut.engine.advance import advance
from dropcut.engine.home import Beating, Home, Tuning
from dropcut.engine.run_task import run_task
from dropcut.engine.sweep import sweep
from dropcut.local.memory.blobs import MemoryBlobs
from dropcut.local.memory.clock import MemoryClock
from dropcut.local.memory.dispatch import MemoryDispatch
from dropcut.local.memory.folder import MemoryFolder
from dropcut.local.memory.ledger import MemoryLedger
from dropcut.ports.dispatch import Advance, Message
from dropcut.ports.recipe import Recipe
from dropcut.ports.tools import Programs

JOB = JobId(Owner("ann"), "holiday")
NO_QUIET = Millis(0)


class SmallHome:
    """Everything real but time, which stands still unless the test moves it."""

    def __init__(self, recipe: Recipe, *rows: Row) -> None:
        self.clock = MemoryClock(Instant(1_000_000))
        self.ledger = MemoryLedger(self.clock.now)
        self.blobs = MemoryBlobs(self.clock.now)
        self.folder = MemoryFolder(self.blobs)
        self.dispatch = MemoryDispatch(self.clock.now)
        self.ran: Counter[str] = Counter()
        self.home = self.with_recipe(recipe, *rows)

    def with_recipe(self, recipe: Recipe, *rows: Row) -> Home:
        return Home(
            ledger=self.ledger,
            blobs=self.blobs,
            dispatch=self.dispatch,
            folder=self.folder,
            clock=self.clock,
            catalog=Catalog(rows),
            recipe=recipe,
            holder="test",
            programs=no_programs,
            scratch=scratch,
            beating=unbeaten,
            tuning=Tuning(),
        )

    def home_with(self, withheld: Callable[[JobId, Sequence[FileVersion]], bool]) -> Home:
        """The same home, in which something was deleted."""
        return replace(self.home, withheld=withheld)

    def submit(self, quiet: Millis = NO_QUIET) -> Job:
        jobs.submit(self.home, JOB, quiet)
        return self.work()

    def work(self) -> Job:
        """Deliver messages until none is due."""
        while messages := self.dispatch.receive(1):
            self.deliver(*messages)
        return self.job

    def deliver(self, message: Message) -> None:
        if isinstance(message, Advance):
            advance(self.home, message.job)
        else:
            self.ran[message.task.step] += 1
            run_task(self.home, message)

    def later(self, wait: int) -> Job:
        """Let time pass, sweep, and work."""
        self.clock.sleep(Millis(wait))
        sweep(self.home)
        return self.work()

    def did(self) -> dict[str, int]:
        """How often each step was handed to a worker since last asked."""
        did = dict(self.ran)
        self.ran.clear()
        return did

    @property
    def job(self) -> Job:
        return self.ledger.job(JOB)


def row(step: Callable[..., Any], version: str = "1", attempts: int = 3) -> Row:
    return Row(step, version=version, attempts=attempts)


def no_programs() -> Programs:
    raise Permanent("No media programs here.")


@contextmanager
def scratch() -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        yield Path(folder)


def unbeaten(_lease: Beating) -> AbstractContextManager[None]:
    return nullcontext()
