"""Changes to folders that outlive a power cut: made, then brought to the disk, in that order."""

from __future__ import annotations

import fcntl
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EEXIST, EMLINK, ENOSYS, ENOTDIR, ENOTSUP, EOPNOTSUPP, EPERM
from pathlib import Path
from time import monotonic, sleep

from dropcut.domain.errors import Unavailable
from dropcut.domain.values import Millis
from dropcut.domain.wording import spoken

PATIENCE = Millis(30_000)
"""How long one waits for a lock that is never held for longer than a few renames take."""
_PAUSE_S = 0.005
_NO_LINKS = {EPERM, ENOTSUP, EOPNOTSUPP, ENOSYS, EMLINK}
"""What a file system without hard links answers."""
_GATE = ".gate"


def sync(descriptor: int) -> None:
    """Bring a file's bytes to the disk itself, not only to its cache."""
    if sys.platform == "darwin":
        fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
    else:
        os.fsync(descriptor)


def sync_contents(descriptor: int) -> None:
    """Bring a file's bytes and length to the disk, whatever becomes of its times: for a file that changes all the time."""
    if sys.platform == "linux":
        os.fdatasync(descriptor)
    else:
        sync(descriptor)


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_folder(folder: Path) -> None:
    """Make a folder and those it lies in, where they are not there yet. Raises OSError."""
    try:
        folder.mkdir()
    except FileExistsError:
        if not folder.is_dir():
            raise NotADirectoryError(ENOTDIR, os.strerror(ENOTDIR), str(folder)) from None
    except FileNotFoundError:
        make_folder(folder.parent)
        make_folder(folder)
    else:
        sync_folder(folder.parent)


def publish(file: Path, final: Path) -> None:
    """Give a finished file of the same file system its final name, for good. Raises FileExistsError when that is taken.

    A folder that somebody removes meanwhile because it was empty is made again.
    """
    while True:
        make_folder(final.parent)
        try:
            _name(file, final)
        except FileNotFoundError:
            if not file.exists():
                raise
            continue
        return sync_folder(final.parent)


def write_over(file: Path, final: Path) -> None:
    """Put a finished file in the place of whatever has its final name."""
    make_folder(final.parent)
    file.replace(final)
    sync_folder(final.parent)


def remove_empty(folder: Path, within: Path) -> None:
    """Remove a folder, and those it lies in below `within`, as long as they are empty."""
    while folder != within and within in folder.parents:
        try:
            folder.rmdir()
        except OSError:  # not empty, or somebody else removed it: either way nothing is left to do here
            return
        folder = folder.parent


@contextmanager
def locked(path: Path, patience: Millis = PATIENCE) -> Iterator[None]:
    """Hold the lock that is the file at `path`; the kernel gives it back when this process dies. Raises Unavailable."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _lock(descriptor, path, monotonic() + patience / 1000)
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int, path: Path, end: float) -> None:
    while not take_lock(descriptor):
        if monotonic() > end:
            raise Unavailable(f"{spoken(str(path))} is locked by another process.", "See whether one is stopped there.")
        sleep(_PAUSE_S)


def take_lock(descriptor: int) -> bool:
    """Lock an open file, unless it is locked through another opening of it, in this process or elsewhere."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _name(file: Path, final: Path) -> None:
    try:
        os.link(file, final)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        name_without_links(file, final)


def name_without_links(file: Path, final: Path) -> None:
    """As a link would, on a file system that has none: every writer passes one gate. Raises FileExistsError."""
    with locked(file.parent / _GATE):
        if os.path.lexists(final):
            raise FileExistsError(EEXIST, os.strerror(EEXIST), str(final))
        file.rename(final)
