"""Everything that a home keeps of one owner, as one ZIP archive that is written while it is sent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import IO, BinaryIO, ClassVar, Final, cast
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from dropcut.domain.documents import Document
from dropcut.domain.errors import DropcutError, Gone, LostBlob, NotFound
from dropcut.domain.names import JobId, Key, Owner, TaskId
from dropcut.domain.tasks import Task
from dropcut.domain.values import Count, Instant, Sha256, Value
from dropcut.engine.batches import AT_ONCE
from dropcut.engine.deleting.reached import EVER
from dropcut.engine.home import Home
from dropcut.engine.lineage import lineage_of
from dropcut.ports.records import Record

_PIECE: Final = 1 << 20
_ALL: Final = 1_000_000
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
Drawers = Callable[[Owner], Iterator[tuple[str, Record]]]
"""The small documents about an owner, each with the name of the file that it becomes."""


class ExportedFile(Value):
    """One file of the archive."""

    name: str
    size: Count
    sha256: Sha256


class Export(Document):
    """What is in an archive: its last file, `export.json`."""

    KIND: ClassVar[str] = "export"

    owner: str
    at: Instant
    files: tuple[ExportedFile, ...]
    missing: tuple[str, ...]
    """What was recorded and could not be read."""


@dataclass(frozen=True)
class Entry:
    """A file that is to be written."""

    name: str
    open: Callable[[], Iterator[bytes]]


@dataclass
class _Pipe:
    """What was written since it was last emptied."""

    parts: list[bytes] = field(default_factory=list)

    def write(self, data: bytes) -> int:
        self.parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing waits here."""

    def emptied(self) -> Iterator[bytes]:
        parts, self.parts = self.parts, []
        yield from parts


class _Copy:
    """One file on its way into the archive."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._found = sha256()
        self._size = 0
        self.trouble = ""
        """Why it is not whole."""

    @property
    def file(self) -> ExportedFile:
        """What was written."""
        return ExportedFile(name=self._name, size=self._size, sha256=Sha256(self._found.hexdigest()))

    def piece_by_piece(self, pieces: Iterator[bytes], target: IO[bytes]) -> Iterator[None]:
        """Write; where somebody changes or removes the file at this very moment, it ends there and the rest goes on."""
        try:
            for piece in pieces:
                self._found.update(piece)
                self._size += len(piece)
                target.write(piece)
                yield
        except (Gone, NotFound, LostBlob) as error:
            self.trouble = f"{self._name}, from byte {self._size} on: {error.message}"


def export(home: Home, owner: Owner, drawers: Drawers, *, footage: bool) -> Iterator[bytes]:
    """The archive, piece by piece; memory stays flat, however much there is.

    Holds jobs with their lineage and deliveries, every result and artifact, small documents, and the owner's own files.
    """
    pipe, told, missing = _Pipe(), list[ExportedFile](), list[str]()
    with ZipFile(cast("IO[bytes]", pipe), "w", ZIP_STORED, allowZip64=True) as archive:
        for entry in _entries(home, owner, drawers, footage=footage):
            try:
                pieces = entry.open()
                first = next(pieces, b"")
            except (Gone, NotFound, LostBlob) as error:
                missing.append(f"{entry.name}: {error.message}")
                continue
            copy = _Copy(entry.name)
            with archive.open(_info(entry.name), "w", force_zip64=True) as file:
                for _ in copy.piece_by_piece(_with(first, pieces), file):
                    yield from pipe.emptied()
            if copy.trouble:
                missing.append(copy.trouble)
            else:
                told.append(copy.file)
            yield from pipe.emptied()
        listed = Export(owner=owner, at=home.ledger.now(), files=tuple(told), missing=tuple(missing))
        archive.writestr(_info("export.json"), listed.dumped())
        yield from pipe.emptied()
    yield from pipe.emptied()


def _entries(home: Home, owner: Owner, drawers: Drawers, *, footage: bool) -> Iterator[Entry]:
    for name, record in drawers(owner):
        yield _text(name, record.text.encode())
    jobs = {job.id: job for job in home.ledger.jobs(owner)}
    for job in jobs.values():
        yield _text(f"jobs/{job.id.name}/job.json", job.dumped())
        yield Entry(f"jobs/{job.id.name}/lineage.json", lambda job=job: iter([lineage_of(home, job).dumped()]))  # type: ignore[misc]
    for drop in {*jobs, *home.folder.delivered_to(owner)}:
        yield from _delivered(home, drop)
    for task in _tasks(home, owner, tuple(jobs)):
        yield _text(f"results/{task.id.step}/{task.id.key}.json", task.dumped())
    for blob in home.blobs.list(f"store/{owner}/"):
        path = blob.path
        inside = path.removeprefix(f"store/{owner}/")
        yield Entry(f"artifacts/{inside}", lambda path=path: _pieces(lambda: home.blobs.open(path)))  # type: ignore[misc]
    if footage:
        for drop in (drop for drop in home.folder.drops() if drop.owner == owner):
            yield from _footage(home, drop)


def _delivered(home: Home, drop: JobId) -> Iterator[Entry]:
    standing = home.folder.delivery(drop)
    for name, blob in sorted(standing.files.items()) if standing else ():
        where = f"jobs/{drop.name}/delivered/{name}"
        yield Entry(where, lambda path=blob.path: _pieces(lambda: home.blobs.open(path)))  # type: ignore[misc]


def _footage(home: Home, drop: JobId) -> Iterator[Entry]:
    try:
        files = home.folder.files(drop)
    except DropcutError as error:
        yield _text(f"footage/{drop.name}/NOT-LISTED.txt", str(error).encode())
        return
    for file in files:
        where = f"footage/{drop.name}/{file.path}"
        yield Entry(where, lambda file=file: _pieces(lambda: home.folder.open(drop, file)))  # type: ignore[misc]


def _tasks(home: Home, owner: Owner, jobs: Iterable[JobId]) -> Iterator[Task]:
    """All that are recorded, each once: those that somebody waits for are found by their jobs, and may be done meanwhile."""
    waited_for = {task.id: task for job in jobs for task in home.ledger.open_tasks(job, _ALL)}
    yield from waited_for.values()
    after = TaskId(owner, "", Key(""))
    while portion := home.ledger.unused_tasks(EVER, AT_ONCE, after):
        for task in portion:
            if task.id.owner != owner:
                return
            if task.id not in waited_for:
                yield task
        after = portion[-1].id


def _text(name: str, text: bytes) -> Entry:
    return Entry(name, lambda: iter([text]))


def _pieces(opened: Callable[[], BinaryIO]) -> Iterator[bytes]:
    with opened() as file:
        while piece := file.read(_PIECE):
            yield piece


def _with(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _info(name: str) -> ZipInfo:
    """A name that no program unpacks outside of the folder that it was told."""
    parts = (part if part.strip(".") else part.replace(".", "_") for part in name.replace("\\", "_").split("/") if part)
    info = ZipInfo("/".join(parts), _EPOCH)
    info.external_attr = 0o644 << 16
    return info
