"""Files on their way into the inbox's bucket: whoever sends them talks to Cloud Storage itself, piece by piece.

An address for one object of one size is all that they are given: it takes bytes for a week at most, writes over nothing
that was not said, and is told of by nobody but whoever asks for this very upload.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final
from uuid import uuid4

from dropcut.cloud.gcs.bucket import NOBODY, Bucket
from dropcut.cloud.gcs.stored import Stored
from dropcut.cloud.inbox.naming import inbox_of
from dropcut.domain.blobs import FileVersion
from dropcut.domain.errors import AlreadyThere, Conflict, NotFound, Permanent
from dropcut.domain.names import JobId
from dropcut.domain.retention import WEEK
from dropcut.domain.uploads import checked_place
from dropcut.domain.values import Instant, Millis, digest
from dropcut.domain.wording import spoken
from dropcut.ports.records import Record, Records
from dropcut.ports.uploads import LARGEST_FILE, Adding, Sending, Upload, UploadNote

_DRAWER: Final = "uploads"
_FORGOTTEN_MS: Final = 2 * 24 * 3600 * 1000
"""So much later a note goes by itself that nobody cleared away: until then it tells the address that is to be closed."""
_HOUR_MS: Final = 3600 * 1000
_A_MILLISECOND: Final = 1_000
"""So many bytes."""
_MARK: Final = "dropcut-upload"
"""Under which an object says by which upload it came."""
_SHA256: Final = "dropcut-sha256"
"""Under which it says what its sender said of it."""
_PAGE: Final = 200


class BucketUploads:
    """See `dropcut.ports.uploads.Uploads`. All bytes go to `Upload.direct`."""

    def __init__(self, inbox: Bucket, records: Records, kept: Millis = WEEK) -> None:
        self._inbox = inbox
        self._records = records
        self._kept = min(kept, WEEK)

    def begin(self, drop: JobId, sending: Sending) -> Upload:
        """Begin, or go on with the same address."""
        sending = sending.model_copy(update={"path": checked_place(sending.path)})
        if sending.size > LARGEST_FILE:
            raise Permanent(f"{spoken(sending.path)} is larger than a bucket takes.", "Cut it in two.")
        now = self._records.now()
        name = digest([str(drop), sending.model_dump(mode="json", exclude={"origin"})])[:32]
        record = self._records.record(_DRAWER, _place(drop, name))
        if record is not None and not (begun := self._seen(record)).done and begun.until > now:
            return begun
        there = self._inbox.looked(inbox_of(drop) + sending.path)
        upload = Upload(id=name, drop=drop, sending=sending, until=Instant(now + self._kept))
        if there is not None and _is_said(there, sending):
            return upload.model_copy(update={"offset": sending.size, "done": True})
        if there is not None and not sending.replace:
            raise _taken(sending.path)
        return self._begun(upload, there, record)

    def upload(self, drop: JobId, upload: str) -> Upload:
        """How far it is: where it stands in between, the address itself tells."""
        record = self._records.record(_DRAWER, _place(drop, upload))
        seen = None if record is None else self._seen(record)
        if seen is None or (not seen.done and seen.until <= self._records.now()):
            raise NotFound("There is no such upload: it may be long over.", "Begin to send the file again.")
        return seen

    @contextmanager
    def adding(self, drop: JobId, upload: str, offset: int) -> Iterator[Adding]:  # noqa: ARG002 - whatever the offset
        """Nothing is added here. Raises Permanent, NotFound."""
        self.upload(drop, upload)
        raise Permanent("This home takes no bytes itself.", "Send them to the address that `direct` tells.")
        yield  # a context manager is a generator, also one that only raises

    def abandon(self, drop: JobId, upload: str) -> None:
        """Close the address, and forget it: what arrived there goes."""
        record = self._records.record(_DRAWER, _place(drop, upload))
        if record is not None:
            self._close(record)

    def clear_away(self) -> int:
        """Those of all drops whose time is over."""
        after, count, now = "", 0, self._records.now()
        while page := self._records.records(_DRAWER, "", _PAGE, after):
            over = [record for record in page if UploadNote.load(record.text).upload.until <= now]
            for record in over:
                self._close(record)
            after, count = page[-1].name, count + len(over)
        return count

    def open(self, drop: JobId) -> tuple[Upload, ...]:
        """Those that are not done."""
        records = self._records.records(_DRAWER, _place(drop, ""), _PAGE)
        if not records:
            return ()
        there = {stored.metadata.get(_MARK, "") for stored in self._inbox.list(inbox_of(drop))}
        now, uploads = self._records.now(), (UploadNote.load(record.text).upload for record in records)
        still = (each for each in uploads if each.id not in there and each.until > now)
        return tuple(sorted(still, key=lambda each: each.sending.path))

    def coming(self, drop: JobId) -> tuple[FileVersion, ...]:
        """Those that are not done, as what browsers bring is listed. Nobody tells how far they are: see `_patience`."""
        now = self._records.now()
        return tuple(
            FileVersion(path=f"{upload.sending.path}.part", version=f"upload {uuid4().hex}", size=upload.sending.size)
            for upload in self.open(drop)
            if now < upload.until - self._kept + _patience(upload.sending.size)
        )

    def _begun(self, upload: Upload, there: Stored | None, before: Record | None) -> Upload:
        sending, name = upload.sending, inbox_of(upload.drop) + upload.sending.path
        says = {_MARK: upload.id, **({_SHA256: sending.sha256} if sending.sha256 else {})}
        over = there.generation if there else NOBODY
        begun = upload.model_copy(
            update={"direct": self._inbox.begin(name, says, over, size=sending.size, origin=sending.origin)}
        )
        text, seen = UploadNote(upload=begun).dumped().decode(), before.version if before else 0
        try:
            self._records.keep(_DRAWER, _place(upload.drop, upload.id), text, seen, Instant(upload.until + _FORGOTTEN_MS))
        except Conflict:  # the same was begun at this very moment: theirs is as good
            return self.upload(upload.drop, upload.id)
        return begun

    def _close(self, record: Record) -> None:
        """Nothing arrives there any more. A file that arrived whole stays: it is its owner's."""
        upload = self._seen(record)
        if not upload.done:
            self._inbox.cancel(upload.direct)
        self._records.drop(_DRAWER, record.name)

    def _seen(self, record: Record) -> Upload:
        upload = UploadNote.load(record.text).upload
        there = self._inbox.looked(inbox_of(upload.drop) + upload.sending.path)
        if there is None or there.metadata.get(_MARK) != upload.id:
            return upload
        return upload.model_copy(update={"offset": upload.sending.size, "done": True})


def _patience(size: int) -> int:
    """How long an upload is waited for: an hour, and a second more for each megabyte."""
    return _HOUR_MS + size // _A_MILLISECOND


def _is_said(there: Stored, sending: Sending) -> bool:
    """Whether it is the very file that somebody said they sent."""
    return sending.sha256 is not None and there.size == sending.size and there.metadata.get(_SHA256) == sending.sha256


def _place(drop: JobId, upload: str) -> str:
    """A drop's name may hold what no record's name may."""
    return f"{drop.owner}/{digest(str(drop))[:32]}/{upload}"


def _taken(path: str) -> AlreadyThere:
    return AlreadyThere(
        f"Another file called {spoken(path)} lies in this drop.",
        "Send it under another name, or say that it is to be replaced.",
    )
