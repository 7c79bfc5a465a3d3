"""Loudness at a glance: ffmpeg listens to a few short stretches spread over the whole, never to hours."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from re import Match
from re import compile as pattern
from typing import Final

from dropcut.domain.footage import Loudness, Sound
from dropcut.media.bench import Bench
from dropcut.media.door import Guest
from dropcut.media.mingling import as_one
from dropcut.media.running import run

STRETCHES: Final = 12
STRETCH_S: Final = 5
"""Sound of up to a minute is heard whole; of longer, twelve stretches of five seconds."""

_SILENCE: Final = Fraction(-70)
_FIGURE: Final = r"\s+(-?[0-9.]+|-?inf|nan)\s"
_INTEGRATED: Final = pattern(r"\bI:" + _FIGURE)
_PEAK: Final = pattern(r"\bPeak:" + _FIGURE)
_LOST: Final = "could not seek to position"
_MICROSECONDS: Final = 1_000_000


def loudness(guest: Guest, sound: Sound, bench: Bench) -> Loudness:
    """How loud a sound is, by EBU R 128, and its highest sample. Raises what `run` raises."""
    stretches = tuple(_stretches(sound))
    command = (
        str(bench.programs.ffmpeg), "-hide_banner", "-nostdin", "-nostats", "-loglevel", "info",
        *(word for start, length in stretches for word in _input(guest, start, length)),
        "-filter_complex", _graph(sound, len(stretches)), "-map", "[heard]", "-f", "null", "-",
    )  # fmt: skip
    heard = run(command, bench.limits.listening, bench.stop).errors
    if _LOST in heard:
        raise ValueError("a part of it cannot be reached")
    return _read(heard.rpartition("Summary:")[2], sum((length for _, length in stretches), Fraction(0)))


def _stretches(sound: Sound) -> Iterator[tuple[Fraction, Fraction]]:
    if sound.duration <= STRETCHES * STRETCH_S:
        yield sound.start, sound.duration
        return
    every = sound.duration / STRETCHES
    for number in range(STRETCHES):
        yield sound.start + every * number + (every - STRETCH_S) / 2, Fraction(STRETCH_S)


def _input(guest: Guest, start: Fraction, length: Fraction) -> tuple[str, ...]:
    place = ("-ss", f"{int(start * _MICROSECONDS)}us") if start > 0 else ()  # some files cannot be sought, even to their start
    return guest.ffmpeg_input("-vn", "-sn", "-dn", *place, "-t", f"{int(length * _MICROSECONDS) + 1}us")


def _graph(sound: Sound, count: int) -> str:
    chains = "".join(f"[{number}:{sound.stream}]{as_one(sound)}anull[part{number}];" for number in range(count))
    parts = "".join(f"[part{number}]" for number in range(count))
    return f"{chains}{parts}concat=n={count}:v=0:a=1,ebur128=peak=sample:framelog=verbose[heard]"


def _read(summary: str, heard: Fraction) -> Loudness:
    integrated, peak = _figure(_INTEGRATED.search(summary)), _figure(_PEAK.search(summary))
    loud_enough = integrated is not None and integrated > _SILENCE
    return Loudness(integrated=integrated if loud_enough else None, peak=peak, heard=heard)


def _figure(found: Match[str] | None) -> Fraction | None:
    """A figure of the summary; None for the infinities of silence. Raises ValueError when the summary holds none."""
    if found is None:
        raise ValueError("ffmpeg gave no loudness")
    number = Decimal(found[1])
    return Fraction(number) if number.is_finite() else None
