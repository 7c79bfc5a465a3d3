"""A blob being written: nothing is there until all of it is."""

from __future__ import annotations

from hashlib import sha256
from uuid import uuid4

from dropcut.cloud.gcs.bucket import Bucket
from dropcut.cloud.gcs.checksums import Crc32c
from dropcut.cloud.gcs.stored import Stored
from dropcut.cloud.gcs.uploading import UNIT, Upload
from dropcut.domain.blobs import Blob
from dropcut.domain.errors import AlreadyThere, Conflict, Unavailable
from dropcut.domain.values import Sha256
from dropcut.domain.wording import spoken

SHA256 = "dropcut-sha256"
"""What an object of ours says of its content, so that nobody must read it to know."""
_WRITER = "dropcut-writer"
"""Which writing made the object: one that was repeated because its answer was lost finds itself there."""
_SMALLEST_PIECE = 1 << 20
_LARGEST_PIECE = 16 << 20
_PIECES = 16


class Growing:
    """A blob on its way to `bucket`. A small one goes in one request when it ends, a larger one piece by piece.

    Pieces grow with the blob, so that a long one is not sent in thousands of requests, nor a short one held whole.
    """

    def __init__(self, bucket: Bucket, path: str) -> None:
        self._bucket = bucket
        self._path = path
        self._writer = uuid4().hex
        self._held = bytearray()
        self._upload: Upload | None = None
        self._sha256 = sha256()
        self._crc32c = Crc32c()
        self._blob: Blob | None = None

    def write(self, data: bytes) -> int:
        """Add `data`, and send what is enough for a piece."""
        self._sha256.update(data)
        self._crc32c.add(data)
        self._held += data
        if len(self._held) > _piece(self._upload.sent if self._upload else 0):
            self._send()
        return len(data)

    @property
    def blob(self) -> Blob:
        """What was written, once it is there."""
        if self._blob is None:
            raise RuntimeError(f"{self._path} is not written yet")
        return self._blob

    def end(self) -> None:
        """Let the object appear. Raises AlreadyThere."""
        digest = Sha256(self._sha256.hexdigest())
        try:
            stored = self._ended(digest)
        except Conflict as conflict:
            stored = self._recognised(conflict)
        self._check(stored)
        if stored.metadata.get(SHA256) != digest:  # nobody knew it when a long upload began
            self._bucket.note(stored, {SHA256: digest})
        self._blob = Blob(sha256=digest, size=stored.size, path=self._path)

    def _send(self) -> None:
        if self._upload is None:
            if self._bucket.looked(self._path) is not None:  # nothing long is sent in vain
                raise taken(self._path)
            self._upload = Upload(self._bucket, self._path, {_WRITER: self._writer})
        whole = (len(self._held) - 1) // UNIT * UNIT  # a byte at least is left for the end
        with memoryview(self._held) as held, held[:whole] as piece:
            kept = self._upload.send(piece)
        del self._held[:kept]

    def _ended(self, digest: Sha256) -> Stored:
        if self._upload is None:
            return self._bucket.put(self._path, bytes(self._held), {_WRITER: self._writer, SHA256: digest})
        with memoryview(self._held) as rest:
            return self._upload.end(rest)

    def _recognised(self, conflict: Conflict) -> Stored:
        """What is there may be ours: then the answer to an earlier request was lost, and all is well."""
        there = self._bucket.looked(self._path)
        if there is None or there.metadata.get(_WRITER) != self._writer:
            raise taken(self._path) from conflict
        return there

    def _check(self, stored: Stored) -> None:
        if stored.crc32c != str(self._crc32c):
            self._bucket.delete(self._path, stored.generation)
            raise Unavailable(f"{self._bucket.where(self._path)} was damaged on the way.", "The work goes on by itself.")


def taken(path: str) -> AlreadyThere:
    """The error for a name that is not free."""
    return AlreadyThere(f"{spoken(path)} is already stored.")


def _piece(sent: int) -> int:
    """How much to send at once, when so much was sent."""
    wanted = min(max(sent // _PIECES, _SMALLEST_PIECE), _LARGEST_PIECE)
    return wanted - wanted % UNIT
