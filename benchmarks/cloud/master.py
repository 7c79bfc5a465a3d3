"""What assembling a long master takes of a function: memory, room on the disk (which is memory there), and time.

The step as a home of the cloud runs it, in a process of its own: pieces are read through a mounted bucket (here a
folder in which `bucket_on_disk` keeps its objects), and the master goes into the bucket as it comes. One noisy piece of
picture stands in it again and again.
"""

from __future__ import annotations

import resource
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from subprocess import PIPE, run
from tempfile import TemporaryDirectory
from threading import Event, Thread
from time import monotonic, process_time

from pydantic import BaseModel

from benchmarks.cloud.bucket_on_disk import bucket_on_disk
from benchmarks.tables import table
from dropcut.catalog import CATALOG
from dropcut.cloud.gcs.blobs import GcsBlobs
from dropcut.cloud.gcs.bucket import Bucket
from dropcut.cloud.gcs.clients import connected_to_emulator
from dropcut.cloud.gcs.nearby import Mounted
from dropcut.cloud.scratch import empty_folder
from dropcut.cloud.wiring import BEAT, found_programs
from dropcut.domain.blobs import Blob, Many, Result
from dropcut.domain.jobs import Job
from dropcut.domain.names import JobId, Key, TaskId
from dropcut.domain.programme import SOUND_RATE, Encoder, Format
from dropcut.domain.rendering import Assembly, LoudnessFigures, Master, Mixed, Rendered
from dropcut.domain.settings import Preset
from dropcut.domain.tasks import Want, Wish
from dropcut.domain.values import Millis, Sha256
from dropcut.engine.clock import SystemClock
from dropcut.engine.codec import bound
from dropcut.engine.home import Home
from dropcut.engine.keeping import Keeper
from dropcut.engine.run_task import run_task
from dropcut.local.memory.dispatch import MemoryDispatch
from dropcut.local.memory.folder import MemoryFolder
from dropcut.local.memory.ledger import MemoryLedger
from dropcut.media.encoding import file_arguments, picture_arguments
from dropcut.ports.blobs import Blobs
from dropcut.ports.dispatch import RunTask
from dropcut.recipe import make_video
from dropcut.steps.assemble import assemble

SIZES = (500, 2_000)
"""In MB."""
_JOB = JobId.parse("ann/a long film")
_FORMAT = Format(width=1280, height=720, rate=Fraction(30))
_FRAMES = 60
_MB = 1_000_000
_TURN = Millis(60_000)


class Asked(BaseModel):
    """What the process that assembles is told."""

    gcs: str
    root: str
    assembly: Assembly


class Taken(BaseModel):
    """What it took."""

    size: int
    wall_s: float
    cpu_s: float
    before_mb: float
    peak_mb: float
    disk_mb: float


def master() -> str:
    """A row for each size."""
    with TemporaryDirectory(prefix="dropcut-bench-") as place:
        root = Path(place, "bucket")
        with bucket_on_disk(root) as address:
            blobs = _blobs(address, root)
            piece = _picture(Path(place), blobs)
            films = [_assembly(Path(place), blobs, piece, size) for size in SIZES]
            rows = [_row(Asked(gcs=address, root=str(root), assembly=film)) for film in films]
    head = ("master, MB", "memory before, MB", "at its peak, MB", "on its disk, MB", "wall s", "CPU s")
    return table(head, rows)


def _row(asked: Asked) -> tuple[str, ...]:
    told = [sys.executable, "-m", __name__]
    ended = run(told, input=asked.model_dump_json(), check=True, stdout=PIPE, text=True)
    taken = Taken.model_validate_json(ended.stdout.splitlines()[-1])
    return (
        f"{taken.size / _MB:,.0f}",
        f"{taken.before_mb:,.0f}",
        f"{taken.peak_mb:,.0f}",
        f"{taken.disk_mb:.1f}",
        f"{taken.wall_s:.1f}",
        f"{taken.cpu_s:.1f}",
    )


def _blobs(address: str, root: Path) -> GcsBlobs:
    return GcsBlobs(Bucket(connected_to_emulator("bench", address), "bench"), Mounted(root))


def _encoder() -> Encoder:
    return Encoder(name="libx264", preset=Preset.WEB, build=found_programs().build, threads=2, why="for a benchmark")


def _picture(place: Path, blobs: Blobs) -> Rendered:
    drawn = "testsrc2=size=1280x720:rate=30:duration=2,noise=alls=40:allf=t"
    encode = (*picture_arguments(_encoder(), _FORMAT.rate), *file_arguments(_encoder()))
    piece = place / "piece.ts"
    ffmpeg = found_programs().ffmpeg
    run((ffmpeg, "-v", "error", "-y", "-f", "lavfi", "-i", drawn, *encode, piece), check=True)
    return Rendered(blob=_kept(blobs, f"store/{_JOB.owner}/render/piece.ts", piece), frames=_FRAMES)


def _assembly(place: Path, blobs: Blobs, piece: Rendered, size_mb: int) -> Assembly:
    times = -(-size_mb * _MB // piece.blob.size)
    seconds = times * _FRAMES // 30
    sound = place / "sound.m4a"
    silence = ("-f", "lavfi", "-i", f"anullsrc=r=48000:cl=stereo:d={seconds}", "-c:a", "aac", "-fflags", "+bitexact")
    run((found_programs().ffmpeg, "-v", "error", "-y", *silence, sound), check=True)
    kept = _kept(blobs, f"store/{_JOB.owner}/mix/{size_mb}.m4a", sound)
    mixed = Mixed(blob=kept, samples=seconds * SOUND_RATE, loudness=LoudnessFigures(input=None, output=None, true_peak=None))
    return Assembly(format=_FORMAT, encoder=_encoder(), rendered=Many.of((piece,) * times), sound=mixed)


def _kept(blobs: Blobs, path: str, file: Path) -> Blob:
    return blobs.put(path, file.read_bytes())


def _assembled(asked: Asked) -> Taken:
    """In the process that is measured."""
    with TemporaryDirectory(prefix="dropcut-bench-") as disk:
        tempfile.tempdir = disk
        home, task = _wanted(asked)
        before, began, busy = _memory_mb(), monotonic(), process_time()
        with _watched(Path(disk)) as sizes:
            run_task(home, RunTask(task=task))
        (done,) = home.ledger.tasks([task])
        if done is None or done.result is None or done.result.inline is None:
            raise RuntimeError(f"not assembled: {done}")
        size = Master.model_validate_json(done.result.inline).blob.size
        return Taken(
            size=size,
            wall_s=monotonic() - began,
            cpu_s=process_time() - busy,
            before_mb=before,
            peak_mb=_memory_mb(),
            disk_mb=max(sizes, default=0) / _MB,
        )


def _wanted(asked: Asked) -> tuple[Home, TaskId]:
    """A home in which this master is to be assembled."""
    clock = SystemClock()
    blobs, ledger = _blobs(asked.gcs, Path(asked.root)), MemoryLedger(clock.now)
    home = Home(
        ledger=ledger,
        blobs=blobs,
        dispatch=MemoryDispatch(clock.now),
        folder=MemoryFolder(blobs),
        clock=clock,
        catalog=CATALOG,
        recipe=make_video,
        holder="bench",
        programs=found_programs,
        scratch=empty_folder,
        beating=Keeper(BEAT).beating,
    )
    inputs = bound(assemble, (asked.assembly,), {}).model_dump_json()
    task = TaskId(_JOB.owner, "assemble", Key(f"{len(inputs):064x}"))
    ledger.create_job(Job(id=_JOB))
    ledger.wake([_JOB])
    turn = ledger.begin_advance(_JOB, "bench", _TURN)
    if turn is None:
        raise RuntimeError("somebody else advances a job that only we know")
    whole = Result(digest=Sha256(task.key), inline=inputs)
    ledger.request(turn, [Want(task=task, version=CATALOG["assemble"].version, inputs=whole, wish=Wish(job=_JOB, revision=0))])
    return home, task


@contextmanager
def _watched(disk: Path) -> Iterator[list[int]]:
    """How much lay there, looked at ten times a second."""
    over, sizes = Event(), list[int]()

    def look() -> None:
        while not over.wait(0.1):
            sizes.append(sum(file.lstat().st_size for file in disk.rglob("*") if file.exists()))

    thread = Thread(target=look, daemon=True)
    thread.start()
    try:
        yield sizes
    finally:
        over.set()
        thread.join()


def _memory_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / _MB


if __name__ == "__main__":
    print(_assembled(Asked.model_validate_json(sys.stdin.read())).model_dump_json())
