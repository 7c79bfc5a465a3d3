"""What a step is handed: the only way it touches anything."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import BinaryIO, Protocol, TypeVar

from dropcut.domain.blobs import Blob, FileVersion, Many
from dropcut.domain.models import KeptModel, ModelKind
from dropcut.domain.names import JobId
from dropcut.domain.provenance import Credentials
from dropcut.domain.values import Value
from dropcut.ports.blobs import Writing
from dropcut.ports.folder import Delivery

T = TypeVar("T", bound=Value)


class Programs(Value):
    """The media programs of this machine, found once at its start."""

    ffmpeg: Path
    build: str
    """What `ffmpeg -version` says in its first line: part of the keys of what it encodes."""
    credentials: Credentials | None = None
    """What this home signs deliveries with, where it does."""


class Tools(Protocol):
    """One attempt's hands. Whatever fails raises an error of `dropcut.domain.errors`; a step lets those pass."""

    @property
    def programs(self) -> Programs:
        """Where ffmpeg is."""

    @property
    def scratch(self) -> Path:
        """An empty folder of this attempt's own; gone when the attempt ends."""

    def models(self, kind: ModelKind) -> tuple[KeptModel, ...]:
        """See `Models.kept`."""

    def pulse(self) -> None:
        """Say that work goes on, between units of at most 60 s. Raises Stale or Unwanted: then stop at once."""

    def stopped(self) -> bool:
        """Whether this work must stop, without asking the ledger: cheap enough to ask ten times a second."""

    def far(self, done: int, of: int, told: str = "") -> None:
        """Say how far this work is, for whoever watches: a hint that is never recorded. Cheap enough to say for every frame."""

    def original(self, drop: JobId, file: FileVersion) -> BinaryIO:
        """A user's file, seekable. Raises Gone."""

    def original_path(self, drop: JobId, file: FileVersion) -> Path:
        """A user's file, for other programs to read. Raises Gone."""

    def read(self, blob: Blob) -> bytes:
        """A small blob, whole and checked against its digest. Raises LostBlob."""

    def path(self, blob: Blob) -> Path:
        """A blob for other programs to read, checked against its digest. Raises LostBlob."""

    def write(self, name: str) -> AbstractContextManager[Writing]:
        """A blob of this attempt's, written piece by piece; `name` is this step's own choice, without folders."""

    def keep(self, name: str, file: Path) -> Blob:
        """A finished file from `scratch` as a blob of this attempt's."""

    def many(self, name: str, items: Iterable[T]) -> Many[T]:
        """A list of values for a result: kept as a blob when long."""

    def items(self, many: Many[T], kind: type[T]) -> tuple[T, ...]:
        """The values of a list. Raises LostBlob."""

    def publish(self, drop: JobId, revision: int, files: Mapping[str, Blob]) -> Delivery:
        """See `Folder.publish`."""
