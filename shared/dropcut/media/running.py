"""The one way to run a media program: bounded, without input, killed with all its children when told to stop."""

from __future__ import annotations

import os
import selectors
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from subprocess import DEVNULL, PIPE, Popen
from time import monotonic
from typing import Final

from dropcut.domain.errors import Stopped
from dropcut.domain.values import Value
from dropcut.media import confine
from dropcut.media.failures import ProgramInterrupted, ProgramOverdrawn, failure

_GIB: Final = 1024**3
_LOOK_UP_S: Final = 0.1
_PIECE: Final = 1 << 16
_ERRORS_KEPT: Final = 1 << 16
_ENVIRONMENT: Final = {"PATH": os.defpath, "LC_ALL": "C.UTF-8"}
_OF_CARDS: Final = frozenset({"cuda", "h264_nvenc"})
"""Words of a command that uses an NVIDIA card."""
_ADDRESSES: Final = 1 << 46
"""Its driver reserves addresses for all memory there is, and uses next to none: `memory` still bounds what is used."""
_WITH_CARD: Final = {"LD_LIBRARY_PATH": "/usr/local/nvidia/lib64"}
"""Where containers on Google's machines find the driver."""


class Bounds(Value):
    """What one run of a program may use before it is ended."""

    cpu_s: int = 3600
    memory: int = 8 * _GIB
    written: int = 1024 * _GIB
    """The largest file that it may write, in bytes."""
    wall_s: int = 3600
    printed: int = _GIB // 4
    """The most that `run` keeps of what it prints, in bytes."""


class Ended(Value):
    """A program that ended well: all that it printed, and the last of what it reported."""

    out: bytes
    errors: str


def never() -> bool:
    """For work that nobody stops."""
    return False


def run(command: Sequence[str], bounds: Bounds, stop: Callable[[], bool] = never) -> Ended:
    """Run a program to its end, and keep what it prints. Raises what `follow` raises."""
    out = bytearray()

    def keep(piece: bytes) -> None:
        out.extend(piece)
        if len(out) > bounds.printed:
            raise ProgramOverdrawn.of(command[0], f"printed more than {bounds.printed} bytes", "")

    errors = follow(command, bounds, keep, stop)
    return Ended(out=bytes(out), errors=errors)


def follow(
    command: Sequence[str],
    bounds: Bounds,
    take: Callable[[bytes], object],
    stop: Callable[[], bool] = never,
    folder: Path | None = None,
) -> str:
    """Run a program to its end, handing what it prints to `take` as it comes; gives the last of what it reported.

    It starts in `folder`, if one is said: names that it reads there need no path, which could hold anything.
    `stop` is asked ten times a second: once it says yes, the program and its children are killed and Stopped is raised.
    Raises ProgramFailed (or a kind of it) when the program would fail again, ProgramInterrupted when the machine is at
    fault; both carry the last lines that were reported. What `take` raises passes, after the program was killed.
    """
    errors = bytearray()
    deadline = monotonic() + bounds.wall_s
    with started(command, bounds, folder) as process:
        for printed, reported in _pieces(process):
            if printed:
                take(printed)
            errors.extend(reported)
            del errors[:-_ERRORS_KEPT]
            if not printed and not reported:
                _look_up(command[0], stop, deadline, bytes(errors))
        code = process.wait()
    if code:
        raise failure(command[0], code, errors.decode(errors="replace"))
    return errors.decode(errors="replace")


def _look_up(program: str, stop: Callable[[], bool], deadline: float, errors: bytes) -> None:
    if stop():
        raise Stopped("The work was stopped.")
    if monotonic() > deadline:
        raise ProgramInterrupted.of(program, "took too long and was ended", errors.decode(errors="replace"))


@contextmanager
def started(command: Sequence[str], bounds: Bounds, folder: Path | None, read_from: int = DEVNULL) -> Iterator[Popen[bytes]]:
    """The program in a process group of its own, which is gone when the block ends; it reads from `read_from` (see `Popen`)."""
    on_card = not _OF_CARDS.isdisjoint(command)
    limits = (bounds.cpu_s, bounds.memory, _ADDRESSES if on_card else bounds.memory, bounds.written, os.getpid())
    environment = {**_ENVIRONMENT, **_WITH_CARD} if on_card else _ENVIRONMENT
    launch = (sys.executable, "-I", "-S", confine.__file__, *(str(limit) for limit in limits), *command)
    try:
        started = Popen(launch, stdin=read_from, stdout=PIPE, stderr=PIPE, env=environment, start_new_session=True, cwd=folder)
    except OSError as error:  # no process or no memory left on this machine
        raise ProgramInterrupted.of(command[0], "could not be started", error.strerror or "") from error
    with started as process:
        try:
            yield process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def _pieces(process: Popen[bytes]) -> Iterator[tuple[bytes, bytes]]:
    """What is printed and reported, as it comes, until the program has ended; a pair of nothing ten times a second."""
    with selectors.DefaultSelector() as selector:
        for stream in (process.stdout, process.stderr):
            if stream is not None:
                selector.register(stream, selectors.EVENT_READ)
        look_up = monotonic()
        while selector.get_map() or process.poll() is None:
            for ready, _ in selector.select(_LOOK_UP_S):
                piece = os.read(ready.fd, _PIECE)
                if not piece:
                    selector.unregister(ready.fileobj)
                elif ready.fileobj is process.stdout:
                    yield piece, b""
                else:
                    yield b"", piece
            if monotonic() >= look_up:
                look_up = monotonic() + _LOOK_UP_S
                yield b"", b""
