"""Files on their way into the inbox of this machine: they grow in a folder of ours, and appear in the drop whole."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from shutil import copyfile, rmtree

import structlog

from dropcut.domain.blobs import FileVersion
from dropcut.domain.errors import AlreadyThere, Conflict, NotFound, Permanent
from dropcut.domain.names import JobId
from dropcut.domain.retention import WEEK
from dropcut.domain.uploads import checked_place
from dropcut.domain.values import Instant, Millis, Sha256, digest
from dropcut.domain.wording import spoken
from dropcut.local.files.durable import make_folder, publish, sync_contents, take_lock, write_over
from dropcut.local.files.faults import in_words
from dropcut.local.files.names import as_name
from dropcut.local.files.places import Places
from dropcut.ports.uploads import LARGEST_FILE, Adding, Sending, Upload, UploadNote

log = structlog.get_logger(__name__)

UPLOADS = "uploads"
"""The folder of a home in which they grow."""
_PIECE = 1 << 20


@dataclass(frozen=True)
class _Growing:
    """One upload's folder."""

    folder: Path

    @property
    def bytes(self) -> Path:
        return self.folder / "bytes"

    @property
    def note(self) -> Path:
        return self.folder / "upload.json"

    def read(self) -> Upload:
        """What is written down. Raises NotFound, also where nobody can read it any more: a disk lost it with the power."""
        try:
            return UploadNote.load(self.note.read_bytes()).upload
        except FileNotFoundError:
            raise _long_over() from None
        except (Permanent, ValueError) as damaged:
            log.warning("an upload is lost: its note is damaged", note=str(self.note), why=str(damaged))
            raise _long_over() from None

    def write(self, upload: Upload) -> Upload:
        """Write it down for good."""
        new = self.folder / "new.json"
        with new.open("wb") as file:
            file.write(UploadNote(upload=upload).dumped())
            file.flush()
            sync_contents(file.fileno())
        write_over(new, self.note)
        return upload


class _Piece:
    """One piece on its way to the end of the growing file."""

    def __init__(self, descriptor: int, left: int, place: Path) -> None:
        self._descriptor = descriptor
        self._left = left
        self._place = place
        self.size = 0

    def write(self, data: bytes) -> None:
        if len(data) > self._left:
            raise Permanent("More bytes were sent than the file was said to have.", "Begin to send the file again.")
        rest = memoryview(data)
        with in_words(self._place, len(data)):
            while rest:
                rest = rest[os.write(self._descriptor, rest) :]
        self.size += len(data)
        self._left -= len(data)


class FileUploads:
    """See `dropcut.ports.uploads.Uploads`. `folder` holds what is not whole yet, each for as long as `kept` says."""

    def __init__(self, places: Places, folder: Path, clock: Callable[[], Instant], kept: Millis = WEEK) -> None:
        self._places = places
        self._folder = folder
        self._clock = clock
        self._kept = kept

    def begin(self, drop: JobId, sending: Sending) -> Upload:
        """Begin, or go on: the same words are the same upload."""
        sending = sending.model_copy(update={"path": checked_place(sending.path)})
        if sending.size > LARGEST_FILE:
            raise Permanent(f"{spoken(sending.path)} is too large to be sent.", "Copy it into the drop's folder instead.")
        with in_words(self._folder):
            self.clear_away()
            target, until = self._target(drop, sending.path), Instant(self._clock() + self._kept)
            name = digest([str(drop), sending.model_dump(mode="json", exclude={"origin"})])[:32]
            upload = Upload(id=name, drop=drop, sending=sending, until=until)
            if os.path.lexists(target) and not sending.replace:
                return self._there(upload, target)
            growing = self._growing(drop, name)
            with suppress(NotFound):
                begun = growing.read()
                if not begun.done:
                    return growing.write(begun.model_copy(update={"until": until}))
            make_folder(growing.folder)
            growing.bytes.write_bytes(b"")
            return growing.write(upload)

    def upload(self, drop: JobId, upload: str) -> Upload:
        """How far it is."""
        with in_words(self._folder):
            return self._living(self._growing(drop, upload))

    @contextmanager
    def adding(self, drop: JobId, upload: str, offset: int) -> Iterator[Adding]:
        """Add one piece: what is cut short is taken off again, at the latest when the next one comes."""
        with in_words(self._folder):
            growing = self._growing(drop, upload)
            self._living(growing)
            with _alone(growing) as descriptor:
                begun = growing.read()
                if begun.done or begun.offset != offset:
                    raise Conflict(f"The upload stands at {begun.offset} bytes, not at {offset}.", "Go on from there.")
                os.ftruncate(descriptor, offset)
                os.lseek(descriptor, offset, os.SEEK_SET)
                piece = _Piece(descriptor, begun.sending.size - offset, self._folder)
                yield piece
                sync_contents(descriptor)
                self._added(growing, begun.model_copy(update={"offset": offset + piece.size}))

    def abandon(self, drop: JobId, upload: str) -> None:
        """Throw it away."""
        with in_words(self._folder):
            rmtree(self._growing(drop, upload).folder, ignore_errors=True)

    def open(self, drop: JobId) -> tuple[Upload, ...]:
        """Those that are not done."""
        with in_words(self._folder):
            found = list(self._read_all(self._of(drop)))
        still = (upload for upload in found if not upload.done and upload.until > self._clock())
        return tuple(sorted(still, key=lambda upload: upload.sending.path))

    def clear_away(self) -> int:
        """Their folders go."""
        with in_words(self._folder):
            over = [upload for upload in self._read_all(self._folder, "*/*/") if upload.until <= self._clock()]
            for upload in over:
                rmtree(self._growing(upload.drop, upload.id).folder, ignore_errors=True)
        return len(over)

    def coming(self, drop: JobId) -> tuple[FileVersion, ...]:
        """Those that are not done, as what browsers bring is listed: each piece makes another version."""
        return tuple(
            FileVersion(path=f"{upload.sending.path}.part", version=f"upload {upload.id} {upload.offset}", size=upload.offset)
            for upload in self.open(drop)
        )

    def _added(self, growing: _Growing, upload: Upload) -> None:
        if upload.offset < upload.sending.size:
            growing.write(upload)
            return
        said = upload.sending.sha256
        if said is not None and _sha256(growing.bytes) != said:
            rmtree(growing.folder, ignore_errors=True)
            raise Permanent(f"{spoken(upload.sending.path)} did not arrive as it was sent.", "Send the file again.")
        self._put(growing.bytes, upload)
        growing.write(upload.model_copy(update={"done": True}))

    def _put(self, file: Path, upload: Upload) -> None:
        target = self._target(upload.drop, upload.sending.path)
        make_folder(target.parent)
        if not target.parent.resolve().is_relative_to(self._top(upload.drop).resolve()):
            raise Permanent(f"{spoken(upload.sending.path)} lies outside of the drop.", "A link in the folder leads elsewhere.")
        file = _brought_near(file, target)
        if upload.sending.replace:
            write_over(file, target)
            return
        try:
            publish(file, target)
        except FileExistsError:
            raise _taken(upload.sending.path) from None
        file.unlink(missing_ok=True)

    def _top(self, drop: JobId) -> Path:
        top = self._places.inbox(drop)
        if top is None:
            raise NotFound(f"This home takes no drop {spoken(str(drop))}.", "Look at the owner's name.")
        return top

    def _there(self, upload: Upload, target: Path) -> Upload:
        said = upload.sending
        same = said.sha256 is not None and target.is_file() and target.stat().st_size == said.size
        if same and _sha256(target) == said.sha256:
            return upload.model_copy(update={"offset": said.size, "done": True})
        raise _taken(said.path)

    def _target(self, drop: JobId, path: str) -> Path:
        return self._top(drop).joinpath(*(as_name(part) for part in path.split("/")))

    def _living(self, growing: _Growing) -> Upload:
        """What is written down, while its time is not over. Raises NotFound."""
        upload = growing.read()
        if not upload.done and upload.until <= self._clock():
            raise _long_over()
        return upload

    def _growing(self, drop: JobId, name: str) -> _Growing:
        if not name.isalnum() or not name.isascii():
            raise NotFound("There is no such upload.")
        return _Growing(self._of(drop) / name)

    def _of(self, drop: JobId) -> Path:
        return self._folder / drop.owner / digest(str(drop))[:32]

    @staticmethod
    def _read_all(folder: Path, below: str = "") -> Iterator[Upload]:
        for note in folder.glob(f"{below}*/upload.json"):
            with suppress(NotFound):
                yield _Growing(note.parent).read()


@contextmanager
def _alone(growing: _Growing) -> Iterator[int]:
    """The growing file, open for one writer. Raises Conflict."""
    descriptor = os.open(growing.bytes, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        if not take_lock(descriptor):
            raise Conflict("Somebody else is sending this very file now.", "Wait for them, or for yourself.")
        yield descriptor
    finally:
        os.close(descriptor)


def _brought_near(file: Path, target: Path) -> Path:
    """The file on the disk of the inbox, under a name that is never listed, where ours is another disk."""
    if file.stat().st_dev == target.parent.stat().st_dev:
        return file
    near = target.parent / f".{file.parent.name}.part"
    copyfile(file, near)
    with near.open("rb") as copy:
        sync_contents(copy.fileno())
    return near


def _long_over() -> NotFound:
    return NotFound("There is no such upload: it may be long over.", "Begin to send the file again.")


def _taken(path: str) -> AlreadyThere:
    return AlreadyThere(
        f"Another file called {spoken(path)} lies in this drop.",
        "Send it under another name, or say that it is to be replaced.",
    )


def _sha256(file: Path) -> Sha256:
    whole = sha256()
    with file.open("rb") as source:
        while piece := source.read(_PIECE):
            whole.update(piece)
    return Sha256(whole.hexdigest())
