"""One file from Drive into the inbox. It appears there in one instant, whole, and only when its checksum is Drive's."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import md5
from typing import Final

from dropcut.cloud.drive.claims import Claims
from dropcut.cloud.drive.deadline import Deadline
from dropcut.cloud.drive.files import DOCUMENT
from dropcut.cloud.drive.media import TEXT, WORD, Media
from dropcut.cloud.drive.planning import Fetch, content_of
from dropcut.cloud.drive.records import Copying
from dropcut.cloud.gcs.bucket import NOBODY, Bucket
from dropcut.cloud.gcs.stored import Stored
from dropcut.cloud.gcs.uploading import UNIT, BrokenUpload, Upload
from dropcut.cloud.inbox.awaited import CONTENT
from dropcut.domain.errors import Conflict, NotFound, Stopped, Unavailable
from dropcut.domain.wording import spoken

ARRIVING: Final = "arriving/"
"""Where a long file grows, in the bucket of the inbox and outside of every drop."""
_TRIES = 3


@dataclass(frozen=True)
class Sizes:
    """How much is held in memory, and asked for at once."""

    at_once: int = 32 * UNIT
    """A file of at most this goes in one piece."""
    piece: int = 64 * UNIT


@dataclass(frozen=True)
class Copier:
    """Copies into one drop, whose objects' names begin with `top`."""

    media: Media
    bucket: Bucket
    claims: Claims
    deadline: Deadline
    top: str
    growing: str
    """What the names of long files begin with while they grow."""
    sizes: Sizes

    def copy(self, fetch: Fetch) -> None:
        """Have it there. Raises Conflict when it changed meanwhile, Stopped when the time is over, Unavailable, Permanent.

        Whoever had the claim before may have done it after the plan was made: so what is there is looked at again.
        """
        there = self.bucket.looked(self.top + fetch.wanted.path)
        if there is not None and content_of(there) == fetch.wanted.content:
            return
        if fetch.wanted.file.mime == DOCUMENT:
            data = self.media.exported(fetch.wanted.file, TEXT if fetch.wanted.as_text else WORD)
            self._put(fetch, data)
        elif fetch.wanted.file.size <= self.sizes.at_once:
            self._put(fetch, self._whole(fetch))
        else:
            self._copy_in_ranges(fetch)

    def _whole(self, fetch: Fetch) -> bytes:
        file = fetch.wanted.file
        for _ in range(_TRIES):
            data = self.media.part(file, 0, file.size) if file.size else b""
            if md5(data, usedforsecurity=False).hexdigest() == file.md5:
                return data
        raise _damaged(fetch)

    def _put(self, fetch: Fetch, data: bytes) -> None:
        try:
            self.bucket.put(self.top + fetch.wanted.path, data, self._marks(fetch), fetch.over)
        except Conflict:
            self._check_there(fetch)

    def _copy_in_ranges(self, fetch: Fetch) -> None:
        for _ in range(_TRIES):
            try:
                grown = self._grown(fetch)
            except BrokenUpload:
                self.claims.sign(fetch, _anew)
                continue
            if self._is_right(fetch, grown):
                self._place(fetch, grown)
                return
            self.bucket.delete(grown.name, grown.generation)
            self.claims.sign(fetch, _anew)
        raise _damaged(fetch)

    def _grown(self, fetch: Fetch) -> Stored:
        """All of it, where it grows; it may lie there since an earlier call."""
        state, name = self.claims.state(fetch), self.growing + fetch.wanted.id
        there = self.bucket.looked(name)
        if there is not None and there.metadata.get(CONTENT) == fetch.wanted.content and not state.upload:
            return there
        if state.upload:
            upload = Upload.resumed(self.bucket, name, state.upload, state.sent)
        else:
            upload = Upload(self.bucket, name, self._marks(fetch), there.generation if there else NOBODY)
        return self._sent(fetch, upload)

    def _sent(self, fetch: Fetch, upload: Upload) -> Stored:
        file = fetch.wanted.file
        self.claims.sign(fetch, _so_far(upload))
        while file.size - upload.sent > self.sizes.piece:
            if self.deadline.over:
                raise Stopped("The time of this call is over.")
            upload.send(memoryview(self.media.part(file, upload.sent, upload.sent + self.sizes.piece)))
            self.claims.sign(fetch, _so_far(upload))
        stored = upload.end(memoryview(self.media.part(file, upload.sent, file.size)))
        self.claims.sign(fetch, _anew)
        return stored

    def _is_right(self, fetch: Fetch, grown: Stored) -> bool:
        """Whether what the service holds has the size and the checksum that Drive tells."""
        file = fetch.wanted.file
        return grown.size == file.size and b64decode(grown.md5).hex() == file.md5

    def _place(self, fetch: Fetch, grown: Stored) -> None:
        try:
            self.bucket.copy(grown, self.top + fetch.wanted.path, self._marks(fetch), fetch.over)
        except (Conflict, NotFound):
            self._check_there(fetch)
        self.bucket.delete(grown.name, grown.generation)

    def _check_there(self, fetch: Fetch) -> None:
        """What is there may be ours: then the answer to an earlier request was lost, and all is well."""
        there = self.bucket.looked(self.top + fetch.wanted.path)
        if there is None or there.metadata.get(CONTENT) != fetch.wanted.content:
            raise Conflict(f"{spoken(fetch.wanted.path)} was changed meanwhile.", "The work goes on by itself.")

    def _marks(self, fetch: Fetch) -> Mapping[str, str]:
        return {CONTENT: fetch.wanted.content}


def _anew(state: Copying) -> Copying:
    return state.with_(upload="", sent=0)


def _so_far(upload: Upload) -> Callable[[Copying], Copying]:
    return lambda state: state.with_(upload=upload.address, sent=upload.sent)


def _damaged(fetch: Fetch) -> Unavailable:
    return Unavailable(
        f"{spoken(fetch.wanted.path)} came {_TRIES} times with other bytes than Google Drive says it has.",
        "The work goes on by itself.",
    )
