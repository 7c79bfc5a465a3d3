"""Kills a process before each change that it would make to the file system, one after another, and looks at what is left.

Run as a program, so that it may fork: `python -m tests.unit.local.files.kills publish|put PLACE`.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

from dropcut.domain.errors import NotFound
from dropcut.engine.clock import SystemClock
from dropcut.local.files.blobs import FileBlobs
from dropcut.local.files.outbox import Outbox
from dropcut.local.memory.blobs import MemoryBlobs
from dropcut.ports.folder import Delivery

_CHANGES = {"os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir"}


def killed_everywhere(act: Callable[[Path], object], place: Path) -> Iterator[Path]:
    """A new folder for each moment at which `act` on it was killed; the last one is of the `act` that went through."""
    for moment in count(1):
        folder = place / str(moment)
        folder.mkdir(parents=True)
        ended = _killed(act, folder, moment)
        yield folder
        if ended == 0:
            return


def _killed(act: Callable[[Path], object], folder: Path, moment: int) -> int:
    child = os.fork()
    if child == 0:
        _die_at(moment)
        act(folder)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def _die_at(moment: int) -> None:
    left = moment

    def look(event: str, args: tuple[object, ...]) -> None:
        nonlocal left
        creates = event == "open" and isinstance(args[2], int) and bool(args[2] & os.O_CREAT)
        if event in _CHANGES or creates:
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(look)


def put(place: Path) -> int:
    """A blob is there whole or not at all, and can then be put."""
    moments = 0
    for folder in killed_everywhere(lambda folder: FileBlobs(folder).put("store/a/b", b"to be"), place):
        moments += 1
        blobs = FileBlobs(folder)
        try:
            _must(blobs.size("store/a/b") == 5, "a blob appeared in part", folder)
        except NotFound:
            blobs.put("store/a/b", b"to be")
        _must([blob.path for blob in blobs.list("")] == ["store/a/b"], "something else is listed", folder)
    return moments


def publish(place: Path) -> int:
    """The older delivery or the newer one stands, and a still newer one takes nothing of theirs for the user's."""
    moments = 0
    for folder in killed_everywhere(lambda folder: [_publish(folder, revision) for revision in (1, 2)], place):
        moments += 1
        stands = Outbox(folder / "cut", _BLOBS).delivery()
        _must(stands is None or stands.revision in {1, 2}, f"{stands} stands", folder)
        _publish(folder, 3)
        cut = folder / "cut"
        lying = {file.relative_to(cut).as_posix(): file.read_bytes() for file in cut.rglob("*") if file.is_file()}
        plain = {name: data for name, data in lying.items() if not name.startswith(".")}
        _must(plain == {name: b"3 " + name.encode() for name in _NAMES[3]}, f"in the end lie {plain}", folder)
    return moments


_NAMES = {1: ("a.mp4", "b.srt", "e/f"), 2: ("a.mp4", "b.srt", "c/d"), 3: ("a.mp4", "c/d")}
_BLOBS = MemoryBlobs(SystemClock().now)
_FILES = {
    revision: {name: _BLOBS.put(f"store/{revision}/{name}", f"{revision} {name}".encode()) for name in names}
    for revision, names in _NAMES.items()
}


def _publish(folder: Path, revision: int) -> Delivery:
    return Outbox(folder / "cut", _BLOBS).publish(revision, _FILES[revision])


def _must(true: bool, otherwise: str, folder: Path) -> None:  # noqa: FBT001 - reads as a sentence
    if not true:
        sys.exit(f"Killed at moment {folder.name}: {otherwise}.")


if __name__ == "__main__":
    scenario = {"put": put, "publish": publish}[sys.argv[1]]
    print(scenario(Path(sys.argv[2])))  # noqa: T201 - how many moments there were
