"""What the file system refused, as an error that tells what to do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from errno import EACCES, EDQUOT, ENOSPC, ENOTDIR, EPERM, EROFS
from pathlib import Path
from shutil import disk_usage

from dropcut.domain.errors import DropcutError, Permanent, Retryable, Unavailable
from dropcut.domain.wording import spoken

_FORBIDDEN = {EACCES, EPERM}
_FULL = {ENOSPC, EDQUOT}
_MEBIBYTE = 1 << 20
_SPARE = 64


@contextmanager
def in_words(place: Path, needed: int = 0) -> Iterator[None]:
    """Raise what the file system refuses below `place` as an error of ours. `needed`: how many bytes were to be written."""
    try:
        yield
    except OSError as error:
        raise said(error, place, needed) from error


def said(error: OSError, place: Path, needed: int = 0) -> DropcutError:
    """The error for a person: a full disk or an unsteady one is worth another try, a forbidden file is not."""
    where = spoken(error.filename) if isinstance(error.filename, str) else spoken(str(place))
    if error.errno in _FULL:
        return _full(error.errno, place, needed)
    if error.errno in _FORBIDDEN:
        return Permanent(f"{where} is closed to this user ({error.strerror}).", "Change its permissions, then retry.")
    if error.errno == EROFS:
        return Permanent(f"{where} is on a disk that cannot be written.", "Choose another place, or mount it writable.")
    if error.errno == ENOTDIR:
        return Permanent(f"{where} is no folder, or lies below what is none.", "Move that file away, then retry.")
    return Unavailable(f"{where} cannot be read or written: {error.strerror or error}.", "Check the disk.")


def _full(code: int, place: Path, needed: int) -> Retryable:
    megabytes = needed // _MEBIBYTE + _SPARE
    what = "The disk of" if code == ENOSPC else "This user's share of the disk of"
    return Retryable(
        f"{what} {spoken(str(place))} is full{_left(place)}: free {megabytes} MB or more.",
        "The work then goes on by itself.",
    )


def _left(place: Path) -> str:
    try:
        return f" ({disk_usage(place).free // _MEBIBYTE} MB left)"
    except OSError:  # the figure is a courtesy: what went wrong is told without it
        return ""
