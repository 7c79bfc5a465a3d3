"""Giving a model its place: all its files and what is known of them at once, or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree

from dropcut.domain.models import MANIFEST, KnownFile, Manifest, Model, ModelKind
from dropcut.domain.values import Sha256
from dropcut.engine.shelf import Shelf
from dropcut.local.files.durable import locked, make_folder, sync_folder
from dropcut.local.files.faults import in_words


def unfinished(shelf: Shelf, kind: ModelKind, name: str) -> Path:
    """Where the files of a model lie until all are there; no model is ever looked for in it."""
    return shelf.folder / kind.value / f".{name}.unfinished"


@contextmanager
def being_filled(folder: Path) -> Iterator[None]:
    """Make an unfinished folder, and be alone in it. An empty one leaves no trace. Raises Permanent or Retryable."""
    with in_words(folder):
        make_folder(folder)
        with locked(folder.parent / ".lock"):
            try:
                yield
            finally:
                with suppress(OSError):  # gone to its place, or holds a beginning that the next call goes on with
                    folder.rmdir()


def known_file(path: Path, digest: Sha256) -> KnownFile:
    """What is known of a file that was verified just now."""
    told = path.stat()
    return KnownFile(name=path.name, size=told.st_size, sha256=digest, modified=told.st_mtime_ns)


def shelved(shelf: Shelf, model: Model, files: tuple[KnownFile, ...], source: str) -> Path:
    """Give the unfinished folder of a model its place, over whatever lay there. Raises OSError."""
    return shelved_as(shelf, Manifest(kind=model.kind, name=model.name, files=files, source=source, licence=model.licence))


def shelved_as(shelf: Shelf, manifest: Manifest) -> Path:
    """The same for a model that only its manifest tells of."""
    folder = unfinished(shelf, manifest.kind, manifest.name)
    known = {file.name for file in manifest.files}
    for path in folder.iterdir():
        if path.name not in known:
            path.unlink()
    (folder / MANIFEST).write_bytes(manifest.dumped())
    sync_folder(folder)
    return _moved(folder, shelf.place(manifest.kind, manifest.name))


def _moved(folder: Path, place: Path) -> Path:
    make_folder(place.parent)
    old = place.with_name(f".{place.name}.old")
    rmtree(old, ignore_errors=True)
    if place.exists():
        place.rename(old)
    folder.rename(place)
    sync_folder(place.parent)
    rmtree(old, ignore_errors=True)
    return place
