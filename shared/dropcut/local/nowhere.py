"""A folder for what nobody wants to keep: gone when it is done with, and when whoever had it was killed, with the next one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import gettempdir, mkdtemp
from typing import Final, NamedTuple

from dropcut.local.files.durable import take_lock

_BEGINNING: Final = "dropcut-nowhere-"


@contextmanager
def nowhere() -> Iterator[Path]:
    """An empty folder among this machine's temporary files. Locked, so that others see its owner live."""
    _clear_away()
    held = _held()
    try:
        yield held.folder
    finally:
        shutil.rmtree(held.folder, ignore_errors=True)
        os.close(held.lock)


class _Held(NamedTuple):
    folder: Path
    lock: int


def _held() -> _Held:
    """Another one where somebody took this one for abandoned in the moment before it was locked."""
    while True:
        folder = Path(mkdtemp(prefix=_BEGINNING))
        with suppress(FileNotFoundError):
            lock = _opened(folder)
            if take_lock(lock) and folder.exists():
                return _Held(folder, lock)
            os.close(lock)


def _clear_away() -> None:
    for folder in Path(gettempdir()).glob(f"{_BEGINNING}*"):
        with suppress(OSError):  # its owner ends at this moment, or is another user
            _clear_away_if_abandoned(folder)


def _clear_away_if_abandoned(folder: Path) -> None:
    lock = _opened(folder)
    try:
        if os.fstat(lock).st_uid == os.getuid() and take_lock(lock):
            shutil.rmtree(folder, ignore_errors=True)
    finally:
        os.close(lock)


def _opened(folder: Path) -> int:
    """A link is never followed: anybody may put one among temporary files."""
    return os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
