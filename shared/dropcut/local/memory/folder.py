"""Drops and deliveries in dictionaries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import sha256
from io import BytesIO
from pathlib import Path, PurePosixPath
from threading import Lock
from typing import BinaryIO, NamedTuple

from dropcut.domain.blobs import Blob, FileVersion
from dropcut.domain.errors import Gone, LostBlob, NotFound, Permanent
from dropcut.domain.names import JobId, Owner
from dropcut.domain.paths import checked_delivery
from dropcut.domain.values import Instant
from dropcut.domain.wording import spoken
from dropcut.local.memory.shown import Shown
from dropcut.ports.blobs import Blobs
from dropcut.ports.folder import LARGEST_EDIT, Delivery, Retracted


class _Kept(NamedTuple):
    file: FileVersion
    data: bytes


class MemoryFolder:
    """Keeps the contract of Folder while the process lives. `drop_file` and `remove_file` are what a user does.

    Blobs are read before anything is locked, so that a slow store holds up nobody else.
    """

    def __init__(self, blobs: Blobs) -> None:
        self._blobs = blobs
        self._lock = Lock()
        self._drops: dict[JobId, dict[str, _Kept]] = {}
        self._deliveries: dict[JobId, Delivery] = {}
        self._delivered: dict[JobId, dict[str, bytes]] = {}
        self._absorbed: dict[tuple[JobId, str], bytes] = {}
        self._writes = 0
        self._shown = Shown()

    def drop_file(self, drop: JobId, path: str, data: bytes, modified: Instant = Instant(0)) -> FileVersion:
        """Put a file there, or another version of it."""
        with self._lock:
            self._writes += 1
            file = FileVersion(path=path, version=str(self._writes), size=len(data), modified=modified)
            self._drops.setdefault(drop, {})[path] = _Kept(file, bytes(data))
        return file

    def remove_file(self, drop: JobId, path: str) -> None:
        """Take a file away; one that is not there is fine."""
        with self._lock:
            self._drops.get(drop, {}).pop(path, None)

    def delivered(self, drop: JobId) -> dict[str, bytes]:
        """The bytes that stand in the outbox, by name."""
        with self._lock:
            return dict(self._delivered.get(drop, {}))

    def drops(self) -> Iterator[JobId]:
        """Every drop that ever had a file."""
        with self._lock:
            return iter(sorted(self._drops))

    def files(self, drop: JobId) -> tuple[FileVersion, ...]:
        """The user's files, but for hidden ones."""
        with self._lock:
            kept = dict(self._drops.get(drop, {}))
        return tuple(kept[path].file for path in sorted(kept) if not _is_hidden(path))

    def open(self, drop: JobId, file: FileVersion) -> BinaryIO:
        """That version of the file."""
        return BytesIO(self._version(drop, file))

    def local(self, drop: JobId, file: FileVersion) -> Path:
        """A copy in a folder that goes when these drops go."""
        return self._shown.file(f"{drop}/{file.path}", file.path.rpartition("/")[2], self._version(drop, file))

    def publish(self, drop: JobId, revision: int, files: Mapping[str, Blob]) -> Delivery:
        """Keep copies of `files`, unless this revision or a later one stands."""
        for name in files:
            checked_delivery(name)
        standing = self._deliveries.get(drop)
        if standing is not None and standing.revision >= revision:
            return standing
        copies = {name: _copied(self._blobs, blob) for name, blob in files.items()}
        with self._lock:
            standing = self._deliveries.get(drop)
            if standing is None or standing.revision < revision:
                copies |= self._set_aside(drop, standing)
                standing = Delivery(revision=revision, files=dict(files))
                self._deliveries[drop], self._delivered[drop] = standing, copies
        return standing

    def delivery(self, drop: JobId) -> Delivery | None:
        """What stands in the outbox."""
        return self._deliveries.get(drop)

    def delivered_to(self, owner: Owner) -> Iterator[JobId]:
        """Every drop with a delivery."""
        with self._lock:
            return iter(sorted(drop for drop in self._deliveries if drop.owner == owner))

    def retract(self, drop: JobId) -> Retracted:
        """Forget the delivery, but for what its user changed."""
        with self._lock:
            standing = self._deliveries.pop(drop, None)
            there = self._delivered.get(drop, {})
            edits = self._edits(drop, standing)
            ours = [name for name in there if standing and name in standing.files and name not in edits]
            taken = sum(len(there.pop(name)) for name in ours)
        return Retracted(files=len(ours), bytes=taken, left=len(edits))

    def edit(self, drop: JobId, name: str, data: bytes) -> None:
        """Change a delivered file, as its user does."""
        with self._lock:
            self._delivered[drop][name] = bytes(data)

    def edited(self, drop: JobId, name: str) -> bytes | None:
        """What a user made of a delivered file."""
        with self._lock:
            data = self._edits(drop, self._deliveries.get(drop)).get(name)
        if data is not None and len(data) > LARGEST_EDIT:
            raise Permanent(f"{spoken(name)} is too large to be an edit.", "Delete it: it is then delivered anew.")
        return data

    def absorb(self, drop: JobId, name: str, edit: bytes) -> None:
        """Let the next delivery take the place of these bytes."""
        with self._lock:
            self._absorbed[drop, name] = edit

    def _edits(self, drop: JobId, delivery: Delivery | None) -> dict[str, bytes]:
        ours = delivery.files if delivery else {}
        there = {name: data for name, data in self._delivered.get(drop, {}).items() if name in ours}
        changed = {name: data for name, data in there.items() if _sha256(data) != ours[name].sha256}
        return {name: data for name, data in changed.items() if self._absorbed.get((drop, name)) != data}

    def _set_aside(self, drop: JobId, standing: Delivery | None) -> dict[str, bytes]:
        edits = self._edits(drop, standing)
        return {f"{PurePosixPath(name).stem}.yours-1{PurePosixPath(name).suffix}": data for name, data in edits.items()}

    def _version(self, drop: JobId, file: FileVersion) -> bytes:
        kept = self._drops.get(drop, {}).get(file.path)
        if kept is None or kept.file.version != file.version:
            raise Gone(f"{spoken(file.path)} is not the file that was looked at: it was changed or removed since.")
        return kept.data


def _is_hidden(path: str) -> bool:
    return any(part.startswith(".") for part in path.split("/"))


def _sha256(data: bytes) -> str:
    return sha256(data).hexdigest()


def _copied(blobs: Blobs, blob: Blob) -> bytes:
    try:
        with blobs.open(blob.path) as source:
            data = source.read()
    except NotFound as error:
        raise LostBlob([blob.path], f"What is to be delivered is missing: {blob.path}.") from error
    if _sha256(data) != blob.sha256:
        raise LostBlob([blob.path], f"What is to be delivered is damaged: {blob.path}.")
    return data
