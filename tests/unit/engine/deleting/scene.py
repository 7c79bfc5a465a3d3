"""Two drops of one owner and one of another, with words in them that must be gone afterwards."""

from __future__ import annotations

from dataclasses import dataclass, field

from dropcut.domain.deleting import Certificate, Deletion, Whose
from dropcut.domain.names import JobId, Owner
from dropcut.domain.opaque import Opaque
from dropcut.domain.values import Millis
from dropcut.engine.deleting.deleting import Deleting
from dropcut.engine.jobs import submit
from dropcut.local.memory.records import MemoryRecords
from dropcut.ports.recipe import Do, Drop
from tests.unit.engine.small_home import NO_QUIET, SmallHome, row
from tests.unit.engine.steps import double, measure, publish, write_down

HOLIDAY, WEDDING, THEIRS = (JobId.parse(name) for name in ("ann/holiday", "ann/wedding", "ben/trip"))
DAY = 24 * 3600 * 1000


def measured(drop: Drop, do: Do) -> object:
    """Doubles the size of the first file, and delivers it: files of one size share all that comes after looking at them."""
    sizes = do.each(measure, drop.files)
    drop.wait_until_settled()
    return do(publish, drop.id, drop.revision, do(write_down, do(double, sizes.all()[0])))


@dataclass
class Scene:
    """A home in memory, and what deletes in it."""

    small: SmallHome = field(
        default_factory=lambda: SmallHome(measured, row(measure), row(double), row(write_down), row(publish))
    )
    opaque: Opaque = field(default_factory=lambda: Opaque(b"key"))

    def __post_init__(self) -> None:
        self.records = MemoryRecords(self.small.clock.now)
        self.deleting = Deleting(self.small.home, self.records, self.opaque)

    def make(self, job: JobId, size: int = 10) -> None:
        """Drop a file of that size, and see the job through."""
        self.small.folder.drop_file(job, "take1.mp4", b"x" * size)
        submit(self.small.home, job, NO_QUIET)
        self.work()

    def work(self) -> None:
        while messages := self.small.dispatch.receive(1):
            self.small.deliver(*messages)

    def delete(self, whose: Whose) -> Certificate | Deletion:
        return self.deleting.go_on(self.deleting.begin(whose, "ann@example.com").id)

    def deleted(self, whose: Whose) -> Certificate:
        proof = self.delete(whose)
        assert isinstance(proof, Certificate)
        return proof

    def blobs(self, owner: str = "ann") -> list[str]:
        return [blob.path for blob in self.small.blobs.list(f"store/{owner}/")]

    def tasks(self, owner: str = "ann") -> list[str]:
        found = self.small.ledger.unused_tasks(self.small.clock.now() + DAY, 1_000)  # type: ignore[arg-type]
        return [str(task.id) for task in found if task.id.owner == owner]

    def wait(self, millis: int) -> None:
        self.small.clock.sleep(Millis(millis))


def whole(owner: str) -> Whose:
    return Whose(owner=Owner(owner))


def of(job: JobId, *, delivered: bool = True) -> Whose:
    return Whose(owner=job.owner, drop=job.name, delivered=delivered)
