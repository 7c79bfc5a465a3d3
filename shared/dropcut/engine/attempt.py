"""One attempt's hands: what a step may touch, bound to one epoch of one task."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, TypeVar

from dropcut.domain.blobs import INLINE_LIMIT, Blob, FileVersion, Many, digest_of_items
from dropcut.domain.errors import LostBlob, NotFound
from dropcut.domain.models import KeptModel, ModelKind
from dropcut.domain.names import JobId, blob_path
from dropcut.domain.tasks import Task
from dropcut.domain.values import Instant, Millis, Value
from dropcut.engine.codec import adapter, lost, read_whole
from dropcut.engine.home import Home
from dropcut.engine.lease import Lease
from dropcut.engine.twins import items_wherever, twin_of, wherever
from dropcut.ports.blobs import Writing
from dropcut.ports.folder import Delivery
from dropcut.ports.gauges import Far
from dropcut.ports.tools import Programs

T = TypeVar("T", bound=Value)

_PIECE = 1 << 20
_BETWEEN_GAUGES = Millis(250)


class Attempt:
    """See `ports.tools.Tools`, whose contract this keeps."""

    def __init__(self, home: Home, task: Task, lease: Lease, scratch: Callable[[], Path]) -> None:
        self._home = home
        self._task = task
        self._lease = lease
        self._scratch = scratch
        self._told = Instant(0)

    @property
    def programs(self) -> Programs:
        """Where ffmpeg is."""
        return self._home.programs()

    @property
    def scratch(self) -> Path:
        """An empty folder of this attempt's own."""
        return self._scratch()

    def models(self, kind: ModelKind) -> tuple[KeptModel, ...]:
        """Those of a kind that lie on this machine."""
        return self._home.models.kept(kind)

    def pulse(self) -> None:
        """Say that work goes on."""
        self._lease.pulse()

    def stopped(self) -> bool:
        """Whether this work must stop."""
        return self._lease.stopped()

    def far(self, done: int, of: int, told: str = "") -> None:
        """How far it is, now and then."""
        now = self._home.clock.now()
        if done >= of or not 0 <= now - self._told < _BETWEEN_GAUGES:
            self._told = now
            self._home.gauges.tell(self._task.id, Far(done=done, of=of, told=told))

    def original(self, drop: JobId, file: FileVersion) -> BinaryIO:
        """A user's file, seekable."""
        return self._home.folder.open(drop, file)

    def original_path(self, drop: JobId, file: FileVersion) -> Path:
        """A user's file, for other programs to read."""
        return self._home.folder.local(drop, file)

    def read(self, blob: Blob) -> bytes:
        """A small blob, whole and checked."""
        return wherever(self._home, blob, lambda blob: read_whole(blob, self._home.blobs))

    def path(self, blob: Blob) -> Path:
        """A blob for other programs to read, checked piece by piece."""
        return wherever(self._home, blob, self._path)

    def _path(self, blob: Blob) -> Path:
        try:
            path = self._home.blobs.local(blob.path)
        except NotFound as error:
            raise lost(blob, "is missing") from error
        self._check(blob, path)
        return path

    def write(self, name: str) -> AbstractContextManager[Writing]:
        """A blob of this attempt's, written piece by piece."""
        return self._home.blobs.writing(self._own(name))

    def keep(self, name: str, file: Path) -> Blob:
        """A finished file from `scratch` as a blob of this attempt's."""
        with file.open("rb") as source, self.write(name) as target:
            while piece := source.read(_PIECE):
                target.write(piece)
                self.pulse()
        return target.blob

    def many(self, name: str, items: Iterable[T]) -> Many[T]:
        """A list of values for a result."""
        listed = tuple(items)
        whole = digest_of_items(listed)
        text = adapter(tuple[Value, ...]).dump_json(listed, serialize_as_any=True)
        if len(text) <= INLINE_LIMIT:
            return Many(digest=whole, count=len(listed), inline=listed)
        return Many(digest=whole, count=len(listed), blob=self._home.blobs.put(self._own(name), text))

    def items(self, many: Many[T], kind: type[T]) -> tuple[T, ...]:
        """The values of a list."""
        return items_wherever(self._home, many, kind)

    def publish(self, drop: JobId, revision: int, files: Mapping[str, Blob]) -> Delivery:
        """See `Folder.publish`."""
        try:
            return self._home.folder.publish(drop, revision, files)
        except LostBlob:
            twins = {name: twin_of(self._home, blob) for name, blob in files.items()}
            return self._home.folder.publish(drop, revision, twins)

    def _own(self, name: str) -> str:
        return blob_path(self._task.id, self._task.epoch, name)

    def _check(self, blob: Blob, path: Path) -> None:
        found = sha256()
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                found.update(piece)
                self.pulse()
        if found.hexdigest() != blob.sha256:
            raise lost(blob, "is damaged")
