"""A step's hands on a plain folder: the user's files lie in one part of it, what is made in another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory, mkdtemp
from typing import BinaryIO, TypeVar

from dropcut.domain.assets import Asset, Kind, Upload
from dropcut.domain.blobs import Blob, FileVersion, Many
from dropcut.domain.footage import Footage
from dropcut.domain.models import KeptModel, ModelKind
from dropcut.domain.names import JobId, Owner
from dropcut.domain.values import Sha256, Value
from dropcut.media.bench import Bench
from dropcut.media.probe import probe
from dropcut.ports.folder import Delivery
from dropcut.ports.tools import Programs

T = TypeVar("T", bound=Value)
R = TypeVar("R")
DROP = JobId(Owner("ann"), "holiday")


@cache
def _known(clip: Path, programs: Programs) -> Footage:
    with TemporaryDirectory() as scratch:
        return probe(clip, clip.name, Bench(programs=programs, scratch=Path(scratch)))


@dataclass
class Written:
    """A blob being written."""

    file: BinaryIO
    path: Path

    def write(self, data: bytes) -> int:
        return self.file.write(data)

    @property
    def blob(self) -> Blob:
        data = self.path.read_bytes()
        return Blob(sha256=Sha256(sha256(data).hexdigest()), size=len(data), path=str(self.path))


@dataclass
class Hands:
    """See `dropcut.ports.tools.Tools`."""

    folder: Path
    programs: Programs
    stop: Callable[[], bool] = field(default=lambda: False)
    scratch: Path = field(init=False)

    def __post_init__(self) -> None:
        self.scratch = Path(mkdtemp(prefix="scratch-", dir=self.folder))

    def doing(self, step: Callable[..., R], *inputs: object) -> R:
        """What a step gives, with a scratch folder of its own."""
        return step(Hands(self.folder, self.programs, self.stop), *inputs)

    def asset(self, clip: Path, name: str = "") -> Asset:
        """A clip as `ingest` would tell of it."""
        return self.told(clip, _known(clip, self.programs), name)

    def told(self, clip: Path, footage: Footage | None, name: str = "") -> Asset:
        """A clip of which everything is known."""
        version = FileVersion(path=name or clip.name, version=str(clip), size=clip.stat().st_size)
        digest = Sha256(sha256(clip.read_bytes()).hexdigest())
        upload = Upload(drop=DROP, file=version)
        return Asset(sha256=digest, size=version.size, kind=Kind.MEDIA, footage=footage, upload=upload)

    def models(self, _kind: ModelKind) -> tuple[KeptModel, ...]:
        return ()

    def pulse(self) -> None:
        pass

    def stopped(self) -> bool:
        return self.stop()

    def far(self, done: int, of: int, told: str = "") -> None:
        pass

    def original(self, drop: JobId, file: FileVersion) -> BinaryIO:
        return self.original_path(drop, file).open("rb")

    def original_path(self, drop: JobId, file: FileVersion) -> Path:  # noqa: ARG002 - one drop only
        return Path(file.version)

    def read(self, blob: Blob) -> bytes:
        return self.path(blob).read_bytes()

    def path(self, blob: Blob) -> Path:
        return Path(blob.path)

    @contextmanager
    def write(self, name: str) -> Iterator[Written]:
        path = Path(mkdtemp(prefix="blob-", dir=self.folder), name)
        with path.open("wb") as file:
            yield Written(file, path)

    def keep(self, name: str, file: Path) -> Blob:
        path = Path(mkdtemp(prefix="blob-", dir=self.folder), name)
        copyfile(file, path)
        data = path.read_bytes()
        return Blob(sha256=Sha256(sha256(data).hexdigest()), size=len(data), path=str(path))

    def many(self, name: str, items: Iterable[T]) -> Many[T]:  # noqa: ARG002 - always carried along
        return Many.of(tuple(items))

    def items(self, many: Many[T], kind: type[T]) -> tuple[T, ...]:  # noqa: ARG002 - the same
        return many.inline or ()

    def publish(self, drop: JobId, revision: int, files: Mapping[str, Blob]) -> Delivery:
        raise NotImplementedError
