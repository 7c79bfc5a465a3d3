"""Running a media program that reads what we give it, bounded and killable like all others (see `running`)."""

from __future__ import annotations

import os
import selectors
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from subprocess import PIPE, Popen
from time import monotonic
from typing import IO, Final

from dropcut.domain.errors import Stopped
from dropcut.media.failures import ProgramInterrupted, failure
from dropcut.media.running import Bounds, never, started

_LOOK_UP_S: Final = 0.1
_PIECE: Final = 1 << 20
_KEPT: Final = 1 << 16
_PIPE: Final = 1 << 20
"""What a pipe should hold: a large picture then passes in few turns."""
_F_SETPIPE_SZ: Final = 1031


def feed(
    command: Sequence[str],
    bounds: Bounds,
    pieces: Iterable[memoryview],
    stop: Callable[[], bool] = never,
    folder: Path | None = None,
) -> str:
    """Run a program on what `pieces` give, to its end; gives the last of what it reported.

    Takes the next piece only when the program has read the one before. Raises what `running.follow` raises; what `pieces`
    raises passes, after the program was killed.
    """
    with started(command, bounds, folder, PIPE) as process, selectors.DefaultSelector() as selector:
        feeding = _Feeding(process, selector, stop, monotonic() + bounds.wall_s)
        feeding.give(pieces)
        feeding.listen_to_the_end()
        code = process.wait()
    if code:
        raise failure(command[0], code, feeding.told)
    return feeding.told


class _Feeding:
    """Two pipes of one program: what we write, and what it reports meanwhile."""

    def __init__(
        self, process: Popen[bytes], selector: selectors.BaseSelector, stop: Callable[[], bool], deadline: float
    ) -> None:
        if process.stdin is None or process.stderr is None:
            raise RuntimeError("the program was started without pipes")
        self._source, self._reports = process.stdin, process.stderr
        self._selector = selector
        self._stop = stop
        self._deadline = deadline
        self._told = bytearray()
        os.set_blocking(self._source.fileno(), False)
        _enlarge(self._source)
        selector.register(self._reports, selectors.EVENT_READ)
        selector.register(self._source, selectors.EVENT_WRITE)

    @property
    def told(self) -> str:
        """The last of what it reported."""
        return self._told.decode(errors="replace")

    def give(self, pieces: Iterable[memoryview]) -> None:
        """Write all, or as much as it reads before it ends."""
        for piece in pieces:
            if not self._given(piece):
                break
        self._selector.unregister(self._source)
        try:
            self._source.close()
        except BrokenPipeError:
            return  # it ended before it read all: its exit code says how

    def listen_to_the_end(self) -> None:
        """Until it reports no more."""
        while self._selector.get_map():
            if self._selector.select(_LOOK_UP_S):
                self._listen()
            self._look_up()

    def _given(self, piece: memoryview) -> bool:
        """Whether it read all of it; else it has gone, and its report says why."""
        left = piece
        while left:
            ready = self._selector.select(_LOOK_UP_S)
            if not ready:
                self._look_up()
            for key, _ in ready:
                if key.fileobj is self._reports:
                    self._listen()
                    continue
                try:
                    left = left[os.write(self._source.fileno(), left[:_PIECE]) :]
                except BlockingIOError:
                    continue
                except BrokenPipeError:
                    return False
        return True

    def _listen(self) -> None:
        piece = os.read(self._reports.fileno(), _KEPT)
        if not piece:
            self._selector.unregister(self._reports)
        self._told.extend(piece)
        del self._told[:-_KEPT]

    def _look_up(self) -> None:
        if self._stop():
            raise Stopped("The work was stopped.")
        if monotonic() > self._deadline:
            raise ProgramInterrupted.of("ffmpeg", "took too long and was ended", self.told)


def _enlarge(pipe: IO[bytes]) -> None:
    try:
        from fcntl import fcntl  # noqa: PLC0415 - not everywhere

        fcntl(pipe.fileno(), _F_SETPIPE_SZ, _PIPE)
    except OSError:
        return  # only Linux has it, and not for everybody: then it takes more turns
