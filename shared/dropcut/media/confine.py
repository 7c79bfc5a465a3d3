"""A program of its own: sets limits on itself, then becomes the program it was asked to run.

Called as `python confine.py CPU_SECONDS MEMORY_BYTES ADDRESS_BYTES FILE_BYTES PARENT PROGRAM ARGUMENT...`.
The limits stand before the first byte of a stranger's file is read, and nothing of ours runs between fork and exec in a
parent that has threads. It imports nothing of Dropcut, so that it costs milliseconds.
"""

from __future__ import annotations

import os
import resource
import signal
import sys

_GRACE_S = 5


def main(arguments: list[str]) -> None:
    """Never returns: becomes the program, or ends saying why not."""
    cpu, memory, addresses, written, parent = (int(number) for number in arguments[:5])
    program = arguments[5:]
    _lower(resource.RLIMIT_CPU, cpu, cpu + _GRACE_S)
    _lower(resource.RLIMIT_DATA, memory, memory)
    _lower(resource.RLIMIT_AS, addresses, addresses)
    _lower(resource.RLIMIT_FSIZE, written, written)
    _lower(resource.RLIMIT_CORE, 0, 0)
    _end_with(parent)
    for ignored in (signal.SIGXFSZ, signal.SIGPIPE):  # Python ignores these, and exec would hand that on
        signal.signal(ignored, signal.SIG_DFL)
    try:
        os.execv(program[0], program)  # noqa: S606 - that no shell is between is the point
    except OSError as error:
        sys.exit(f"{program[0]} does not start: {error.strerror}")


def _lower(limit: int, soft: int, hard: int) -> None:
    _, most = resource.getrlimit(limit)
    if most != resource.RLIM_INFINITY:
        soft, hard = min(soft, most), min(hard, most)
    resource.setrlimit(limit, (soft, hard))


def _end_with(parent: int) -> None:
    """Ask Linux for a kill when the parent dies, so that a killed worker leaves no encoder behind."""
    if sys.platform != "linux":
        return
    from ctypes import CDLL  # noqa: PLC0415 - only Linux needs it, and it is half of the start

    pr_set_pdeathsig = 1
    CDLL(None).prctl(pr_set_pdeathsig, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it died before we asked
        sys.exit("the program that asked is gone")


if __name__ == "__main__":
    main(sys.argv[1:])
