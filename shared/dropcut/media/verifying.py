"""What is promised of a master, measured on its very bytes."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from dropcut.domain.programme import SOUND_RATE
from dropcut.domain.rendering import Assembly, Check, LoudnessFigures
from dropcut.domain.settings import Preset
from dropcut.media.encoding import container_of
from dropcut.media.loudness import TARGETS, Target
from dropcut.media.measuring import Measured

_CLOSE_LU: Final = Fraction(3, 10)
_MATROSKA_TICK: Final = Fraction(1, 1000)
"""Matroska rounds every time to this."""


def checks(found: Measured, assembly: Assembly, frames: int) -> tuple[Check, ...]:
    """Every promise, kept or not."""
    loudness = _loudness(assembly.sound.loudness, TARGETS[assembly.encoder.preset], assembly.encoder.preset)
    return (*_of_picture(found, assembly, frames), *_of_sound(found, assembly, frames), *loudness, *_of_file(found, assembly))


def _of_picture(found: Measured, assembly: Assembly, frames: int) -> Iterator[Check]:
    rate = assembly.format.rate
    yield Check(name="frame count", ok=len(found.frames) == frames, figure=f"{len(found.frames)} of {frames} frames")
    slack = _MATROSKA_TICK if assembly.encoder.name == "ffv1" else Fraction(0)
    off = max((abs(time - number / rate) for number, time in enumerate(found.frames)), default=Fraction(0))
    said = f"every frame at its number / {rate}, off by {_milliseconds(off)} at most"
    yield Check(name="frame times", ok=off <= slack, figure=said)
    figure = "the first frame stands alone" if found.first_stands_alone else "the first frame needs others"
    yield Check(name="first frame", ok=found.first_stands_alone, figure=figure)


def _of_sound(found: Measured, assembly: Assembly, frames: int) -> Iterator[Check]:
    shown, frame = frames / assembly.format.rate, 1 / assembly.format.rate
    longer = found.sound_end - found.sound_start - shown
    yield Check(name="sound length", ok=abs(longer) <= frame, figure=f"{_milliseconds(longer)} longer than the picture")
    drift = Fraction(assembly.sound.samples, SOUND_RATE) - shown
    yield Check(name="drift", ok=abs(drift) * SOUND_RATE < 1, figure=f"{_milliseconds(drift)} from first frame to last")


def _loudness(figures: LoudnessFigures, target: Target, preset: Preset) -> Iterator[Check]:
    if figures.output is None:
        yield Check(name="loudness", ok=True, figure="silence")
        return
    ok = abs(figures.output - target.loudness) <= _CLOSE_LU
    figure = f"{float(figures.output):.1f} LUFS, {target.loudness} for {preset.value}"
    yield Check(name="loudness", ok=ok, figure=figure)
    if figures.true_peak is not None:
        said = f"{float(figures.true_peak):.1f} dBTP, {target.true_peak} at most"
        yield Check(name="true peak", ok=figures.true_peak <= target.true_peak, figure=said)


def _of_file(found: Measured, assembly: Assembly) -> Iterator[Check]:
    if container_of(assembly.encoder).indexed:
        figure = "index before the data" if found.index_first else "index after the data"
        yield Check(name="plays at once", ok=found.index_first, figure=figure)


def _milliseconds(time: Fraction) -> str:
    return f"{float(time * 1000):.3f} ms"
