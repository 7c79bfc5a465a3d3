"""One file on its way into the inbox, from where an earlier call left it."""

from __future__ import annotations

from enum import Enum
from typing import BinaryIO, Protocol

from dropcut.cloud.gcs.bucket import NOBODY, Bucket
from dropcut.cloud.gcs.checksums import Crc32c
from dropcut.cloud.gcs.stored import Stored
from dropcut.cloud.gcs.uploading import UNIT, BrokenUpload, Upload
from dropcut.cloud.submitting.notes import Notes
from dropcut.domain.errors import Conflict, Gone, Permanent, Unavailable
from dropcut.domain.wording import spoken
from dropcut.engine.elsewhere import UserFile

PIECE = 32 * UNIT
_AT_ONCE = 4 * UNIT
"""What is sent in one request, and from its beginning when that breaks off."""
_TRIES = 3


class Arrived(Enum):
    """How a file came to be where it is."""

    SENT = "sent"
    THERE = "there"


class Occupied(Permanent):
    """Somebody else's file lies under the name: nothing was written over it."""


class DamagedError(Exception):
    """What arrived is not what was sent; it is gone again."""


class Onlooker(Protocol):
    """Who wants to know how far a file is, and may have it end."""

    def check(self) -> None:
        """Raise Stopped when it is time to end."""

    def arrived(self, count: int) -> None:
        """So many of its bytes need not be sent any more."""

    def resumed(self, count: int) -> None:
        """So many of those were sent by an earlier call."""


class OneFile:
    """A file and its place in the bucket."""

    def __init__(self, bucket: Bucket, name: str, file: UserFile, notes: Notes, onlooker: Onlooker) -> None:
        self._bucket = bucket
        self._name = name
        self._file = file
        self._size = file.version.size
        self._notes = notes
        self._onlooker = onlooker

    def bring(self, there: Stored | None, *, replace: bool) -> Arrived:
        """Have it there, given what lies under its name. Raises Occupied, Gone, Stopped, Unavailable."""
        for _ in range(_TRIES):
            self._onlooker.check()
            if there is not None and self._is_same(there):
                self._onlooker.arrived(self._size)
                return Arrived.THERE
            over = self._replaceable(there, replace=replace)
            try:
                self._keep(self._sent(over))
            except (Conflict, BrokenUpload, DamagedError):  # somebody was quicker, or it must begin anew: look again
                there = self._bucket.looked(self._name)
            else:
                return Arrived.SENT
        raise Unavailable(f"{self._where} could not be written in {_TRIES} tries.", "Others write it, or the line is bad.")

    @property
    def _where(self) -> str:
        return self._bucket.where(self._name)

    def _is_same(self, there: Stored) -> bool:
        if there.size != self._size:
            return False
        with self._file.open() as source:
            return there.crc32c == str(self._summed(source, self._size))

    def _replaceable(self, there: Stored | None, *, replace: bool) -> int:
        if there is None:
            return NOBODY
        if not (replace or is_ours(there, self._notes)):
            raise occupied(self._where)
        return there.generation

    def _sent(self, over: int) -> Stored:
        with self._file.open() as source:
            if self._size <= _AT_ONCE:
                data = self._read(source, self._size)
                stored, whole = self._bucket.put(self._name, data, {}, over), Crc32c(data)
            else:
                stored, whole = self._sent_in_pieces(source, self._upload(over))
        if stored.crc32c != str(whole):
            self._bucket.delete(self._name, stored.generation)
            self._forget()
            raise DamagedError
        self._onlooker.arrived(self._size)
        return stored

    def _upload(self, over: int) -> Upload:
        note = self._notes.read(self._name)
        if note.upload and (note.version, note.over) == (self._file.version.version, over) and note.sent < self._size:
            self._onlooker.resumed(note.sent)
            self._onlooker.arrived(note.sent)
            return Upload.resumed(self._bucket, self._name, note.upload, note.sent)
        upload = Upload(self._bucket, self._name, {}, over)
        self._write_down(upload, over)
        return upload

    def _sent_in_pieces(self, source: BinaryIO, upload: Upload) -> tuple[Stored, Crc32c]:
        over = self._notes.read(self._name).over
        whole = self._summed(source, upload.sent)
        try:
            while self._size - upload.sent > PIECE:
                self._onlooker.check()
                piece = self._read(source, PIECE)
                kept = upload.send(memoryview(piece))
                whole.add(piece[:kept])
                self._skip(source, whole, kept - PIECE)
                self._write_down(upload, over)
                self._onlooker.arrived(upload.sent)
            self._onlooker.check()
            rest = self._read(source, self._size - upload.sent)
            whole.add(rest)
            return upload.end(memoryview(rest)), whole
        except BrokenUpload:
            self._forget()
            raise

    def _skip(self, source: BinaryIO, whole: Crc32c, further: int) -> None:
        """Go to where the service is: back when it kept less than was sent, on when an earlier call had sent more."""
        if further < 0:
            source.seek(further, 1)
        elif further > 0:
            whole.add(self._read(source, further))

    def _summed(self, source: BinaryIO, size: int) -> Crc32c:
        whole, left = Crc32c(), size
        while left:
            self._onlooker.check()
            piece = self._read(source, min(left, PIECE))
            whole.add(piece)
            left -= len(piece)
        return whole

    def _read(self, source: BinaryIO, size: int) -> bytes:
        data = source.read(size)
        if len(data) != size:
            raise Gone(f"{spoken(self._file.version.path)} is shorter than it was.", "Submit it once it stays the same.")
        return data

    def _write_down(self, upload: Upload, over: int) -> None:
        note = self._notes.read(self._name)
        version = self._file.version.version
        self._notes.write(self._name, note.with_(version=version, over=over, upload=upload.address, sent=upload.sent))

    def _forget(self) -> None:
        note = self._notes.read(self._name)
        self._notes.write(self._name, note.with_(upload="", sent=0))
        self._onlooker.resumed(0)

    def _keep(self, stored: Stored) -> None:
        note, version = self._notes.read(self._name), self._file.version.version
        self._notes.write(self._name, note.with_(version=version, upload="", sent=0, generation=stored.generation))


def is_ours(there: Stored, notes: Notes) -> bool:
    """Whether an object is the one that was put there last from this machine."""
    return notes.read(there.name).generation == there.generation


def occupied(where: str) -> Occupied:
    """The error for a name under which somebody else's file lies."""
    return Occupied(
        f"Another file lies at {where}, which was not put there from here: nothing was written over it.",
        "Give yours another name, submit to another drop, or say --replace to have yours take its place.",
    )
