"""A cloud that exists on paper: a job run through the real engine in virtual time, every call of a port counted as billed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from threading import Event
from typing import NoReturn, cast

from benchmarks.on_paper.counting import Counted, Tally
from benchmarks.on_paper.hour import CATALOG, SCRIPT, Sizes, one_hour
from benchmarks.on_paper.ledger_costs import LedgerCosts
from benchmarks.on_paper.other_costs import BlobsCosts, DispatchCosts, FolderCosts
from benchmarks.on_paper.virtual import Crew, Time
from dropcut.domain.jobs import JobState
from dropcut.domain.names import JobId
from dropcut.domain.values import Instant, Millis, Value
from dropcut.engine.advance import advance
from dropcut.engine.home import Beating, Home, Tuning
from dropcut.engine.jobs import submit
from dropcut.engine.observe import observe
from dropcut.engine.run_task import run_task
from dropcut.engine.sweep import sweep
from dropcut.local.memory.blobs import MemoryBlobs
from dropcut.local.memory.folder import MemoryFolder
from dropcut.local.memory.ledger import MemoryLedger
from dropcut.ports.blobs import Blobs
from dropcut.ports.dispatch import Advance, Dispatch, Message
from dropcut.ports.folder import Folder
from dropcut.ports.ledger import Ledger

DROP = JobId.parse("ann/holiday")
CALL = Millis(30)
"""How long a call of a port takes."""
DELIVERY = Millis(100)
"""How long a message takes."""
SWEEP = Millis(60_000)
_LOOK = Millis(1_000)
_START = Instant(1_790_000_000_000)


class Setting(Value):
    """What is run, and how."""

    clips: int = 10
    sizes: Sizes = Sizes(groups=20, segments=600, chunks=1_200)
    workers: int = 50
    beat: Millis = Millis(4_000)
    """How often running work asks whether it is still wanted: a cancel is seen within this."""
    patience: Millis = Millis(600_000)
    """How long a task waits in a queue before the sweep sends it again."""


class Paper:
    """One drop of one owner, from its first file on. What it takes is tallied phase by phase, sweeps apart."""

    def __init__(self, setting: Setting, ledger: Callable[[Callable[[], Instant]], Ledger] = MemoryLedger) -> None:
        self._setting = setting
        self._time = Time(_START)
        self._blobs = MemoryBlobs(self._time.now)
        self._folder = MemoryFolder(self._blobs)
        self._ledger = ledger(self._time.now)
        self._crew = Crew(self._time, setting.workers, DELIVERY, self._work)
        self._costs = LedgerCosts()
        self.sweeps = Tally(self._time.now)
        self._sweeper = self._wired(self.sweeps)
        self._home = self._sweeper

    def first_run(self) -> Tally:
        """From the first file to the delivery."""
        for clip in range(self._setting.clips):
            self._folder.drop_file(DROP, f"take{clip}.mp4", f"clip {clip}".encode())
        self._write_script(edition=1)
        return self._tallied(lambda home: submit(home, DROP, Millis(0)), revision=1)

    def edit_one_line(self) -> Tally:
        """From a changed script to the next delivery: one group of lines and one segment differ."""
        self._write_script(edition=2)
        return self._tallied(lambda home: observe(home, DROP), revision=2)

    def idle_sweep(self) -> Tally:
        """One sweep, when the job is done and no more than remembered."""
        tally, over = Tally(self._time.now), Event()
        self._time.begin(lambda: self._swept(self._wired(tally), over))
        self._time.run(over.is_set)
        return tally

    def _swept(self, home: Home, over: Event) -> None:
        sweep(home)
        over.set()

    def _write_script(self, edition: int) -> None:
        sizes = self._setting.sizes.model_copy(update={"edition": edition})
        self._folder.drop_file(DROP, SCRIPT, sizes.model_dump_json().encode())

    def _tallied(self, begin: Callable[[Home], object], revision: int) -> Tally:
        tally, over = Tally(self._time.now), Event()
        self._home = self._wired(tally)
        self._time.begin(lambda: self._delivered(begin, revision, over))
        self._time.begin(lambda: self._sweep(over))
        self._time.run(over.is_set)
        return tally

    def _delivered(self, begin: Callable[[Home], object], revision: int, over: Event) -> None:
        begin(self._home)
        while (job := self._ledger.job(DROP)).revision < revision or job.state is JobState.WORKING:
            self._time.sleep(_LOOK)
        if job.state is not JobState.DONE:
            raise RuntimeError(f"the job ended as {job.state}: {job.refusals}")
        over.set()

    def _sweep(self, over: Event) -> None:
        while not over.is_set():
            sweep(self._sweeper)
            self._time.sleep(SWEEP)

    def _work(self, message: Message) -> None:
        if isinstance(message, Advance):
            advance(self._home, message.job)
        else:
            run_task(self._home, message)

    def _wired(self, tally: Tally) -> Home:
        return Home(
            ledger=cast("Ledger", Counted(self._ledger, self._costs, tally, self._call)),
            blobs=cast("Blobs", Counted(self._blobs, BlobsCosts(), tally, self._call)),
            dispatch=cast("Dispatch", Counted(self._crew, DispatchCosts(), tally, self._call)),
            folder=cast("Folder", Counted(self._folder, FolderCosts(), tally, self._call)),
            clock=self._time,
            catalog=CATALOG,
            recipe=one_hour,
            holder="paper",
            programs=_no_programs,
            scratch=lambda: nullcontext(Path()),
            beating=self._beating,
            tuning=Tuning(patience=self._setting.patience),
        )

    def _call(self, name: str) -> None:
        if name != "renew":  # a lease holds a real lock meanwhile, on which no other worker of virtual time may wait
            self._time.sleep(CALL)

    @contextmanager
    def _beating(self, work: Beating) -> Iterator[None]:
        over = Event()
        self._time.begin(lambda: self._beat(work, over), self._setting.beat)
        try:
            yield
        finally:
            over.set()

    def _beat(self, work: Beating, over: Event) -> None:
        while not over.is_set():
            work.beat()
            self._time.sleep(self._setting.beat)


def _no_programs() -> NoReturn:
    raise RuntimeError("no step of this recipe runs a media program")
