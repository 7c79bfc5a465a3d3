"""Whether a program still has a file open to write to it. A copy that stalls looks whole to whoever only looks at sizes.

Linux gives a lease for reading only on a file that nobody has open for writing. On a network mount it says nothing of other
machines, so it is asked on disks of this machine alone; where it cannot be asked, sizes and times are all that is known.
"""

from __future__ import annotations

import fcntl
import os
import signal
from contextlib import suppress
from errno import EAGAIN
from time import time
from typing import Final

from dropcut.domain.kinds import Kind
from dropcut.domain.sorting import kind_of
from dropcut.local.files.listing import Written, nobody_writes

_DAY_S: Final = 24 * 3_600
_LEASES: Final = hasattr(fcntl, "F_SETLEASE")


def watched(*, on_this_machine: bool) -> Written:
    """How to ask, for files that lie there."""
    return is_written if _LEASES and on_this_machine else nobody_writes


def is_written(path: str, found: os.stat_result) -> bool:
    """Whether footage that changed in the last day is open for writing somewhere on this machine.

    Only footage is asked about: word processors keep their documents open for as long as they show them.
    """
    if kind_of(path) is not Kind.MEDIA or time() - found.st_ctime > _DAY_S:
        return False
    with suppress(OSError):  # gone, or not ours to open: then its bytes cannot be asked about
        file = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
        try:
            return _refuses_a_lease(file)
        finally:
            os.close(file)
    return False


def _refuses_a_lease(file: int) -> bool:
    """Whoever opens it to write while we have the lease waits until we let go, which is at once.

    The signal that then comes is one that is ignored by itself: the usual one would end this process.
    """
    try:
        fcntl.fcntl(file, fcntl.F_SETSIG, signal.SIGURG)
        fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_RDLCK)
    except OSError as refusal:
        return refusal.errno == EAGAIN  # other reasons: not our file, or a file system without leases
    fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    return False
