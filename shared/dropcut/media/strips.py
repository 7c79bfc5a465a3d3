"""The sound of a clip as samples: stereo, 48 kHz, 32-bit floats, counted from the clip's own beginning.

Only the stretches that are used are read. They lie in scratch files, so that an hour of sound takes no memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import count
from math import ceil
from pathlib import Path
from typing import BinaryIO, Final

import numpy as np
from numpy.typing import NDArray

from dropcut.domain.assets import Asset
from dropcut.domain.errors import Permanent
from dropcut.domain.footage import Sound
from dropcut.domain.programme import SOUND_RATE
from dropcut.media.bench import Bench
from dropcut.media.door import Guest, let_in
from dropcut.media.failures import ProgramFailed
from dropcut.media.mingling import alike
from dropcut.media.placing import FROM_THE_BEGINNING, clock_of
from dropcut.media.running import Bounds, follow

Samples = NDArray[np.float32]
"""One row a sample, left and right."""

CHANNELS: Final = 2
BYTES: Final = 4 * CHANNELS

_RUN_UP: Final = SOUND_RATE
"""Decoders of sound need what came before to be right: a second is plenty for all of them."""
_NEAR: Final = 30 * SOUND_RATE
"""Stretches closer than this are read in one go: starting a program costs more than listening through."""
_HOLE_S: Final = "0.02"
"""A hole in a sound is filled with silence from this length on, so that what follows keeps its time."""


@dataclass(frozen=True)
class Span:
    """Samples from `first` up to `end`."""

    first: int
    end: int


@dataclass(frozen=True)
class Strip:
    """Some stretches of one clip's sound. What was not read, or is not there, is silence."""

    read: tuple[tuple[Span, Samples], ...]

    def samples(self, first: int, amount: int) -> Samples:
        """So many samples from `first` on."""
        found = np.zeros((amount, CHANNELS), np.float32)
        for span, kept in self.read:
            start, end = max(first, span.first), min(first + amount, span.first + len(kept))
            if start < end:
                found[start - first : end - first] = kept[start - span.first : end - span.first]
        return found


def strip_of(asset: Asset, sound: Sound, path: Path, spans: Iterable[Span], bench: Bench) -> Strip:
    """Read these spans of a sound. Raises Permanent, naming the clip, when it cannot be decoded, and what `let_in` raises."""
    wanted = tuple(_joined(spans))
    with let_in(path, asset.upload.file.path, bench) as guest:
        try:
            return Strip(tuple((span, _read(guest, sound, span, bench)) for span in wanted))
        except ProgramFailed as error:
            said = f"The sound of {guest.name} could not be read: {guest.told(error)}"
            raise Permanent(said, "Copy it again from the camera, or take it out of the folder.") from error


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    """Nothing before the clip's beginning, ordered, and neighbours as one."""
    current: Span | None = None
    for span in sorted((Span(max(0, span.first), span.end) for span in spans if span.end > 0), key=lambda span: span.first):
        if current is None or span.first > current.end + _NEAR:
            if current:
                yield current
            current = span
        else:
            current = Span(current.first, max(current.end, span.end))
    if current:
        yield current


def _read(guest: Guest, sound: Sound, span: Span, bench: Bench) -> Samples:
    """Whole seconds are sought: they are whole samples at every rate."""
    clock = clock_of(sound.start, guest.kind)
    wanted = max(0, span.first - _RUN_UP) // SOUND_RATE
    sought = max(0, wanted - ceil(clock))
    skipped = span.first - wanted * SOUND_RATE
    listened = Fraction(skipped + span.end - span.first, SOUND_RATE) + wanted - sought + 1
    place = ("-ss", f"{sought}") if sought else ()
    command = (
        str(bench.programs.ffmpeg), "-nostdin", "-hide_banner", "-v", "error", "-threads", "1",
        *guest.ffmpeg_input(*FROM_THE_BEGINNING, "-vn", "-sn", "-dn", *place, "-t", f"{int(listened * 1000)}ms"),
        "-map", f"0:{sound.stream}", "-af", _filters(sound, wanted, clock),
        "-c:a", "pcm_f32le", "-f", "f32le", "pipe:1",
    )  # fmt: skip
    target = _fresh(bench.scratch)
    with target.open("wb") as file:
        catch = _Catch(file, skip=skipped * BYTES, left=(span.end - span.first) * BYTES)
        follow(command, Bounds(), catch.take, bench.stop)
    return mapped(target)


def _filters(sound: Sound, first: int, clock: Fraction) -> str:
    """A mono sound is as loud on both sides; channels that nobody named are all heard alike.

    `first_pts` counts samples of what comes in, whatever rate goes out.
    """
    exact = f"aresample={SOUND_RATE}:async=1:first_pts={first * sound.rate}:min_hard_comp={_HOLE_S}"
    if clock:
        exact = f"asetpts=PTS+({clock.numerator}/{clock.denominator})/TB,{exact}"
    stereo = "aformat=sample_fmts=flt:channel_layouts=stereo"
    if sound.channels == 1:
        return f"pan=stereo|c0=c0|c1=c0,{exact},{stereo}"
    if "channels" in sound.layout:
        return f"pan=stereo|c0={alike(sound)}|c1={alike(sound)},{exact},{stereo}"
    return f"{stereo},{exact}"


def _fresh(folder: Path) -> Path:
    return next(path for number in count() if not (path := folder / f"strip-{number}.f32").exists())


def mapped(path: Path) -> Samples:
    """Samples in a file, as if they were in memory."""
    amount = path.stat().st_size // BYTES
    if not amount:
        return np.zeros((0, CHANNELS), np.float32)
    return np.memmap(path, np.float32, mode="r", shape=(amount, CHANNELS))


class _Catch:
    """Keeps a window of a stream of bytes."""

    def __init__(self, file: BinaryIO, skip: int, left: int) -> None:
        self._file, self._skip, self._left = file, skip, left

    def take(self, piece: bytes) -> None:
        wanted = piece[self._skip : self._skip + self._left] if self._skip < len(piece) else b""
        self._skip = max(0, self._skip - len(piece))
        self._left -= len(wanted)
        self._file.write(wanted)
