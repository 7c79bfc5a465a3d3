"""Loudness and true peak of what we made, by EBU R 128."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from re import Match
from re import compile as pattern
from typing import Final

from dropcut.domain.programme import SOUND_RATE
from dropcut.domain.settings import Preset
from dropcut.domain.values import Value
from dropcut.media.bench import Bench
from dropcut.media.running import Bounds, run
from dropcut.media.strips import CHANNELS

RAW: Final = ("-f", "f32le", "-ar", str(SOUND_RATE), "-ac", str(CHANNELS))
"""How ffmpeg is told of bare samples."""

_SILENCE: Final = Fraction(-70)
_INTEGRATED: Final = pattern(r"\bI:\s+(-?[0-9.]+|-?inf|nan)\s")
_PEAK: Final = pattern(r"\bPeak:\s+(-?[0-9.]+|-?inf|nan)\s")


class Target(Value):
    """How loud a programme is meant to be, in LUFS, and where its true peaks must end, in dBTP."""

    loudness: Fraction
    true_peak: Fraction


class Heard(Value):
    """What was measured; None for silence."""

    loudness: Fraction | None
    true_peak: Fraction | None


_ONLINE: Final = Target(loudness=Fraction(-14), true_peak=Fraction(-2))
_ON_AIR: Final = Target(loudness=Fraction(-23), true_peak=Fraction(-1))
TARGETS: Final = {Preset.WEB: _ONLINE, Preset.DRAFT: _ONLINE, Preset.BROADCAST: _ON_AIR, Preset.ARCHIVE: _ON_AIR}


def heard(file: Path, bench: Bench, *told: str) -> Heard:
    """Listen to a file of ours; `told` is what ffmpeg must be told to read it. Raises what `run` raises."""
    summary = _summary(file, bench, told, "true")
    return Heard(loudness=_loudness(summary), true_peak=_figure(_PEAK.search(summary)))


def loudness_of(file: Path, bench: Bench, *told: str) -> Fraction | None:
    """As `heard`, in half the time: true peaks are not looked for. None for silence."""
    return _loudness(_summary(file, bench, told, "none"))


def _summary(file: Path, bench: Bench, told: Sequence[str], peak: str) -> str:
    command = (
        str(bench.programs.ffmpeg), "-nostdin", "-hide_banner", "-nostats", "-loglevel", "info", *told, "-i", f"file:{file}",
        "-af", f"ebur128=peak={peak}:framelog=verbose", "-f", "null", "-",
    )  # fmt: skip
    return run(command, Bounds(), bench.stop).errors.rpartition("Summary:")[2]


def _loudness(summary: str) -> Fraction | None:
    loudness = _figure(_INTEGRATED.search(summary))
    return None if loudness is None or loudness <= _SILENCE else loudness


def _figure(found: Match[str] | None) -> Fraction | None:
    """None for the infinities of silence. Raises ValueError where ffmpeg said nothing."""
    if found is None:
        raise ValueError("ffmpeg gave no loudness")
    number = Decimal(found[1])
    return Fraction(number) if number.is_finite() else None
