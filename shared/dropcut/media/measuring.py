"""A master measured while it is written: the very bytes that go into the store pass a reader that cannot go back."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from threading import Thread
from types import TracebackType
from typing import Any, Final, Self

import av

from dropcut.media.boxes import Outline
from dropcut.media.pieces import reader_of

_PIECE: Final = 1 << 16


@dataclass(frozen=True)
class Measured:
    """The times of a master's packets, in seconds."""

    frames: tuple[Fraction, ...]
    """Ordered as they are shown."""
    first_stands_alone: bool
    sound_start: Fraction
    sound_end: Fraction
    index_first: bool
    """Of MP4 and QuickTime: whether a player can begin before it has all."""


class Measuring:
    """Measures what it takes, beside whoever writes it: to be used as a block, which ends with `measured`."""

    def __init__(self, name: str) -> None:
        self._reader = reader_of(name)
        self._outline = Outline()
        self._out, self._in = os.pipe()
        self._thread = Thread(target=self._read, name="measuring", daemon=True)
        self._found: Measured | Exception | None = None

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def take(self, piece: bytes) -> None:
        """The next bytes of the master."""
        self._outline.take(piece)
        rest = memoryview(piece)
        while rest:
            rest = rest[os.write(self._in, rest) :]

    def measured(self) -> Measured:
        """What all of it was. Raises what its reader raised."""
        self._over()
        if not isinstance(self._found, Measured):
            raise self._found or RuntimeError("nobody measured the master")
        return self._found

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._over()

    def _over(self) -> None:
        if self._in >= 0:
            os.close(self._in)
            self._in = -1
            self._thread.join()
            os.close(self._out)

    def _read(self) -> None:
        try:
            with av.open(f"pipe:{self._out}", format=self._reader) as container:
                self._found = _measured(container, self._outline)
        except Exception as error:  # noqa: BLE001 - raised again where the master is written
            self._found = error
        while os.read(self._out, _PIECE):  # whoever writes must never wait for nobody
            pass


def _measured(container: Any, outline: Outline) -> Measured:  # noqa: ANN401 - PyAV's types part packets by stream
    picture, sound = container.streams.video[0], container.streams.audio[0]
    shown: list[int] = []
    heard: list[tuple[int, int]] = []
    alone = False
    for packet in _packets(container, picture, sound):
        if packet.stream.index == picture.index:
            alone = packet.is_keyframe if not shown else alone
            shown.append(packet.pts)
        else:
            heard.append((packet.pts, packet.pts + packet.duration))
    start, end = (min(heard)[0], max(heard)[1]) if heard else (0, 0)
    return Measured(
        frames=tuple(time * picture.time_base for time in sorted(shown)),
        first_stands_alone=alone,
        sound_start=max(Fraction(0), start * sound.time_base),
        sound_end=end * sound.time_base,
        index_first=outline.plays_at_once(),
    )


def _packets(container: Any, *streams: Any) -> Iterator[Any]:  # noqa: ANN401 - the same
    return (packet for packet in container.demux(*streams) if packet.size)
