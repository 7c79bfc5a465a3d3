"""Homes to time: a folder with one drop, its home opened by this process alone or kept with its workers."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

from dropcut.domain.jobs import Job, JobState
from dropcut.domain.names import JobId
from dropcut.domain.values import Millis
from dropcut.engine.jobs import submit
from dropcut.engine.pipeline import Pipeline
from dropcut.local import place, wiring
from dropcut.local.place import LOCAL, Place
from dropcut.local.staff import Duties, Keeping, Kept, kept, staffed
from dropcut.local.workplace import Workplace

ROOT = Path(__file__).parents[2]
MEMORY = Path("/dev/shm")  # noqa: S108 - a disk of memory, on which a sync costs nothing
_AT_ONCE = Millis(0)
_TICK_S = 0.02


def said_by(module: str, *arguments: object) -> list[str]:
    """What a module of ours prints when run in a process of its own, where nothing done before counts. Line by line."""
    command = [sys.executable, "-m", module, *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()


@contextmanager
def drop_asking_for(count: int, under: Path | None = None) -> Iterator[Path]:
    """A drop whose one file is named so. `under` is a folder on the disk to use; the system's own for such, if none is said."""
    with TemporaryDirectory(prefix="dropcut-bench-", dir=under) as folder:
        drop = Path(folder) / "drop"
        drop.mkdir()
        (drop / str(count)).touch()
        yield drop


@contextmanager
def drops_asking_for(counts: Sequence[int]) -> Iterator[tuple[Place, tuple[JobId, ...]]]:
    """A home of many drops, one for each count, none of them submitted."""
    with TemporaryDirectory(prefix="dropcut-bench-") as folder:
        where = place.of_home(Path(folder) / "home")
        drops = tuple(JobId(LOCAL, f"drop-{number}") for number in range(len(counts)))
        for drop, count in zip(drops, counts, strict=True):
            (where.inbox / drop.name).mkdir(parents=True)
            (where.inbox / drop.name / str(count)).touch()
        yield where, drops


@contextmanager
def opened_alone(drop: Path, pipeline: Pipeline) -> Iterator[tuple[Workplace, JobId]]:
    """The drop's home, nobody else at work in it, its job submitted."""
    where = place.of_folder(drop)
    with wiring.opened(where, pipeline, "bench", lambda _work: nullcontext()) as workplace:
        submit(workplace.home, where.only, _AT_ONCE)
        yield workplace, where.only


@contextmanager
def kept_home(where: Place, pipeline: Pipeline, workers: int) -> Iterator[Kept]:
    """A home, kept as `dropcut make` and `dropcut serve` keep theirs. Its workers find this package."""
    os.environ["PYTHONPATH"] = str(ROOT)
    with kept(Keeping(where, pipeline, workers, on_terminal=False)) as home:
        yield home


@contextmanager
def at_work(home: Kept) -> Iterator[None]:
    """Workers and helpers at work while the block lasts."""
    duties = Duties(advanced=lambda _job: None, noticed=lambda _paths: None, swept=lambda: None)
    with staffed(home, duties) as look_after:
        look_after()
        yield


def done(home: Kept, drop: JobId) -> Job:
    """Wait until the job is done, and give it. Raises RuntimeError when it ends in another way."""
    pause = Event()
    while (job := home.workplace.home.ledger.job(drop)).state is JobState.WORKING:
        pause.wait(_TICK_S)
    if job.state is not JobState.DONE:
        raise RuntimeError(f"{drop} ended as {job.state}: {job.refusals}")
    return job
