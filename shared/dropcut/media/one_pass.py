"""One pass over all frames of a clip: each is shown small to whoever wants to see it, and some are kept as stills.

Decoding costs far more than all that is done with what it gives. So it is done once, for everybody: frames leave ffmpeg
small, one after another; stills, larger, as files beside them; and when each was shown, in two lists.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from dropcut.domain.assets import Asset
from dropcut.domain.errors import Permanent
from dropcut.domain.footage import Picture
from dropcut.domain.time import Seconds
from dropcut.media.bench import Bench
from dropcut.media.door import Guest, let_in
from dropcut.media.failures import ProgramFailed
from dropcut.media.placing import FROM_THE_BEGINNING, clock_of
from dropcut.media.running import follow
from dropcut.media.stretches import patience, started_by

Plane = NDArray[np.uint8]

SMALL: Final = 256
"""The longer side of what is shown."""
STILL: Final = 640
"""The longer side of what is kept."""

_LARGE: Final = 4 * SMALL
_THREADS: Final = 4
_MICROSECONDS: Final = 1_000_000
_TIMES: Final = "times.txt"
_STILL_TIMES: Final = "still-times.txt"
_STILLS: Final = "still-%06d.jpg"
_TOLD: Final = re.compile(rb"pts:(-?[0-9]+)")
_TURNS: Final = {90: ("transpose=clock",), 270: ("transpose=cclock",), 180: ("hflip", "vflip")}
_MOST_STILLS: Final = 96
"""Of a clip that is neither very short nor very long."""
_SOONEST: Final = Fraction(1, 4)
_LATEST: Final = Fraction(5)


class Frame(NamedTuple):
    """A frame, upright and small: how bright it is, and its two colour differences at half the size."""

    luma: Plane
    blue: Plane
    red: Plane


@dataclass(frozen=True)
class KeptStill:
    """A still, and which frame it is of."""

    frame: int
    file: Path


@dataclass(frozen=True)
class Passed:
    """What a pass gave."""

    times: tuple[Seconds, ...]
    """When each frame is shown, in the clip's own time."""
    end: Seconds
    """When the last is gone."""
    stills: tuple[KeptStill, ...]


def small_size(picture: Picture, longest: int) -> tuple[int, int]:
    """Upright, even, as large as `longest` allows, and no larger than it is."""
    width, height = picture.display_size
    share = min(Fraction(1), Fraction(longest, max(width, height)))
    return max(16, 2 * round(width * share / 2)), max(16, 2 * round(height * share / 2))


def pass_over(asset: Asset, picture: Picture, source: Path, bench: Bench, see: Callable[[Frame], None]) -> Passed:
    """Show every frame of a clip's picture to `see`, in order.

    Raises Permanent, naming the clip, where it cannot be decoded, what `let_in` and `follow` raise, and what `see` raises.
    """
    with let_in(source, asset.upload.file.path, bench) as guest:
        frames = _Frames(small_size(picture, SMALL), see)
        command = (*started_by(bench), *_input(guest, bench), *_graph(picture), *_outputs())
        try:
            follow(command, patience(picture.frames), frames.take, bench.stop, bench.scratch)
        except ProgramFailed as error:
            raise Permanent(f"{guest.name} could not be looked at: {guest.told(error)}", _AGAIN) from error
        if not frames.count:
            raise Permanent(f"{guest.name} shows no frame.", _AGAIN)
        return _passed(picture, clock_of(picture.start, guest.kind), frames.count, bench.scratch)


_AGAIN: Final = "Copy it again from the camera, or take it out of the folder."


def _input(guest: Guest, bench: Bench) -> tuple[str, ...]:
    """Frames that no other is made from are not smoothed: at this size nobody sees it."""
    threads = ("-threads", str(min(bench.cores, _THREADS)))
    return guest.ffmpeg_input(*FROM_THE_BEGINNING, "-noautorotate", "-an", "-sn", "-dn", *threads, "-skip_loop_filter", "noref")


def _graph(picture: Picture) -> tuple[str, str]:
    every = _interval(picture) - Fraction(1, 1000)
    told = "metadata=mode=add:key=seen:value=1,metadata=mode=print:file={}"
    chosen = f"select='isnan(prev_selected_t)+gte(t-prev_selected_t,{every.numerator}/{every.denominator})'"
    graph = (
        f"[0:{picture.stream}]settb=1/{_MICROSECONDS},{told.format(_TIMES)},split[all][some];"
        f"[all]{_small(picture)},format=yuv420p[small];"
        f"[some]{chosen},{told.format(_STILL_TIMES)},{_scaled(picture, STILL, 'area')},"
        "scale=out_range=pc,format=yuvj420p[still]"
    )
    return "-filter_complex", graph


def _outputs() -> tuple[str, ...]:
    passed = ("-fps_mode", "passthrough", "-enc_time_base", f"1/{_MICROSECONDS}")
    small = ("-map", "[small]", *passed, "-f", "rawvideo", "pipe:1")
    return (*small, "-map", "[still]", *passed, "-c:v", "mjpeg", "-q:v", "2", "-f", "image2", _STILLS)


def _small(picture: Picture) -> str:
    """Of a large picture every second or so point is taken first, and those are averaged: half the time of averaging all."""
    longest = max(picture.display_size)
    if longest < _LARGE:
        return _scaled(picture, SMALL, "bilinear")
    return f"{_scale(picture, max(2 * SMALL, longest // 4), 'fast_bilinear')},{_scaled(picture, SMALL, 'area')}"


def _scaled(picture: Picture, longest: int, how: str) -> str:
    """Made small as it is stored, then turned: turning costs less the less there is."""
    mirrored = ("hflip",) if picture.mirrored else ()
    return ",".join((_scale(picture, longest, how), *mirrored, *_TURNS.get(picture.rotation, ()), "setsar=1"))


def _scale(picture: Picture, longest: int, how: str) -> str:
    width, height = small_size(picture, longest)
    stored = (height, width) if picture.rotation in {90, 270} else (width, height)
    return f"scale={stored[0]}:{stored[1]}:flags={how}"


def _interval(picture: Picture) -> Fraction:
    return max(_SOONEST, min(_LATEST, (picture.duration / _MOST_STILLS).limit_denominator(100)))


class _Frames:
    """Cuts what a program prints into frames."""

    def __init__(self, size: tuple[int, int], see: Callable[[Frame], None]) -> None:
        self._width, self._height = size
        self._luma = self._width * self._height
        self._colour = (self._width // 2) * (self._height // 2)
        self._size = self._luma + 2 * self._colour
        self._see = see
        self._begun = bytearray()
        self.count = 0

    def take(self, printed: bytes) -> None:
        self._begun += printed
        whole = len(self._begun) // self._size
        if not whole:
            return
        ready, self._begun = bytes(self._begun[: whole * self._size]), self._begun[whole * self._size :]
        for frame in np.frombuffer(ready, np.uint8).reshape(whole, self._size):
            self.count += 1
            self._see(self._planes(frame))

    def _planes(self, frame: Plane) -> Frame:
        half = (self._height // 2, self._width // 2)
        return Frame(
            frame[: self._luma].reshape(self._height, self._width),
            frame[self._luma : self._luma + self._colour].reshape(half),
            frame[self._luma + self._colour :].reshape(half),
        )


def _passed(picture: Picture, clock: Seconds, count: int, folder: Path) -> Passed:
    shown = [_told(moment, picture, clock) for moment in _moments(folder / _TIMES)][:count]
    times = tuple(_forwards(shown + [shown[-1]] * (count - len(shown)), picture))
    return Passed(times, max(picture.start + picture.duration, times[-1] + picture.shortest_frame), _stills(folder))


def _moments(listed: Path) -> Sequence[int]:
    return [int(found[1]) for found in _TOLD.finditer(listed.read_bytes())]


def _told(moment: int, picture: Picture, clock: Seconds) -> Seconds:
    """In the clip's own time: of a constant rate exactly, where a clock of microseconds came near."""
    time = Fraction(moment, _MICROSECONDS) + clock
    if not picture.constant:
        return max(time, Fraction(0))
    exact = picture.start + round((time - picture.start) * picture.rate) / picture.rate
    return exact if abs(exact - time) * picture.rate < _NEAR else max(time, Fraction(0))


_NEAR: Final = Fraction(1, 4)


def _forwards(times: Sequence[Seconds], picture: Picture) -> Iterator[Seconds]:
    """No frame is shown before the one that came before it, whatever a damaged file says."""
    last: Seconds | None = None
    for time in times:
        last = time if last is None or time > last else last + picture.shortest_frame / _MICROSECONDS
        yield last


def _stills(folder: Path) -> tuple[KeptStill, ...]:
    frames = {moment: frame for frame, moment in reversed(tuple(enumerate(_moments(folder / _TIMES))))}
    moments = _moments(folder / _STILL_TIMES)
    files = ((frames[moment], folder / (_STILLS % number)) for number, moment in enumerate(moments, 1))
    return tuple(KeptStill(frame, file) for frame, file in files if file.exists())
