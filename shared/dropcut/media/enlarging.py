"""The pipeline of one chunk: pictures are decoded, made larger and encoded at the same time, and none is ever a file.

Three things work at once, with a short belt between each two: an ffmpeg that decodes, whoever called, with the engine, and
an ffmpeg that encodes. The slowest sets the pace and the others wait, so that memory stays flat however long a chunk is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from sys import byteorder
from threading import Event, Thread
from typing import Final

import numpy as np

from dropcut.domain.errors import Permanent, Stopped
from dropcut.domain.upscaling import Chunk, Depth
from dropcut.domain.wording import count_of
from dropcut.media.belt import Belt
from dropcut.media.bench import Bench
from dropcut.media.drawing import EXACT
from dropcut.media.encoding import container_of, file_arguments, picture_arguments, pixel_format
from dropcut.media.feeding import feed
from dropcut.media.repeats import Enlarge, Known, Repeats, known
from dropcut.media.running import follow
from dropcut.media.stretches import Opened, exactly, patience, started_by
from dropcut.ports.sharpening import Picture

SEEN: Final = {8: "rgb24", 10: f"rgb48{'le' if byteorder == 'little' else 'be'}"}
"""How an engine is shown pictures, by their depth."""

_TYPES: Final[dict[int, np.dtype[np.uint8] | np.dtype[np.uint16]]] = {8: np.dtype(np.uint8), 10: np.dtype(np.uint16)}
_LOOK_UP_S: Final = 0.1
_ROOM: Final = 3
"""Pictures on a belt: enough that nobody waits for a moment's hesitation, few enough for pictures of 8K."""


@dataclass(frozen=True)
class Made:
    """An upscaled chunk's piece in the bench's folder."""

    file: Path
    repeated: int
    """How many of its frames repeat another one, and were not computed again."""


def enlarge(chunk: Chunk, shown: Opened, engine: Enlarge, bench: Bench, tell: Callable[[int], None]) -> Made:
    """The frames of `shown`, made larger by `engine` and brought to the chunk's size exactly.

    `tell` is told after each frame how many there are.

    Raises Permanent for a source that shows fewer frames; what `running.follow` raises; and what `engine` raises.
    """
    target = bench.scratch / f"chunk.{container_of(chunk.encoder).piece}"
    halt, decoded, larger, repeats = Event(), Belt[Known](_ROOM), Belt[Picture](_ROOM), Repeats()
    with _at_work(halt, bench) as crew:
        crew.send("decoding", lambda: _decode(chunk, shown, decoded, halt, bench), decoded)
        crew.send("encoding", lambda: _encode(chunk, target, larger, halt, bench), larger)
        for number, picture in enumerate(repeats.enlarged(decoded.taken(bench.stop), engine), 1):
            if bench.stop():
                raise Stopped("The work was stopped.")
            larger.put(picture, bench.stop)
            tell(number)
        larger.end()
        crew.wait()
    exactly(target, chunk.frames, shown.name)
    return Made(target, repeats.repeated)


class _Crew:
    """Threads that work beside the caller's."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self._threads: list[Thread] = []
        self._failure: BaseException | None = None

    def send(self, name: str, work: Callable[[], None], belt: Belt[Known] | Belt[Picture]) -> None:
        """Have this done; where it fails, whoever is at the other end of `belt` is told."""

        def work_on() -> None:
            try:
                work()
            except BaseException as error:  # noqa: BLE001 - it is raised where the belt ends
                self._failure = self._failure or error
                belt.break_off(error)

        thread = Thread(target=work_on, name=name, daemon=True)
        thread.start()
        self._threads.append(thread)

    def wait(self) -> None:
        """Until all is done. Raises what ended the work of any."""
        for thread in self._threads:
            while thread.is_alive():
                thread.join(_LOOK_UP_S)
                if self._bench.stop():
                    raise Stopped("The work was stopped.")
        if self._failure is not None:
            raise self._failure

    def dismiss(self) -> None:
        """Once they were told to stop: until the last is gone."""
        for thread in self._threads:
            thread.join()


@contextmanager
def _at_work(halt: Event, bench: Bench) -> Iterator[_Crew]:
    """However the block ends, nobody works on behind it."""
    crew = _Crew(bench)
    try:
        yield crew
    finally:
        halt.set()
        crew.dismiss()


def _decode(chunk: Chunk, shown: Opened, belt: Belt[Known], halt: Event, bench: Bench) -> None:
    frames = _Frames(shown.width, shown.height, chunk.depth, lambda picture: belt.put(known(picture), halt.is_set))
    printed = ("-fps_mode", "passthrough", "-frames:v", str(chunk.frames), "-f", "rawvideo", "pipe:1")
    command = (*started_by(bench), *shown.arguments, *printed)
    follow(command, patience(chunk.frames), frames.take, halt.is_set, bench.scratch)
    if frames.count != chunk.frames:
        said = f"{shown.name} gave {count_of(frames.count, 'frame')} where {chunk.frames} were asked for."
        raise Permanent(said, "Copy it again from the camera.")
    belt.end()


class _Frames:
    """Cuts what a program prints into pictures."""

    def __init__(self, width: int, height: int, depth: Depth, give: Callable[[Picture], None]) -> None:
        self._shape = (height, width, 3)
        self._type = _TYPES[depth]
        self._size = width * height * 3 * self._type.itemsize
        self._give = give
        self._begun = bytearray()
        self.count = 0

    def take(self, printed: bytes) -> None:
        rest = memoryview(printed)
        while len(rest) + len(self._begun) >= self._size:
            missing = self._size - len(self._begun)
            self._begun += rest[:missing]
            rest = rest[missing:]
            whole, self._begun = self._begun, bytearray()
            self.count += 1
            self._give(np.ndarray(self._shape, self._type, whole))
        self._begun += rest


def _encode(chunk: Chunk, target: Path, belt: Belt[Picture], halt: Event, bench: Bench) -> None:
    pictures = belt.taken(halt.is_set)
    first = next(pictures, None)
    if first is None:
        return
    height, width, _ = first.shape
    rate = f"{chunk.rate.numerator}/{chunk.rate.denominator}"
    read = ("-f", "rawvideo", "-pixel_format", SEEN[chunk.depth], "-video_size", f"{width}x{height}", "-framerate", rate)
    written = (*picture_arguments(chunk.encoder, chunk.rate), *file_arguments(chunk.encoder), target.name)
    command = (*started_by(bench), *read, "-i", "pipe:0", "-vf", _kept_as(chunk), *written)
    feed(command, patience(chunk.frames), map(_bytes_of, _all(first, pictures)), halt.is_set, bench.scratch)


def _all(first: Picture, others: Iterable[Picture]) -> Iterator[Picture]:
    yield first
    yield from others


def _bytes_of(picture: Picture) -> memoryview:
    return np.ascontiguousarray(picture).data.cast("B")


def _kept_as(chunk: Chunk) -> str:
    scaled = f"scale={chunk.width}:{chunk.height}:flags={EXACT}:in_range=pc:out_color_matrix=bt709:out_range=tv"
    told = "setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709"
    return f"{scaled},format={pixel_format(chunk.encoder)},{told},setsar=1"
