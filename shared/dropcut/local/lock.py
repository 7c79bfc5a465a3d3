"""One keeper a home: a lock that the kernel gives back when the last process that holds it is gone."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

from dropcut.local.exits import Misuse

_PATIENCE_S = 1.0
"""A killed keeper's workers hold the lock until they are gone too, which takes moments."""
_PAUSE_S = 0.02


class Taken(Misuse):
    """Another process keeps this home."""


@contextmanager
def kept_alone(path: Path, said: str) -> Iterator[int]:
    """Be the only keeper of a home while the block runs. Raises Taken, naming the keeper.

    Gives the lock's descriptor: a process that inherits it holds the lock as well, so that nobody else begins before
    the last worker of a dead keeper is gone. `said` is what the home is called in a sentence.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        _lock(descriptor, said)
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        yield descriptor
    finally:
        os.close(descriptor)


def keeper(path: Path) -> int | None:
    """The process that keeps a home now; None when nobody does. 0 stands for one that has not yet said its number."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    try:
        return None if _locked(descriptor) else _named(descriptor)
    finally:
        os.close(descriptor)


def _lock(descriptor: int, said: str) -> None:
    end = monotonic() + _PATIENCE_S
    while not _locked(descriptor):
        if monotonic() > end:
            number = _named(descriptor)
            process = f"process {number}" if number else "another process"
            raise Taken(f"Dropcut is already at work on {said}, in {process}.", "Let it finish, or stop it first.")
        sleep(_PAUSE_S)


def _locked(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _named(descriptor: int) -> int:
    text = os.pread(descriptor, 32, 0).strip()
    return int(text) if text.isdigit() else 0
