"""The folder in which models lie: a folder a kind, in it a folder a model, in it its files and what is known of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path

from dropcut.domain.errors import Permanent
from dropcut.domain.models import MANIFEST, KeptModel, KnownFile, Manifest, ModelKind

_PIECE = 1 << 22
_MOST_TEXT = 1 << 20


@dataclass(frozen=True)
class Shelf:
    """See `ports.models.Models`, whose contract this keeps."""

    folder: Path

    def kept(self, kind: ModelKind) -> tuple[KeptModel, ...]:
        """Those whose every file is the one that is known."""
        return tuple(_kept(folder, manifest) for folder, manifest in self.manifests(kind) if is_whole(folder, manifest))

    def manifests(self, kind: ModelKind) -> Iterator[tuple[Path, Manifest]]:
        """What is known of each model of a kind, damaged or not, and the folder that it lies in."""
        for folder in sorted(path for path in (self.folder / kind.value).glob("[a-z0-9]*") if path.is_dir()):
            manifest = manifest_of(folder)
            if manifest is not None and manifest.kind is kind and manifest.name == folder.name:
                yield folder, manifest

    def place(self, kind: ModelKind, name: str) -> Path:
        """Where the files of a model lie, or would."""
        return self.folder / kind.value / name


def manifest_of(folder: Path) -> Manifest | None:
    """What is known of the model in a folder; None where nothing is, or nothing that can be read."""
    try:
        with (folder / MANIFEST).open("rb") as file:
            return Manifest.load(file.read(_MOST_TEXT))
    except (OSError, Permanent):
        return None


def is_whole(folder: Path, manifest: Manifest) -> bool:
    """Whether every file is the one that is known. A file that was not touched since is not read again."""
    return all(_is_known(folder / file.name, file) for file in manifest.files)


def digest_of(path: Path) -> str:
    """The sha256 of a file, read whole. Raises OSError."""
    found = sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            found.update(piece)
    return found.hexdigest()


def _kept(folder: Path, manifest: Manifest) -> KeptModel:
    return KeptModel(kind=manifest.kind, name=manifest.name, folder=folder, digest=manifest.digest)


def _is_known(path: Path, file: KnownFile) -> bool:
    try:
        told = path.stat()
        if told.st_size != file.size:
            return False
        return told.st_mtime_ns == file.modified or _digest(path, told.st_size, told.st_mtime_ns) == file.sha256
    except OSError:  # gone, or closed to this user: no model to read
        return False


@cache
def _digest(path: Path, _size: int, _modified: int) -> str:
    return digest_of(path)
